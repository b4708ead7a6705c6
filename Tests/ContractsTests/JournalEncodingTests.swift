import Contracts
import Quantities
import TestSupport
import Testing

struct JournalEncodingTests {
  private static func history(_ rules: ContractRules = .standard) throws -> JournalHistory {
    var history = try JournalHistory(rules: rules)
    try history.exerciseEverything()
    return history
  }

  @Test("Every call, result and event is decoded to what was recorded")
  func callsAndEventsComeBack() throws {
    let history = try Self.history()
    let records = history.batch.records
    #expect(try records[0].genesis().state.members.map(\.address) == ["A", "B", "C"])
    var next = 1
    for (call, result, events) in history.calls {
      let decoded = try records[next].call()
      #expect(decoded.call == call && decoded.result == result)
      #expect(try records[next + 1..<next + 1 + events.count].map { try $0.event() } == events)
      next += 1 + events.count
    }
    #expect(next == records.count)
  }

  @Test("Every code comes back")
  func everyCodeComesBack() throws {
    var journal = CallJournal()
    let values: [ContractValue] = [
      .boolean(true), .integer(.min), .text("e\u{301}\u{0}"), .referendum(ReferendumID(3)),
      .plant(PlantID(4)), .member("M"), .list([.list([]), .list([.boolean(false)])]),
    ]
    let results =
      ContractErrorCode.allCases.map { ContractResult.error($0) }
      + ContractNoopCode.allCases.map { .noop($0) } + values.map { .value($0) }
    let call = ContractCall(time: .min, caller: "", operation: .summary(.group, .field("")))
    for result in results {
      let record = journal.append(call, result: result, events: [])[0]
      #expect(try record.call() == (call, result))
    }
    let steps: [ProcessStep] =
      [
        .started, .registered, .crowdfunding, .building, .operating, .fundingFailed, .approved,
        .denied,
      ] + NotExecutableReason.allCases.map { .notExecutable($0) }
    let changes: [ChangeSubject] = [
      .profile("A"), .bid(PlantID(1), "B"), .register("C"), .utility(PlantID(.max)),
      .timeToMarket(PlantID(2)), .plant(PlantID(.min)),
    ]
    let events =
      steps.map { ContractEvent.process(.plant(PlantID(1)), $0) }
      + MembershipStep.allCases.map { .membership("M", $0) } + changes.map { .change($0) }
      + [.transfer(from: nil, to: "T", quota: Quota(watts: .max), tokens: Tokens(milliSEB: -1))]
    let records = journal.append(call, result: .value(.boolean(true)), events: events)
    #expect(try records.dropFirst().map { try $0.event() } == events)
    for field in ProfileField.allCases {
      let call = ContractCall(
        time: 0, caller: "A", operation: .changeProfile("B", field, value: "C"))
      #expect(try journal.append(call, result: results[0], events: [])[0].call().call == call)
    }
    for field in RegisterField.allCases {
      let call = ContractCall(
        time: 0, caller: "A", operation: .changeRegister("B", field, value: .min))
      #expect(try journal.append(call, result: results[0], events: [])[0].call().call == call)
    }
  }

  @Test("Every state on the way comes back and goes on alike")
  func statesComeBack() throws {
    let history = try Self.history(try ContractRules(majorityBase: .votesCast))
    for state in history.states {
      let bytes = state.encoded()
      let restored = try ContractState(decoding: bytes)
      #expect(restored == state)
      #expect(restored.encoded() == bytes)
    }
    // From the middle on, the restored contract answers as the first one did.
    let middle = history.calls.count / 2
    var contract = QuotaContract(
      resuming: try ContractState(decoding: history.states[middle].encoded()),
      at: history.calls[middle].call.time)
    for (call, result, _) in history.calls[(middle + 1)...] {
      #expect(try contract.apply(call) == result)
    }
    #expect(contract.state == history.contract.state)
  }

  @Test(
    "A state that was damaged throws or is one that a contract can go on from", arguments: 0..<60)
  func damagedStatesNeverTrap(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let history = try Self.history()
    let calls = history.calls
    for _ in 0..<60 {
      let place = Int.random(in: history.states.indices, using: &generator)
      var bytes = history.states[place].encoded()
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeSubrange(index..<min(index + 12, bytes.count))
        default: bytes[index] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        }
        if bytes.isEmpty { break }
      }
      guard let state = try? ContractState(decoding: bytes) else { continue }
      #expect(state.encoded() == bytes)
      var contract = QuotaContract(resuming: state, at: calls[place].call.time)
      for (call, _, _) in calls[(place + 1)...] { _ = try contract.apply(call) }
      #expect(try ContractState(decoding: contract.state.encoded()) == contract.state)
    }
  }

  @Test("Bytes that are nothing throw and never trap", arguments: 0..<200)
  func noiseThrows(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let noise = generator.bytes(Int.random(in: 0..<400, using: &generator))
    #expect(throws: ContractDecodingError.self) { try ContractState(decoding: noise) }
    for name in ContractOperation.names + ["unrecognized", "nothing"] {
      _ = try? Self.record(name, noise).call()
    }
    for name in ["transfer", "retract", "membership", "process", "ballot", "offer", "change", "x"] {
      _ = try? Self.record(name, noise).event()
    }
    #expect(throws: ContractDecodingError.self) { try Self.record("genesis", noise).genesis() }
  }

  private static func record(_ name: String, _ payload: [UInt8]) -> JournalRecord {
    JournalRecord(sequence: 0, time: 0, kind: .call, name: name, payload: payload, hash: .zero)
  }

  private static func number(_ value: Int64) -> [UInt8] {
    [0, 0, 0, 8] + (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * Int64($0))) }
  }

  private static func text(_ text: String) -> [UInt8] {
    [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  @Test("A number of elements beyond the bytes that are left is refused before memory is taken")
  func countsAreBounded() {
    for count in [Int64.max, 1 << 40, 3, -1] {
      #expect(throws: ContractDecodingError.self) {
        try Self.record("listPlants", Self.text("A") + Self.number(count) + Self.text("A")).call()
      }
    }
    // Lists in lists in lists …
    let code: [UInt8] = [0, 0, 0, 1]
    let lists = (0..<100_000).flatMap { _ in code + [6] + Self.number(1) }
    #expect {
      try Self.record("listPlants", Self.text("A") + Self.number(0) + code + [0] + lists).call()
    } throws: {
      ($0 as? ContractDecodingError)?.reason == .nestedTooDeeply
    }
  }

  @Test("Witnesses are recorded once each, in the order of their bytes")
  func witnessesAreSorted() throws {
    var journal = CallJournal()
    let call = ContractCall(
      time: 0, caller: "B", witnesses: ["C", "A", "C", "B"], operation: .listMembers)
    let record = journal.append(call, result: .noop(.nothingToDo), events: [])[0]
    #expect(try record.call().call.witnesses == ["A", "B", "C"])
    let unsorted = Self.text("B") + Self.number(2) + Self.text("B") + Self.text("A")
    #expect(throws: ContractDecodingError.self) {
      try Self.record(
        "listMembers", unsorted + [0, 0, 0, 1, 2] + Self.text("nothingToDo")
      ).call()
    }
  }
}
