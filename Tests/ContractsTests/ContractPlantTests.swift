import Contracts
import Quantities
import Testing

/// Bids, funding and operation of plants, calculated by hand.
struct ContractPlantTests {
  private static let plant = PlantID(1)
  private static let step = ContractOperation.powerUpResult(.plant(plant))

  /// Three members and a plant whose crowdfunding is open from 101 to 301.
  private static func funding(capacity: Int64, cost: Int64) throws -> ContractScript {
    var script = try ContractScript(members: ["A", "B", "C"])
    _ = try script.plant(0, capacity: capacity, cost: cost, yes: ["A", "B"])
    return script
  }

  struct Funding: Sendable {
    var capacity: Int64
    var bids: [Int64]
    var shares: [Int64]
  }

  @Test(
    "Capacity is divided by the bids, the last units to the largest remainders, then the earliest",
    arguments: [
      Funding(capacity: 100_000, bids: [60_000, 40_000, 100], shares: [59_940, 39_960, 100]),
      Funding(capacity: 100_000, bids: [100, 100, 100], shares: [33_334, 33_333, 33_333]),
      Funding(capacity: 10, bids: [150, 250, 300], shares: [2, 4, 4]),
      Funding(capacity: 1, bids: [100, 100, 100], shares: [1, 0, 0]),
      Funding(capacity: 2, bids: [100, 300, 200], shares: [0, 1, 1]),
      Funding(capacity: 5_000_000, bids: [100, .max - 300, 100], shares: [0, 5_000_000, 0]),
    ])
  func distribution(funding: Funding) throws {
    let cost = funding.bids.reduce(0, +)
    var script = try Self.funding(capacity: funding.capacity, cost: cost)
    // In reverse, as the order of the bids must not matter.
    let bids = Array(zip(["A", "B", "C"] as [MemberAddress], funding.bids))
    for (member, amount) in bids.reversed() {
      #expect(
        try script.call(200, member, .bid(Self.plant, amount: amount)) == .value(.boolean(true)))
    }
    try script.call(302, "C", Self.step)
    #expect(script.state.plants[0].funderCount == 3)
    try script.call(352, "C", Self.step)
    #expect(script.quotas == funding.shares)
    #expect(script.tokens == funding.shares)
    var expected: [ContractEvent] = []
    for (member, share) in zip(["A", "B", "C"] as [MemberAddress], funding.shares) {
      expected.append(transfer(member, share, share))
    }
    expected.append(.process(.plant(Self.plant), .operating))
    #expect(script.events == expected)
  }

  @Test("Bids add up, are replaced and withdrawn, and the total follows")
  func bidsAddUp() throws {
    var script = try Self.funding(capacity: 10, cost: 1000)
    let yes = ContractResult.value(.boolean(true))
    #expect(try script.call(110, "A", .bid(Self.plant, amount: 250)) == yes)
    #expect(try script.call(110, "A", .bid(Self.plant, amount: 250)) == yes)
    #expect(script.state.plants[0].crowdfunding.bid(of: 0) == 500)
    #expect(script.state.plants[0].crowdfunding.bids.count == 1)
    #expect(try script.call(111, "B", .bid(Self.plant, amount: 450)) == yes)
    // 50 are left, so 50 is the least bid and the greatest.
    #expect(try script.call(112, "C", .bid(Self.plant, amount: 49)) == .error(.bidTooSmall))
    #expect(try script.call(112, "C", .bid(Self.plant, amount: 51)) == .error(.bidExceedsRemaining))
    #expect(try script.call(112, "C", .bid(Self.plant, amount: 50)) == yes)
    #expect(script.state.plants[0].crowdfunding.total == 1000)
    // C holds 50 and nothing is left: its room is 50, and so is its floor.
    #expect(try script.call(113, "C", .changeBid(Self.plant, amount: 49)) == .error(.bidTooSmall))
    #expect(
      try script.call(113, "C", .changeBid(Self.plant, amount: 51)) == .error(.bidExceedsRemaining))
    #expect(try script.call(113, "C", .changeBid(Self.plant, amount: 50)) == yes)
    #expect(try script.call(114, "B", .changeBid(Self.plant, amount: 0)) == yes)
    #expect(
      script.events == [
        .retract(Self.plant, "B", amount: -450), .change(.bid(Self.plant, "B")),
      ])
    #expect(script.state.plants[0].crowdfunding.total == 550)
    #expect(try script.call(115, "B", .changeBid(Self.plant, amount: 100)) == .error(.noBid))
    #expect(try script.call(116, "A", .changeBid(Self.plant, amount: 950)) == yes)
    #expect(script.state.plants[0].crowdfunding.total == 1000)
  }

  @Test("A crowdfunding that misses its target by one gives every bid back")
  func fundingFails() throws {
    var script = try Self.funding(capacity: 10, cost: 1000)
    try script.call(110, "B", .bid(Self.plant, amount: 500))
    try script.call(110, "A", .bid(Self.plant, amount: 499))
    #expect(try script.call(302, "C", Self.step) == .value(.boolean(false)))
    #expect(
      script.events == [
        .retract(Self.plant, "A", amount: -499), .retract(Self.plant, "B", amount: -500),
        .process(.plant(Self.plant), .fundingFailed),
      ])
    let plant = script.state.plants[0]
    #expect(plant.status == .failed)
    #expect(plant.crowdfunding.total == 0)
    #expect(plant.crowdfunding.bids.isEmpty)
    #expect(try script.call(9999, "C", Self.step) == .error(.fundingFailed))
    #expect(script.state.totalSupply == .zero)
    #expect(script.state.plantCount == 1)
    #expect(try script.call(9999, "C", .listPlants) == .value(.list([.plant(Self.plant)])))
  }

  @Test("The share of a funder who left is divided among the others, its tokens are kept")
  func funderLeavesAfterTheWindow() throws {
    var script = try Self.funding(capacity: 100, cost: 300)
    for member in ["A", "B", "C"] as [MemberAddress] {
      try script.call(110, member, .bid(Self.plant, amount: 100))
    }
    // Asked at 210, carried out at 311, when the crowdfunding is over: the bid stays.
    try script.decide(210, "A", .deleteMember("C"), yes: ["A", "B"])
    #expect(script.events.map(\.name) == ["process", "membership"])
    #expect(script.state.plants[0].crowdfunding.total == 300)
    try script.call(320, "A", Self.step)
    try script.call(352, "A", Self.step)
    // 34, 33 and 33; the last 33 are 17 and 16.
    #expect(script.quotas == [51, 49])
    #expect(script.tokens == [34, 33])
    #expect(script.state.reserveTokens == Tokens(milliSEB: 33))
    #expect(
      script.events == [
        transfer("A", 34, 34), transfer("B", 33, 33), transfer("A", 17, 0), transfer("B", 16, 0),
        .process(.plant(Self.plant), .operating),
      ])
  }

  @Test("A funder who left and came back inherits like the others, as another member")
  func funderComesBack() throws {
    var script = try Self.funding(capacity: 100, cost: 300)
    for member in ["A", "B", "C"] as [MemberAddress] {
      try script.call(110, member, .bid(Self.plant, amount: 100))
    }
    try script.decide(210, "A", .deleteMember("C"), yes: ["A", "B"])
    let admission = try script.open(
      320, "C", .admission(fullName: "Cid", utility: "LIGHT"), yes: ["A", "B"])
    try script.call(421, "A", .admissionResult(admission))
    try script.call(500, "A", Self.step)
    try script.call(500, "A", Self.step)
    #expect(script.quotas == [45, 44, 11])
    #expect(script.tokens == [34, 33, 0])
    #expect(script.state.reserveTokens == Tokens(milliSEB: 33))
  }

  @Test("Who leaves while the crowdfunding is open takes the bid along")
  func funderLeavesInTheWindow() throws {
    var script = try Self.funding(capacity: 100, cost: 300)
    try script.call(110, "C", .bid(Self.plant, amount: 100))
    // Carried out at 301, the last second.
    try script.decide(200, "A", .deleteMember("C"), yes: ["A", "B"])
    #expect(
      script.events == [
        .process(.referendum(ReferendumID(2)), .approved),
        .retract(Self.plant, "C", amount: -100), .membership("C", .left),
      ])
    #expect(script.state.plants[0].crowdfunding.total == 0)
  }

  @Test("A second plant adds to the registers and dilutes nobody")
  func secondPlant() throws {
    var script = try ContractScript()
    _ = try script.plant(0, capacity: 50_000, cost: 100, yes: ["A", "B"])
    try script.call(110, "B", .bid(Self.plant, amount: 100))
    try script.call(400, "A", Self.step)
    try script.call(400, "A", Self.step)
    #expect(script.quotas == [60_000, 90_000, 0])
    #expect(script.tokens == [60_000, 90_000, 0])
    #expect(script.state.totalSupply == Quota(watts: 160_000))
    #expect(script.state.issuedTokens == Tokens(milliSEB: 160_000))
  }

  private func transfer(
    _ member: MemberAddress, _ quota: Int64, _ tokens: Int64
  ) -> ContractEvent {
    .transfer(
      from: nil, to: member, quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens))
  }
}
