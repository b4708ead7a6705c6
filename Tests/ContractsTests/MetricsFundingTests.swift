import Contracts
import Quantities
import Testing

/// Crowdfundings and referendums that do not go smoothly; calculated by hand.
struct MetricsFundingTests {
  private static let day: Int64 = 86_400

  /// Three members, windows of 10 and 100 days; a plant whose crowdfunding opens at second 0.
  private static func walk(
    _ majority: ContractRules.MajorityBase = .electorate
  ) throws -> MetricsWalk {
    let rules = try ContractRules(
      majorityBase: majority, referendumWindow: 10 * day, crowdfundingWindow: 100 * day,
      minimumTimeToMarket: 10 * day)
    return MetricsWalk(
      try QuotaContract(
        rules: rules,
        foundingMembers: (["A", "B", "C"] as [MemberAddress]).map {
          FoundingMember(address: $0, fullName: "name", utility: "LIGHT")
        }, startTime: -10 * day - 1))
  }

  private static func walkWithPlant() throws -> MetricsWalk {
    var walk = try walk()
    try walk.decide(walk.contract.time, "A", proposal, yes: ["A", "B"])
    return walk
  }

  private static let proposal = ContractOperation.powerUp(
    PlantProposal(
      capacity: Quota(watts: 20_000), cost: 1000, utility: "LIGHT", timeToMarket: 10 * day))

  @Test("The fill curve counts what stands, the last week what was added in it")
  func fillCurve() throws {
    var walk = try Self.walkWithPlant()
    let plant = PlantID(1)
    try walk.accept(10 * Self.day, "A", .bid(plant, amount: 200))
    try walk.accept(10 * Self.day + 1, "B", .bid(plant, amount: 300))
    try walk.accept(40 * Self.day, "A", .changeBid(plant, amount: 700))
    try walk.accept(50 * Self.day, "B", .changeBid(plant, amount: 0))
    // Six days before the end and in its last second.
    try walk.accept(94 * Self.day, "C", .bid(plant, amount: 100))
    let early = walk.summary(at: 95 * Self.day).funding
    #expect(
      areSame(early.plants[0].fillCurve, [0.2, 0.5, 0.5, 1, 0.7, 0.7, 0.7, 0.7, 0.7, .nan]))
    #expect(early.pending == 1 && early.successRate.isNaN && early.meanDaysToFull.isNaN)
    try walk.accept(100 * Self.day, "C", .bid(plant, amount: 200))
    try walk.accept(101 * Self.day, "A", .powerUpResult(.plant(plant)))
    let record = walk.summary().funding.plants[0]
    #expect(areSame(record.fillCurve, [0.2, 0.5, 0.5, 1, 0.7, 0.7, 0.7, 0.7, 0.7, 1]))
    // It was full on day 40, until a bid was withdrawn.
    #expect(record.full == 100 * Self.day && record.daysToFull == 100)
    // Added: 200 + 300 + 500 + 100 + 200, of which the last two in the last week.
    #expect(isSame(record.lastWeekShare, 300.0 / 1300))
    #expect(record.funderCount == 2 && isSame(record.bidGini, 0.2))
    // One second less than a day.
    #expect(isSame(walk.summary().decisions.meanFundingDelay, 86_399.0 / 86_400))
    #expect(isSame(walk.summary().decisions.meanKeeperDelay, 86_399.0 / 86_400 / 2))
  }

  @Test("A crowdfunding that misses its target keeps its curve, and its bids are returned")
  func failure() throws {
    var walk = try Self.walkWithPlant()
    let plant = PlantID(1)
    try walk.accept(30 * Self.day + 1, "A", .bid(plant, amount: 999))
    try walk.accept(100 * Self.day + 1, "A", .powerUpResult(.plant(plant)))
    let funding = walk.summary().funding
    #expect(
      areSame(
        funding.plants[0].fillCurve,
        [0, 0, 0] + [Double](repeating: 0.999, count: 7)))
    #expect(funding.failed == 1 && funding.successRate == 0 && funding.failedKilowatts == 20)
    #expect(funding.plants[0].total == 999 && funding.plants[0].failed == 100 * Self.day + 1)
    #expect(funding.meanDaysToFull.isNaN && funding.meanBidGini.isNaN)
    #expect(funding.costPerKilowatt.isNaN && funding.lastWeekShare == 0)
    let newPlant = try #require(walk.summary().decisions.kinds.first { $0.kind == "newPlant" })
    #expect(newPlant.approved == 1 && newPlant.meanDaysToEffect.isNaN)
  }

  @Test("A crowdfunding that is removed ends its curve")
  func removal() throws {
    var walk = try Self.walkWithPlant()
    try walk.accept(5 * Self.day, "A", .bid(PlantID(1), amount: 250))
    try walk.decide(14 * Self.day, "A", .deletePlant(PlantID(1)), yes: ["A", "B"])
    let funding = walk.summary(at: 200 * Self.day).funding
    #expect(
      areSame(
        funding.plants[0].fillCurve, [0.25, 0.25] + [Double](repeating: .nan, count: 8)))
    #expect(funding.removed == 1 && funding.failed == 0 && funding.pending == 0)
    #expect(funding.plants[0].removed == 24 * Self.day + 1)
  }

  @Test("The bids of who leaves are taken off an open crowdfunding")
  func leaver() throws {
    var walk = try Self.walkWithPlant()
    try walk.accept(5 * Self.day, "A", .bid(PlantID(1), amount: 400))
    try walk.accept(5 * Self.day, "B", .bid(PlantID(1), amount: 600))
    #expect(walk.summary().funding.plants[0].full == 5 * Self.day)
    try walk.decide(14 * Self.day, "A", .deleteMember("B"), yes: ["A", "C"])
    let record = walk.summary(at: 30 * Self.day).funding.plants[0]
    #expect(record.full == nil && record.total == 400)
    #expect(areSame(Array(record.fillCurve.prefix(4)), [1, 1, 0.4, .nan]))
  }

  @Test("A proposal is lost to absence when only those who did not vote refused it")
  func absence() throws {
    for majority in ContractRules.MajorityBase.allCases {
      var walk = try Self.walk(majority)
      try walk.decide(0, "A", .changeRegister("A", .tokens, value: 0), yes: ["A"])
      try walk.decide(
        20 * Self.day, "A", .changeRegister("A", .tokens, value: 0), yes: ["A"], no: ["B"])
      try walk.decide(
        40 * Self.day, "A", .changeRegister("A", .tokens, value: 0), yes: ["A", "B"], no: ["C"])
      try walk.accept(60 * Self.day, "A", .changeRegister("A", .tokens, value: 0))
      let decisions = walk.summary(at: 60 * Self.day).decisions
      #expect(decisions.all.opened == 4 && decisions.all.unresolved == 1)
      #expect(decisions.all.lostToAbsence == 1)
      #expect(isSame(decisions.all.lostToAbsenceShare, 1.0 / 3))
      #expect(decisions.all.approved == (majority == .electorate ? 1 : 2))
      #expect(isSame(decisions.all.meanTurnout, 2.0 / 3))
      #expect(isSame(decisions.all.medianTurnout, 2.0 / 3))
      #expect(isSame(decisions.all.meanYesMargin, (4.0 / 3) / 3))
      // ⌊3 / 2⌋ + 1 of the members; ⌊mean of 1, 2, 3 votes / 2⌋ + 1 of the votes.
      #expect(decisions.decidingCoalition == 2)
      // The fourth ends without a vote: mean of 1, 2, 3, 0 votes is 1.5.
      let later = walk.summary(at: 90 * Self.day).decisions
      #expect(later.decidingCoalition == (majority == .electorate ? 2 : 1))
      #expect(isSame(later.all.meanYesMargin, (4.0 / 3) / 3) && later.all.meanTurnout == 0.5)
    }
  }

  @Test("Following may begin when plants are there already")
  func lateBeginning() throws {
    let former = try MetricsWalk.plantOfTwo()
    var walk = MetricsWalk(former.contract)
    try walk.plant(
      14_000_000, capacity: 50_000, cost: 200_000, yes: ["A", "B"], bids: [("B", 200_000)])
    walk.metrics.endMonth(at: walk.contract.time, contract: walk.contract)
    let summary = walk.summary()
    #expect(summary.funding.succeeded == 2 && isSame(summary.funding.meanFunders, 1.5))
    #expect(summary.funding.plants[0].operating == nil)
    #expect(summary.funding.plants[0].fillCurve.allSatisfy { $0.isNaN })
    #expect(summary.decisions.all.approved == 3)
    #expect(isSame(summary.decisions.all.meanDaysToEffect, 10_368_002.0 / 86_400))
    #expect(summary.ownership.newcomers == 0)
    #expect(summary.integrity.greatestQuotaResidual == 0)
    #expect(summary.integrity.greatestTokenResidual == 0)
    var rows: [RegisterChange] = []
    QuotaHistory(former.contract).registers(at: 5, into: &rows)
    #expect(rows.map(\.quota.watts) == [60_000, 40_000] && rows.map(\.time) == [5, 5])
  }

  @Test("An empty contract has nothing to tell of")
  func emptyContract() throws {
    var walk = MetricsWalk(try QuotaContract())
    walk.metrics.endMonth(at: 0, contract: walk.contract)
    let summary = walk.summary(at: 1000)
    #expect(summary.decisions.all.opened == 0 && summary.decisions.decidingCoalition.isNaN)
    #expect(summary.funding.successRate.isNaN && summary.ownership.tokenVelocity.isNaN)
    #expect(walk.metrics.months[0].quotaGini.isNaN && walk.metrics.months[0].memberCount == 0)
    #expect(summary.integrity.callCount == 0 && summary.integrity.calls.isEmpty)
  }

  @Test("At the ends of time nothing overflows")
  func extremes() throws {
    let rules = try ContractRules(
      referendumWindow: .max, crowdfundingWindow: .max, minimumTimeToMarket: 1)
    var walk = MetricsWalk(
      try QuotaContract(
        rules: rules,
        foundingMembers: [
          FoundingMember(
            address: "A", fullName: "name", utility: "LIGHT", quota: Quota(watts: 1 << 62),
            tokens: Tokens(milliSEB: 1 << 62))
        ], startTime: .min))
    try walk.accept(.min, "A", Self.proposal)
    try walk.accept(-2, "A", .vote(ReferendumID(1), answer: true))
    try walk.accept(0, "A", .powerUpResult(.referendum(ReferendumID(1))))
    try walk.accept(.max, "A", .bid(PlantID(1), amount: 1000))
    walk.metrics.endMonth(at: .max, contract: walk.contract)
    let summary = walk.summary(at: .max)
    #expect(summary.funding.plants[0].full == .max && summary.decisions.all.approved == 1)
    #expect(summary.integrity.greatestTokenResidual == 0)
  }
}
