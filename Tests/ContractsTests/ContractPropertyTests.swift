import Contracts
import Quantities
import TestSupport
import Testing

/// Properties that need two histories to be told: results do not depend on their delay (I7), and
/// what must not matter does not (I10).
struct ContractPropertyTests {
  @Test(
    "The delay of a result changes no outcome, and asking again does nothing", arguments: 0..<60)
  func delayDoesNotMatter(seed: UInt64) throws {
    var generator = ContractHistoryGenerator(seed: seed)
    var contract = try generator.history.start()
    var outcomes: [ReferendumID: Bool] = [:]
    for _ in 0..<270 {
      let call = generator.nextCall(for: contract)
      generator.add(call, answered: try contract.apply(call))
      // The outcome that each referendum would have at the first moment after its end.
      for referendum in contract.state.referendums
      where referendum.end < contract.time && outcomes[referendum.id] == nil {
        var copy = contract
        outcomes[referendum.id] =
          referendum.hasResult ? referendum.outcome : try askForResult(referendum.id, of: &copy)
      }
    }
    try expectOutcomes(outcomes, of: contract)
  }

  private func expectOutcomes(
    _ outcomes: [ReferendumID: Bool], of contract: QuotaContract
  ) throws {
    var contract = contract
    for referendum in contract.state.referendums where referendum.end < contract.time {
      if !referendum.hasResult { _ = try askForResult(referendum.id, of: &contract) }
      #expect(contract.state.referendum(referendum.id)?.outcome == outcomes[referendum.id])
      let before = contract.state
      guard let member = contract.members.first else { continue }
      let call = ContractCall(
        time: contract.time, caller: member.address, operation: resultCall(of: referendum))
      guard case .noop = try contract.apply(call) else {
        Issue.record("the result of \(referendum.id) is given twice")
        continue
      }
      #expect(contract.state == before)
    }
  }

  /// Asks for the result as the oldest member.
  private func askForResult(
    _ id: ReferendumID, of contract: inout QuotaContract
  ) throws -> Bool? {
    guard let member = contract.members.first, let referendum = contract.state.referendum(id)
    else { return nil }
    _ = try contract.apply(
      ContractCall(
        time: contract.time, caller: member.address, operation: resultCall(of: referendum)))
    return contract.state.referendum(id)?.outcome
  }

  private func resultCall(of referendum: Referendum) -> ContractOperation {
    switch referendum.subject {
    case .admission: .admissionResult(referendum.id)
    case .newPlant: .powerUpResult(.referendum(referendum.id))
    default: .changeResult(referendum.id)
    }
  }

  // MARK: What must not matter

  private static let members: [MemberAddress] = ["A", "B", "C", "D", "E", "F", "G"]

  /// Funds a plant by bids in one second and puts it into operation.
  private func funded(
    capacity: Int64, cost: Int64, bids: [(MemberAddress, Int64)]
  ) throws -> ContractScript {
    var script = try ContractScript(members: Self.members)
    let plant = try script.plant(0, capacity: capacity, cost: cost, yes: Self.members)
    for (member, amount) in bids {
      let result = try script.call(150, member, .bid(plant, amount: amount))
      #expect(result == .value(.boolean(true)))
    }
    try script.call(302, "A", .powerUpResult(.plant(plant)))
    #expect(
      try script.call(352, "A", .powerUpResult(.plant(plant))) == .value(.boolean(true)))
    return script
  }

  private func randomBids(using random: inout TestGenerator) -> [(MemberAddress, Int64)] {
    Self.members.prefix(Int.random(in: 1...7, using: &random)).map {
      ($0, Int64.random(in: 200...100_000, using: &random))
    }
  }

  @Test(
    "The order of bids of one second does not matter, nor a bid in two parts", arguments: 0..<100)
  func orderOfBids(seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    let bids = randomBids(using: &random)
    let cost = bids.reduce(0) { $0 + $1.1 }
    let capacity = Int64.random(in: 1...5_000_000, using: &random)
    let script = try funded(capacity: capacity, cost: cost, bids: bids)
    let shuffled = try funded(
      capacity: capacity, cost: cost, bids: bids.shuffled(using: &random))
    #expect(shuffled.state == script.state)
    let parts = bids.flatMap { member, amount in
      let part = Int64.random(in: 100...amount - 100, using: &random)
      return [(member, part), (member, amount - part)]
    }
    let split = try funded(capacity: capacity, cost: cost, bids: parts.shuffled(using: &random))
    #expect(split.state == script.state)
  }

  @Test("Bids and target in another currency give the same registers", arguments: 0..<100)
  func scaling(seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    let bids = randomBids(using: &random)
    let cost = bids.reduce(0) { $0 + $1.1 }
    let factor = Int64.random(in: 2...1_000_000, using: &random)
    let capacity = Int64.random(in: 1...5_000_000, using: &random)
    let script = try funded(capacity: capacity, cost: cost, bids: bids)
    let scaled = try funded(
      capacity: capacity, cost: cost * factor, bids: bids.map { ($0, $1 * factor) })
    #expect(scaled.contract.members == script.contract.members)
  }

  @Test("A further member who does not vote never turns a refusal into an approval")
  func absenceIsNoYes() throws {
    for yes in 0...6 {
      for no in 0...6 - yes {
        let outcomes = try [6, 7].map { count in
          var script = try ContractScript(members: Array(Self.members.prefix(count)))
          let id = try script.open(0, "A", .changeRegister("A", .quota, value: 0))
          for (index, member) in Self.members.prefix(yes + no).enumerated() {
            try script.call(1, member, .vote(id, answer: index < yes))
          }
          try script.call(101, "A", .changeResult(id))
          return script.state.referendum(id)?.outcome == true
        }
        #expect(outcomes[0] || !outcomes[1])
      }
    }
  }

  @Test("Distribution companies by other names change nothing else", arguments: 0..<60)
  func relabelling(seed: UInt64) throws {
    let history = try ContractTrial(seed: seed, callCount: 270).history
    // A name that nobody uses keeps the two apart while they change places.
    var relabelled = history
    for (old, new) in [("LIGHT", "free"), ("ENEL", "LIGHT"), ("free", "ENEL")] {
      relabelled.rename(UtilityName(old), to: UtilityName(new))
    }
    var answers: [[ContractResult]] = [[], []]
    var states: [ContractState?] = [nil, nil]
    for (index, history) in [history, relabelled].enumerated() {
      let violation = try history.firstViolation(of: ContractInvariants.self) { moment in
        if moment.call.operation.name != "summary" { answers[index].append(moment.result) }
        states[index] = moment.after
      }
      #expect(violation == nil)
    }
    #expect(answers[0] == answers[1])
    #expect(states[0]?.members.map(\.quota) == states[1]?.members.map(\.quota))
    #expect(states[0]?.members.map(\.tokens) == states[1]?.members.map(\.tokens))
    #expect(
      states[0]?.members.map { swapped($0.utility) } == states[1]?.members.map(\.utility))
    #expect(states[0]?.plants.map(\.status) == states[1]?.plants.map(\.status))
  }

  private func swapped(_ utility: UtilityName) -> UtilityName {
    switch utility {
    case "LIGHT": "ENEL"
    case "ENEL": "LIGHT"
    default: utility
    }
  }
}
