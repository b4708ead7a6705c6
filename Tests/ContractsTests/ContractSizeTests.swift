import Contracts
import Quantities
import Testing

/// Memory follows the state and not the calls, and numbers at the end of their range trap nowhere.
struct ContractSizeTests {
  @Test("Trades, refused calls and moves leave nothing behind, however many they are")
  func callsLeaveNothing() throws {
    var script = try ContractScript()
    let before = script.state
    let there = ContractCall(
      time: 1, caller: "A", cosigners: ["B"],
      operation: .trade(to: "B", quota: Quota(watts: 3), tokens: Tokens(milliSEB: 5)))
    let back = ContractCall(
      time: 1, caller: "B", cosigners: ["A"],
      operation: .trade(to: "A", quota: Quota(watts: 3), tokens: Tokens(milliSEB: 5)))
    for _ in 0..<500_000 {
      try script.call(there)
      try script.call(back)
    }
    for _ in 0..<20_000 {
      try script.call(1, "A", .vote(ReferendumID(7), answer: true))
      try script.call(1, "X", .listMembers)
      try script.call(1, "A", .bid(PlantID(.max), amount: .min))
    }
    for number in 0..<2000 {
      try script.call(1, "C", .changeProfile("C", .utility, value: "Company \(number)"))
    }
    try script.call(1, "C", .changeProfile("C", .utility, value: "ENEL"))
    #expect(script.state == before)
    #expect(script.state.areas.count == 2)
  }

  @Test("Proposals that would exceed 64 bits together are refused before anything can overflow")
  func capacitiesStayInRange() throws {
    var script = try ContractScript(members: [])
    let half = Quota(watts: .max / 2)
    script.contract = try QuotaContract(
      rules: ContractRules(
        referendumWindow: 100, crowdfundingWindow: 200, minimumTimeToMarket: 50,
        maximumPlantCapacity: Quota(watts: .max)),
      foundingMembers: [
        FoundingMember(
          address: "A", fullName: "Ana", utility: "LIGHT", quota: half, tokens: half.asTokens)
      ])
    let proposal = PlantProposal(capacity: half, cost: .max, utility: "LIGHT", timeToMarket: 50)
    _ = try script.open(0, "A", .powerUp(proposal), yes: ["A"])
    // One more watt fits and two do not.
    var rest = proposal
    rest.capacity = Quota(watts: 2)
    #expect(try script.call(0, "A", .powerUp(rest)) == .error(.capacityOutOfRange))
    rest.capacity = Quota(watts: 1)
    #expect(try script.call(0, "A", .powerUp(rest)) == .value(.referendum(ReferendumID(2))))
    #expect(try script.call(0, "A", .powerUp(rest)) == .error(.capacityOutOfRange))
    try script.call(101, "A", .powerUpResult(.referendum(ReferendumID(1))))
    try script.call(101, "A", .bid(PlantID(1), amount: .max))
    for _ in 0..<2 { try script.call(400, "A", .powerUpResult(.plant(PlantID(1)))) }
    #expect(script.state.totalSupply == Quota(watts: .max - 1))
    #expect(script.quotas == [.max - 1])
    #expect(script.tokens == [.max - 1])
  }

  @Test("Witnesses are listed once each, in the order of their bytes")
  func witnesses() {
    let call = ContractCall(
      time: 0, caller: "B", witnesses: ["C", "B", "A", "C", "B"], operation: .listMembers)
    #expect(call.witnesses == ["A", "B", "C"])
    #expect(call.isSigned(by: "B"))
    #expect(!call.isSigned(by: "D"))
    let many = ContractCall(
      time: 0, caller: "B", cosigners: [MemberAddress](repeating: "A", count: 100_000),
      operation: .listMembers)
    #expect(many.witnesses == ["A", "B"])
    #expect(
      ContractCall(time: 0, caller: "B", witnesses: [], operation: .listMembers).witnesses == [])
  }

  @Test("Addresses that are equal as texts but not as bytes are two")
  func addressesByBytes() throws {
    var script = try ContractScript(members: ["\u{E9}", "A"])
    // Of equal length, and canonically equivalent: two marks in either order.
    let (one, other) = (MemberAddress("a\u{323}\u{307}"), MemberAddress("a\u{307}\u{323}"))
    #expect(one != other)
    #expect(one == MemberAddress("a\u{323}\u{307}"))
    #expect(try script.call(0, "e\u{301}", .listMembers) == .error(.notMember))
    #expect(try script.call(0, one, .admission(fullName: "n", utility: "u")) != .error(.noWitness))
    #expect(
      try script.call(0, other, .admission(fullName: "n", utility: "u"))
        == .value(.referendum(ReferendumID(2))))
  }
}

extension Quota {
  /// As many tokens as are issued for a plant of this capacity.
  fileprivate var asTokens: Tokens { Tokens(milliSEB: watts) }
}
