import Contracts
import Quantities
import Testing

/// Changes of registers, members, plants and areas, calculated by hand.
struct ContractChangeTests {
  private static let voters: [MemberAddress] = ["A", "B"]

  struct RegisterChange: Sendable {
    var member: MemberAddress
    var field: RegisterField
    var value: Int64
    /// The registers of the member and of nobody afterwards; `nil` when the reserve is too small.
    var outcome: [Int64]?
  }

  @Test(
    "A register changes against what belongs to nobody, and never beyond it",
    arguments: [
      RegisterChange(member: "B", field: .quota, value: 50_000, outcome: [50_000, 0]),
      RegisterChange(member: "B", field: .quota, value: 50_001, outcome: nil),
      RegisterChange(member: "B", field: .quota, value: .max, outcome: nil),
      RegisterChange(member: "A", field: .quota, value: 0, outcome: [0, 70_000]),
      RegisterChange(member: "A", field: .quota, value: 60_000, outcome: [60_000, 10_000]),
      RegisterChange(member: "C", field: .quota, value: 1, outcome: nil),
      RegisterChange(member: "A", field: .tokens, value: 70_000, outcome: [70_000, 0]),
      RegisterChange(member: "A", field: .tokens, value: 70_001, outcome: nil),
      RegisterChange(member: "A", field: .tokens, value: .max, outcome: nil),
      RegisterChange(member: "C", field: .tokens, value: 10_000, outcome: [10_000, 0]),
      RegisterChange(member: "B", field: .tokens, value: 0, outcome: [0, 50_000]),
    ])
  func registers(change: RegisterChange) throws {
    var script = try ContractScript()
    let before = script.state
    let operation = ContractOperation.changeRegister(
      change.member, change.field, value: change.value)
    let result = try script.decide(0, "C", operation, yes: Self.voters)
    let id = ReferendumID(1)
    #expect(result == .value(.boolean(change.outcome != nil)))
    let member = try #require(script.state.member(change.member))
    guard let outcome = change.outcome else {
      #expect(
        script.events == [
          .process(.referendum(id), .approved),
          .process(.referendum(id), .notExecutable(.reserveInsufficient)),
        ])
      #expect(script.contract.members == before.members)
      #expect(script.state.referendum(id)?.isExecuted == false)
      return
    }
    #expect(
      script.events == [
        .process(.referendum(id), .approved), .change(.register(change.member)),
      ])
    let found =
      change.field == .quota
      ? [member.quota.watts, script.unallocated(member.utility) ?? -1]
      : [member.tokens.milliSEB, script.state.reserveTokens.milliSEB]
    #expect(found == outcome)
    #expect(script.state.issuedTokens == before.issuedTokens)
    #expect(script.state.totalSupply == before.totalSupply)
  }

  private static func light(quotas: [Int64]) throws -> ContractScript {
    var script = try ContractScript(members: [])
    script.contract = try QuotaContract(
      rules: script.state.rules,
      foundingMembers: zip(["A", "B", "C", "D"] as [MemberAddress], quotas).map {
        FoundingMember(
          address: $0, fullName: "\($0)-name", utility: "LIGHT", quota: Quota(watts: $1),
          tokens: Tokens(milliSEB: $1))
      } + [FoundingMember(address: "E", fullName: "Eva", utility: "ENEL", quota: Quota(watts: 7))])
    return script
  }

  struct Removal: Sendable {
    var quotas: [Int64]
    var rest: [Int64]
    var transfers: Int
  }

  @Test(
    "The quota of who leaves is divided equally in the area, the remainder to the earliest",
    arguments: [
      Removal(quotas: [10, 0, 0, 0], rest: [4, 3, 3, 7], transfers: 3),
      Removal(quotas: [2, 5, 5, 5], rest: [6, 6, 5, 7], transfers: 2),
      Removal(quotas: [0, 1, 2, 3], rest: [1, 2, 3, 7], transfers: 0),
      Removal(
        quotas: [.max - 7, 0, 0, 0], rest: [.max / 3 - 2, .max / 3 - 2, .max / 3 - 2, 7],
        transfers: 3),
    ])
  func removal(case removal: Removal) throws {
    var script = try Self.light(quotas: removal.quotas)
    let supply = script.state.totalSupply
    try script.decide(0, "B", .deleteMember("A"), yes: ["B", "C", "D"])
    #expect(script.quotas == removal.rest)
    #expect(script.events.count { $0.name == "transfer" } == removal.transfers)
    #expect(script.events.last == .membership("A", .left))
    #expect(script.state.reserveTokens.milliSEB == removal.quotas[0] + 7)
    #expect(script.state.totalSupply == supply)
    #expect(script.state.member("A") == nil)
    #expect(script.state.member("E")?.quota == Quota(watts: 7))
  }

  @Test("Without heirs in the area the quota belongs to nobody")
  func noHeirs() throws {
    var script = try Self.light(quotas: [1, 2, 3, 4])
    try script.decide(0, "B", .deleteMember("E"), yes: ["B", "C", "D"])
    #expect(script.quotas == [1, 2, 3, 4])
    #expect(script.unallocated("ENEL") == 7)
  }

  @Test("The last member stays, and who has left cannot leave again")
  func notExecutableRemovals() throws {
    var script = try ContractScript(members: ["A", "B"])
    let removals = try (0..<2).map { _ in
      try script.open(0, "A", .deleteMember("B"), yes: ["A", "B"])
    }
    let register = try script.open(0, "A", .changeRegister("B", .quota, value: 0), yes: ["A", "B"])
    #expect(try script.call(101, "A", .changeResult(removals[0])) == .value(.boolean(true)))
    for id in [removals[1], register] {
      #expect(try script.call(101, "A", .changeResult(id)) == .value(.boolean(false)))
      #expect(script.events.last == .process(.referendum(id), .notExecutable(.gone)))
    }
    #expect(
      try script.decide(200, "A", .deleteMember("A"), yes: ["A"]) == .value(.boolean(false)))
    #expect(
      script.events.last == .process(.referendum(ReferendumID(4)), .notExecutable(.lastMember)))
    #expect(script.contract.members.map(\.address) == ["A"])
  }

  /// The community with a further plant of 10 kW of LIGHT that Ana paid.
  private static func operating() throws -> ContractScript {
    var script = try ContractScript()
    let plant = try script.plant(0, capacity: 10_000, cost: 100, yes: voters)
    try script.call(110, "A", .bid(plant, amount: 100))
    try script.call(400, "A", .powerUpResult(.plant(plant)))
    try script.call(400, "A", .powerUpResult(.plant(plant)))
    return script
  }

  @Test("A plant that is removed shrinks all quotas of its area in proportion; tokens stay")
  func removalOfAPlant() throws {
    var script = try Self.operating()
    #expect(script.quotas == [70_000, 40_000, 0])
    let result = try script.decide(500, "B", .deletePlant(PlantID(1)), yes: Self.voters)
    #expect(result == .value(.boolean(true)))
    #expect(
      script.events == [
        .process(.referendum(ReferendumID(2)), .approved), .change(.plant(PlantID(1))),
      ])
    // Eleven twelfths of 70,000, 40,000 and 10,000: two units are missing, all remainders equal.
    #expect(script.quotas == [64_167, 36_667, 0])
    #expect(script.unallocated("LIGHT") == 9_166)
    #expect(script.state.totalSupply == Quota(watts: 110_000))
    #expect(script.tokens == [70_000, 40_000, 0])
    #expect(script.state.issuedTokens == Tokens(milliSEB: 120_000))
    #expect(script.state.plantCount == 0)
    #expect(script.state.plant(PlantID(1))?.status == .deleted)
    #expect(try script.call(999, "A", .listPlants) == .value(.list([])))
    #expect(
      try script.call(999, "A", .deletePlant(PlantID(1))) == .error(.unknownPlant))
  }

  @Test("The removal of the only plant of an area takes all its quota")
  func removalOfTheOnlyPlant() throws {
    var script = try ContractScript(members: ["A", "B"])
    let plant = try script.plant(0, capacity: 10, cost: 200, yes: Self.voters)
    for member in Self.voters { try script.call(110, member, .bid(plant, amount: 100)) }
    for _ in 0..<2 { try script.call(400, "A", .powerUpResult(.plant(plant))) }
    #expect(script.quotas == [5, 5])
    try script.decide(400, "A", .deletePlant(plant), yes: Self.voters)
    #expect(script.quotas == [0, 0])
    #expect(script.tokens == [5, 5])
  }

  @Test("A plant that is removed before it operates gives its bids back")
  func removalOfAFundedPlant() throws {
    var script = try ContractScript(members: ["A", "B"])
    let plant = try script.plant(0, capacity: 10, cost: 200, yes: Self.voters)
    for member in Self.voters { try script.call(110, member, .bid(plant, amount: 100)) }
    let second = try script.open(250, "A", .changeUtility(plant, "NOVA"), yes: Self.voters)
    try script.decide(302, "A", .deletePlant(plant), yes: Self.voters)
    #expect(
      script.events == [
        .process(.referendum(ReferendumID(3)), .approved),
        .retract(plant, "A", amount: -100), .retract(plant, "B", amount: -100),
        .change(.plant(plant)),
      ])
    #expect(try script.call(403, "A", .powerUpResult(.plant(plant))) == .error(.unknownPlant))
    #expect(try script.call(403, "A", .changeResult(second)) == .value(.boolean(false)))
    #expect(script.events.last == .process(.referendum(second), .notExecutable(.gone)))
  }

  @Test("A distribution company is renamed with all its plants, members and quota")
  func renaming() throws {
    var script = try Self.operating()
    try script.decide(500, "A", .changeUtility(PlantID(1), "NOVA"), yes: Self.voters)
    #expect(script.events.last == .change(.utility(PlantID(1))))
    #expect(script.contract.members.map(\.utility) == ["NOVA", "NOVA", "ENEL"])
    #expect(script.state.plants.map(\.utility) == ["NOVA"])
    #expect(script.state.area(of: "LIGHT") == nil)
    #expect(script.unallocated("NOVA") == 10_000)
    #expect(script.state.area(of: "NOVA")?.operatingCapacity == Quota(watts: 120_000))
    #expect(script.quotas == [70_000, 40_000, 0])
  }

  @Test("Two areas that come to have one name become one")
  func merging() throws {
    var script = try Self.operating()
    try script.decide(500, "A", .changeUtility(PlantID(1), "ENEL"), yes: Self.voters)
    #expect(script.state.areas.map(\.utility) == ["ENEL"])
    #expect(script.unallocated("ENEL") == 10_000)
    let trade = ContractCall(
      time: 601, caller: "A",
      operation: .trade(to: "C", quota: Quota(watts: 1), tokens: .zero))
    #expect(try script.call(trade) == .value(.boolean(true)))
  }

  @Test("A member moves only without quota and bids, and leaves no empty area behind")
  func moving() throws {
    var script = try ContractScript(members: ["A", "B"])
    func move(_ utility: String) -> ContractOperation {
      .changeProfile("B", .utility, value: utility)
    }
    let plant = try script.plant(0, capacity: 10, cost: 100, yes: Self.voters)
    try script.call(110, "B", .bid(plant, amount: 100))
    #expect(try script.call(120, "B", move("ENEL")) == .error(.quotaBound))
    // The name that it has already is no move.
    #expect(try script.call(120, "B", move("LIGHT")) == .value(.boolean(true)))
    try script.call(130, "B", .changeBid(plant, amount: 0))
    #expect(try script.call(130, "B", move("ENEL")) == .value(.boolean(true)))
    #expect(script.events == [.change(.profile("B"))])
    #expect(script.state.areas.map(\.utility) == ["LIGHT", "ENEL"])
    #expect(try script.call(131, "B", .bid(plant, amount: 100)) == .error(.utilityMismatch))
    #expect(try script.call(132, "B", move("EDP")) == .value(.boolean(true)))
    #expect(script.state.areas.map(\.utility) == ["LIGHT", "EDP"])
    #expect(try script.call(133, "B", move("LIGHT")) == .value(.boolean(true)))
    try script.call(134, "B", .bid(plant, amount: 100))
    for time in [302, 302, 352] as [Int64] {
      #expect(try script.call(time, "B", move("ENEL")) == .error(.quotaBound))
      try script.call(time, "A", .powerUpResult(.plant(plant)))
    }
    #expect(script.quotas == [0, 10])
    let gift = ContractOperation.trade(to: "A", quota: Quota(watts: 10), tokens: .zero)
    try script.call(353, "B", gift)
    // The bid is history once the plant operates.
    #expect(try script.call(353, "B", move("ENEL")) == .value(.boolean(true)))
    #expect(
      try script.call(353, "B", .changeProfile("B", .fullName, value: "Bo"))
        == .value(.boolean(true)))
    #expect(script.state.member("B")?.fullName == "Bo")
  }
}
