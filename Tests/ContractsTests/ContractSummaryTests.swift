import Contracts
import Quantities
import Testing

/// What the contract tells, and to whom.
struct ContractSummaryTests {
  private static func script() throws -> ContractScript {
    var script = try ContractScript()
    let plant = try script.plant(0, capacity: 1000, cost: 500, yes: ["A", "B"])
    try script.call(110, "B", .bid(plant, amount: 200))
    return script
  }

  @Test("A member's registers are told to members, with the bids when asked")
  func members() throws {
    var script = try Self.script()
    let brief: [ContractValue] = [
      .text("Bob"), .text("LIGHT"), .integer(40_000), .integer(40_000),
    ]
    #expect(try script.call(120, "C", .summary(.member("B"), .brief)) == .value(.list(brief)))
    #expect(
      try script.call(120, "C", .summary(.member("B"), .detailed))
        == .value(.list(brief + [.list([.list([.plant(PlantID(1)), .integer(200)])])])))
    #expect(
      try script.call(120, "C", .summary(.member("B"), .field("tokens")))
        == .value(.integer(40_000)))
    #expect(script.events.isEmpty)
  }

  @Test("Plants, referendums and the group are told to anybody")
  func publicData() throws {
    var script = try Self.script()
    func ask(_ subject: SummarySubject, _ option: SummaryOption) throws -> ContractResult {
      try script.call(
        ContractCall(time: 120, caller: "X", witnesses: [], operation: .summary(subject, option)))
    }
    let plant: [ContractValue] = [
      .text("funding"), .integer(1000), .integer(500), .text("LIGHT"), .integer(101),
      .integer(301), .integer(200), .integer(1), .boolean(false),
    ]
    #expect(try ask(.plant(PlantID(1)), .brief) == .value(.list(plant)))
    #expect(
      try ask(.plant(PlantID(1)), .detailed)
        == .value(.list(plant + [.list([.list([.member("B"), .integer(200)])])])))
    #expect(try ask(.plant(PlantID(1)), .field("total")) == .value(.integer(200)))
    #expect(try ask(.plant(PlantID(1)), .field("hasStarted")) == .value(.boolean(false)))
    #expect(try ask(.referendum(ReferendumID(1)), .field("executed")) == .value(.boolean(true)))
    #expect(
      try ask(.referendum(ReferendumID(1)), .brief)
        == .value(
          .list([
            .text("newPlant"), .integer(0), .integer(100), .integer(2), .integer(2),
            .boolean(true), .boolean(true),
          ])))
    let group = ContractResult.value(
      .list([
        .integer(0), .integer(5_000_000), .integer(1), .integer(3),
        .text("Sharing Electricity in Brazil"), .text("SEB"), .integer(110_000),
      ]))
    #expect(try ask(.group, .brief) == group)
    // Anything unknown is the group.
    for number in [.min, -1, 0, 2, .max] as [Int64] {
      #expect(try ask(.plant(PlantID(number)), .brief) == group)
      #expect(try ask(.referendum(ReferendumID(number)), .brief) == group)
      #expect(script.state.plant(PlantID(number)) == nil)
      #expect(script.state.referendum(ReferendumID(number)) == nil)
    }
    #expect(try ask(.member("X"), .brief) == group)
  }

  @Test("Members are listed in the order of admission, plants without those removed")
  func lists() throws {
    var script = try Self.script()
    #expect(
      try script.call(120, "C", .listMembers)
        == .value(.list([.member("A"), .member("B"), .member("C")])))
    try script.decide(120, "A", .deleteMember("A"), yes: ["A", "B"])
    #expect(try script.call(300, "C", .listMembers) == .value(.list([.member("B"), .member("C")])))
    #expect(try script.call(300, "C", .listPlants) == .value(.list([.plant(PlantID(1))])))
  }

  @Test("Energy is credited by quota, the rest to nobody")
  func credits() throws {
    let script = try Self.script()
    let (credits, rest) = script.state.credit(220_000, in: "LIGHT")
    #expect(credits.map(\.index) == [0, 1])
    #expect(credits.map(\.energy) == [120_000, 80_000])
    #expect(rest == 20_000)
    #expect(script.state.credit(5, in: "ENEL").unallocated == 5)
    #expect(script.state.credit(5, in: "nobody").unallocated == 5)
  }
}
