import Contracts
import Quantities
import Testing

struct JournalVerificationTests {
  static let keys = WitnessKeys(seed: 7, addresses: JournalHistory.everybody)

  private static func history(_ keys: WitnessKeys?) throws -> JournalHistory {
    var history = try JournalHistory(keys: keys)
    try history.exerciseEverything()
    return history
  }

  private static func fault(
    _ records: [JournalRecord], _ history: JournalHistory
  ) -> JournalFault? {
    var verifier = JournalVerifier()
    do throws(JournalFault) {
      for record in records { try verifier.check(record) }
      try verifier.finish(
        expecting: history.journal.lastHash, recordCount: history.journal.recordCount,
        state: history.contract.state.encoded())
      return nil
    } catch {
      return error
    }
  }

  @Test("The history has every operation, event and kind of result")
  func historyIsComplete() throws {
    let history = try Self.history(nil)
    let names = Set(history.batch.names)
    #expect(names.isSuperset(of: ContractOperation.names))
    #expect(
      names.isSuperset(of: [
        "genesis", "unrecognized", "transfer", "retract", "membership", "process", "ballot",
        "offer", "change", "invalid",
      ]))
    #expect(history.calls.count > 100)
    #expect(history.calls.contains { if case .noop = $0.result { true } else { false } })
    let statuses = Set(history.contract.state.plants.map(\.status))
    #expect(statuses.isSuperset(of: [.deleted, .failed]))
  }

  @Test(
    "A journal is verified by replaying it, with and without signatures", arguments: [true, false])
  func wholeJournal(isSigned: Bool) throws {
    let history = try Self.history(isSigned ? Self.keys : nil)
    var verifier = JournalVerifier()
    for record in history.batch.records { try verifier.check(record) }
    try verifier.finish(
      expecting: history.journal.lastHash, recordCount: history.journal.recordCount,
      state: history.contract.state.encoded())
    #expect(verifier.recordCount == history.journal.recordCount)
    #expect(verifier.callCount == Int64(history.calls.count))
    #expect(verifier.contract?.state == history.contract.state)
    let witnesses = history.calls.reduce(0) { $0 + $1.call.witnesses.count }
    #expect(verifier.signatureCount == (isSigned ? Int64(witnesses) : 0))
  }

  @Test("The same seed gives the same journal, byte for byte")
  func journalsAreDeterministic() throws {
    let (first, second) = (try Self.history(Self.keys), try Self.history(Self.keys))
    #expect(first.batch.records == second.batch.records)
    #expect(first.batch.signatures == second.batch.signatures)
    let other = try Self.history(WitnessKeys(seed: 8, addresses: JournalHistory.everybody))
    #expect(first.journal.lastHash != other.journal.lastHash)
  }

  @Test("A change of any bit is noticed and its record named", arguments: [true, false])
  func anyChangedBitIsNoticed(isSigned: Bool) throws {
    let history = try Self.history(isSigned ? Self.keys : nil)
    let records = history.batch.records
    var verifier = JournalVerifier()
    var unnoticed = 0
    for (position, record) in records.enumerated() {
      func expectFault(_ change: (inout JournalRecord) -> Void) {
        var changed = record
        change(&changed)
        var copy = verifier
        do throws(JournalFault) {
          try copy.check(changed)
          unnoticed += 1
        } catch {
          if error.position != Int64(position) { unnoticed += 1 }
        }
      }
      for bit in 0..<64 {
        expectFault { $0.sequence ^= 1 << Int64(bit) }
        expectFault { $0.time ^= 1 << Int64(bit) }
      }
      for kind in JournalRecord.Kind.allCases where kind != record.kind {
        expectFault { $0.kind = kind }
      }
      for bit in 0..<8 {
        // With signatures the payloads are the same.
        for index in record.payload.indices where !isSigned {
          expectFault { $0.payload[index] ^= 1 << UInt8(bit) }
        }
        for index in record.signatures.indices {
          expectFault { $0.signatures[index] ^= 1 << UInt8(bit) }
        }
        for index in 0..<32 {
          var bytes = record.hash.bytes
          bytes[index] ^= 1 << UInt8(bit)
          let hash = try #require(JournalHash(bytes: bytes))
          expectFault { $0.hash = hash }
        }
        for index in record.name.utf8.indices {
          var name = Array(record.name.utf8)
          name[record.name.utf8.distance(from: record.name.startIndex, to: index)] ^=
            1 << UInt8(bit)
          expectFault { $0.name = String(decoding: name, as: UTF8.self) }
        }
      }
      expectFault { $0.payload.append(0) }
      expectFault { $0.signatures.append(0) }
      if !record.payload.isEmpty { expectFault { $0.payload.removeLast() } }
      try verifier.check(record)
    }
    #expect(unnoticed == 0)
  }

  @Test("Records that are missing, doubled, exchanged or added are noticed and named")
  func orderIsNoticed() throws {
    let history = try Self.history(nil)
    let records = history.batch.records
    for position in stride(from: 0, to: records.count - 1, by: 7) {
      var changed = records
      changed.remove(at: position)
      #expect(
        Self.fault(changed, history) == JournalFault(position: Int64(position), reason: .sequence))
      changed = records
      changed.insert(records[position], at: position)
      #expect(
        Self.fault(changed, history)
          == JournalFault(position: Int64(position) + 1, reason: .sequence))
      changed = records
      changed.swapAt(position, position + 1)
      #expect(
        Self.fault(changed, history) == JournalFault(position: Int64(position), reason: .sequence))
      #expect(
        Self.fault(Array(records[..<position]), history)
          == JournalFault(position: Int64(position), reason: .end))
    }
    #expect(
      Self.fault(records + [records[1]], history)
        == JournalFault(position: Int64(records.count), reason: .sequence))
  }

  /// Makes the hashes of records fit again, as somebody who edits a journal would.
  private static func rehashed(_ records: [JournalRecord]) -> [JournalRecord] {
    var previous = JournalHash.zero
    return records.enumerated().map { index, record in
      var record = record
      record.sequence = Int64(index)
      record.hash = record.expectedHash(after: previous)
      previous = record.hash
      return record
    }
  }

  @Test("Who makes the hashes fit again is found by the replay")
  func replayFindsEdits() throws {
    let history = try Self.history(nil)
    let records = history.batch.records
    #expect(Self.rehashed(records) == records)
    var differing = 0
    for position in records.indices.dropFirst() {
      // The last byte of a payload is part of the result or of the event.
      guard !records[position].payload.isEmpty else { continue }
      var changed = records
      changed[position].payload[records[position].payload.count - 1] ^= 1
      #expect(Self.fault(Self.rehashed(changed), history)?.position == Int64(position))
      changed = records
      changed[position].time += 1
      let fault = Self.fault(Self.rehashed(changed), history)
      #expect(fault != nil)
      if fault?.position == Int64(position) { differing += 1 }
      changed = records
      changed.remove(at: position)
      #expect(Self.fault(Self.rehashed(changed), history) != nil)
    }
    #expect(differing > 0)
    var added = records
    let lastCall = try #require(records.last { $0.kind == .call })
    added.append(lastCall)
    #expect(Self.fault(Self.rehashed(added), history) != nil)
    added = records
    added.append(try #require(records.last { $0.kind == .event }))
    #expect(
      Self.fault(Self.rehashed(added), history)
        == JournalFault(position: Int64(records.count), reason: .event))
  }

  @Test("Who also makes the results and events fit lacks the signatures")
  func signaturesBindCalls() throws {
    // The same calls, the first of them with another argument, signed with keys of another seed.
    func journal(_ keys: WitnessKeys, quota: Int64) throws -> [JournalRecord] {
      var history = try JournalHistory(keys: keys)
      try history.call("A", .trade(to: "B", quota: Quota(watts: quota), tokens: .zero))
      try history.call("B", .trade(to: "A", quota: Quota(watts: 1), tokens: .zero))
      return history.batch.records
    }
    let genuine = try journal(Self.keys, quota: 1)
    let forged = try journal(WitnessKeys(seed: 8, addresses: JournalHistory.everybody), quota: 2)
    let mixed = Self.rehashed([genuine[0]] + forged.dropFirst())
    #expect(throws: JournalFault(position: 1, reason: .signature("A"))) {
      try CallJournal.verify(mixed)
    }
    // A signature belongs to its place in its journal.
    var moved = genuine
    moved[3].signatures = genuine[1].signatures
    #expect(throws: JournalFault(position: 3, reason: .signature("B"))) {
      try CallJournal.verify(Self.rehashed(moved))
    }
    moved[3].signatures = []
    #expect(throws: JournalFault(position: 3, reason: .signatureCount)) {
      try CallJournal.verify(Self.rehashed(moved))
    }
  }

  @Test("A witness that may not sign leaves 64 zeros, and the audit names the record")
  func strangersCannotSign() throws {
    var history = try JournalHistory(keys: WitnessKeys(seed: 7, addresses: ["A", "B"]))
    try history.call("A", .listMembers)
    try history.call("nobody", .listMembers)
    let records = history.batch.records
    #expect(records[2].signatures == [UInt8](repeating: 0, count: 64))
    #expect(throws: JournalFault(position: 2, reason: .signature("nobody"))) {
      try CallJournal.verify(records)
    }
  }

  @Test("A journal begins with its genesis, has only one, and its time goes on")
  func journalHasOneGenesis() throws {
    let contract = try QuotaContract(foundingMembers: JournalHistory.founders())
    var journal = CallJournal()
    let twice = [journal.append(genesisOf: contract), journal.append(genesisOf: contract)]
    #expect(throws: JournalFault(position: 1, reason: .genesis)) { try CallJournal.verify(twice) }
    let call = ContractCall(time: 5, caller: "A", operation: .listPlants)
    journal = CallJournal()
    let none = journal.append(call, result: .value(.list([])), events: [])
    #expect(throws: JournalFault(position: 0, reason: .genesis)) { try CallJournal.verify(none) }
    journal = CallJournal()
    var records = [journal.append(genesisOf: contract)]
    for time in [5, 4] as [Int64] {
      let call = ContractCall(time: time, caller: "A", operation: .listPlants)
      records += journal.append(call, result: .value(.list([])), events: [])
    }
    #expect(throws: JournalFault(position: 2, reason: .time)) { try CallJournal.verify(records) }
  }

  @Test("Another end state is noticed")
  func endStateIsCompared() throws {
    let history = try Self.history(nil)
    var verifier = JournalVerifier()
    for record in history.batch.records { try verifier.check(record) }
    let count = history.journal.recordCount
    var state = history.contract.state.encoded()
    for index in state.indices {
      state[index] ^= 1
      #expect(throws: JournalFault(position: count - 1, reason: .endState)) {
        try verifier.finish(expecting: history.journal.lastHash, recordCount: count, state: state)
      }
      state[index] ^= 1
    }
    #expect(throws: JournalFault(position: count, reason: .end)) {
      try verifier.finish(expecting: history.journal.lastHash, recordCount: count + 1)
    }
  }
}
