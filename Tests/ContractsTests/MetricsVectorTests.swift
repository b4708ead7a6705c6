import Contracts
import Quantities
import Testing

/// Walks through scenarios of the specification; the metrics are calculated by hand.
struct MetricsVectorTests {
  private static let day = 86_400.0
  private static let month = 2_630_016.0

  private func kind(_ name: String, _ summary: GovernanceSummary) throws -> ReferendumKindSummary {
    try #require(summary.decisions.kinds.first { $0.kind == name })
  }

  @Test("V08: a plant from proposal to operation, at every boundary")
  func plantFromStartToFinish() throws {
    var walk = try MetricsWalk.pair()
    let proposal = PlantProposal(
      capacity: Quota(watts: 100_000), cost: 500_000, utility: "LIGHT", timeToMarket: 2_592_000)
    let (r2, p1) = (ReferendumID(2), PlantID(1))
    try walk.accept(3_000_000, "B", .powerUp(proposal))
    try walk.accept(3_000_001, "A", .vote(r2, answer: true))
    try walk.accept(3_000_001, "B", .vote(r2, answer: true))
    try walk.call(5_592_000, "A", .powerUpResult(.referendum(r2)))
    try walk.accept(5_592_001, "A", .powerUpResult(.referendum(r2)))
    try walk.call(5_592_002, "A", .powerUpResult(.referendum(r2)))
    try walk.accept(5_592_003, "A", .bid(p1, amount: 300_000))
    try walk.call(10_776_001, "A", .powerUpResult(.plant(p1)))
    try walk.accept(10_776_001, "B", .bid(p1, amount: 200_000))
    try walk.call(10_776_002, "B", .bid(p1, amount: 200_000))
    try walk.accept(10_776_002, "A", .powerUpResult(.plant(p1)))
    try walk.call(13_368_001, "A", .powerUpResult(.plant(p1)))
    try walk.accept(13_368_002, "B", .powerUpResult(.plant(p1)))
    try walk.call(13_368_003, "B", .powerUpResult(.plant(p1)))
    let summary = walk.summary()

    let decisions = summary.decisions
    #expect(decisions.kinds.map(\.kind) == ReferendumSubject.kindNames)
    #expect(decisions.all.opened == 2 && decisions.all.approved == 2)
    #expect(decisions.all.approvalRate == 1 && decisions.all.meanTurnout == 1)
    #expect(decisions.all.meanYesMargin == 1 && decisions.all.lostToAbsenceShare == 0)
    let admission = try kind("admission", summary)
    #expect(isSame(admission.meanDaysToEffect, 2_592_001 / Self.day))
    let newPlant = try kind("newPlant", summary)
    #expect(isSame(newPlant.meanDaysToEffect, 10_368_002 / Self.day))
    #expect(try kind("register", summary).approvalRate.isNaN)
    #expect(decisions.meanKeeperDelay == 0 && decisions.meanOperationDelay == 0)
    #expect(decisions.decidingCoalition == 2 && decisions.decidingCoalitionShare == 1)
    #expect(decisions.owningCoalition == 1 && decisions.owningCoalitionShare == 0.5)

    let funding = summary.funding
    #expect(funding.opened == 1 && funding.succeeded == 1 && funding.failed == 0)
    #expect(funding.successRate == 1 && funding.meanDaysToFull == 60)
    #expect(isSame(funding.lastWeekShare, 0.4) && isSame(funding.meanBidGini, 0.1))
    #expect(funding.meanFunders == 2 && funding.moneyRaised == 500_000)
    #expect(funding.costPerKilowatt == 5000 && funding.failedKilowatts == 0)
    let curve = [Double](repeating: 0.6, count: 9) + [1]
    #expect(areSame(funding.plants[0].fillCurve, curve) && areSame(funding.meanFillCurve, curve))
    #expect(funding.plants[0].opened == 5_592_001 && funding.plants[0].full == 10_776_001)
    #expect(funding.plants[0].building == 10_776_002 && funding.plants[0].operating == 13_368_002)

    let ownership = summary.ownership
    #expect(isSame(ownership.quotaGini, 0.1) && isSame(ownership.quotaHerfindahl, 0.52))
    #expect(isSame(ownership.tokenGini, 0.1) && ownership.unallocatedShare == 0)
    #expect(ownership.newcomers == 2 && ownership.newcomersWithQuota == 2)
    let months = [13_368_002 / Self.month, 10_775_991 / Self.month]
    #expect(isSame(ownership.meanMonthsToFirstQuota, (months[0] + months[1]) / 2))
    #expect(ownership.price.isNaN && ownership.impliedTokenValue.isNaN)
    #expect(ownership.tokenVelocity == 0)

    let integrity = summary.integrity
    #expect(integrity.greatestQuotaResidual == 0 && integrity.greatestTokenResidual == 0)
    #expect(integrity.callCount == 18 && integrity.noopCount == 2 && integrity.refusedCount == 4)
    #expect(
      integrity.refusals.map { "\($0.code) \($0.count)" }
        == ["ballotOpen 1", "crowdfundingClosed 1", "crowdfundingOpen 1", "notReady 1"])
    #expect(
      integrity.calls.map { "\($0.operation) \($0.count)" } == [
        "admission 2", "admissionResult 1", "vote 3", "powerUp 1", "powerUpResult 8", "bid 3",
      ])
    #expect(
      walk.registerChanges.map { [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB] }
        == [[13_368_002, 0, 60_000, 60_000], [13_368_002, 1, 40_000, 40_000]])
  }

  @Test("V16: trades of quota against tokens have a price and turn tokens over")
  func trades() throws {
    var walk = try MetricsWalk.plantOfTwo()
    func trade(_ quota: Int64, _ tokens: Int64) -> ContractOperation {
      .trade(to: "B", quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens))
    }
    walk.metrics.endMonth(at: 13_999_999, contract: walk.contract)
    try walk.call(14_000_000, "A", trade(10_000, 12_000))
    try walk.accept(14_000_000, "A", cosigners: ["B"], trade(10_000, 12_000))
    try walk.call(14_000_001, "A", cosigners: ["B"], trade(50_001, 1))
    try walk.call(14_000_001, "A", cosigners: ["B"], trade(1, 28_001))
    try walk.accept(14_000_001, "A", cosigners: ["B"], trade(50_000, 28_000))
    walk.metrics.endMonth(at: 14_000_002, contract: walk.contract)
    try walk.accept(
      14_000_003, "B", .trade(to: "A", quota: Quota(watts: 1), tokens: .zero))
    // One year of 365.25 days after the tokens were issued.
    let ownership = walk.summary(at: 13_368_002 + 31_557_600).ownership
    #expect(ownership.tradeCount == 2)
    #expect(ownership.tradedQuota.watts == 60_000 && ownership.tradedTokens.milliSEB == 40_000)
    #expect(ownership.givenQuota.watts == 1 && ownership.givenTokens.milliSEB == 0)
    #expect(isSame(ownership.price, 2.0 / 3))
    #expect(isSame(ownership.impliedTokenValue, 3000))
    #expect(isSame(ownership.tokenVelocity, 0.4))

    let months = walk.metrics.months
    #expect(months.count == 2)
    #expect(months[0].price.isNaN && months[0].impliedTokenValue.isNaN)
    #expect(months[0].tradeCount == 0 && isSame(months[0].quotaGini, 0.1))
    #expect(isSame(months[1].price, 2.0 / 3) && isSame(months[1].impliedTokenValue, 3000))
    #expect(months[1].refusedCallCount == 3 && months[1].tradedQuota.watts == 60_000)
    #expect(months[1].quotaGini == 0.5 && months[1].quotaHerfindahl == 1)
    #expect(months[1].tokenGini == 0.5 && months[1].memberCount == 2)
    #expect(months[1].operatingCapacity.watts == 100_000 && months[1].operatingPlantCount == 1)
    let integrity = walk.summary().integrity
    #expect(integrity.fullCheckCount == 2 && integrity.unannouncedChangeCount == 0)
    #expect(
      integrity.refusals.map(\.code) == [.missingConsent, .insufficientQuota, .insufficientTokens])
  }

  @Test("V19: who is removed leaves quota to the others and tokens to the reserve")
  func memberRemoval() throws {
    var walk = try MetricsWalk.pair()
    try walk.decide(
      3_000_000, "C", .admission(fullName: "C-name", utility: "LIGHT"), yes: ["A", "B"])
    try walk.plant(
      6_000_000, capacity: 100_001, cost: 100_001, yes: ["A", "B"],
      bids: [("A", 60_001), ("B", 40_000)])
    try walk.decide(17_000_000, "C", .deleteMember("A"), yes: ["B", "C"], no: ["A"])
    try walk.call(19_592_002, "C", .changeResult(ReferendumID(4)))
    let summary = walk.summary()
    #expect(
      walk.registerChanges.map { [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB] } == [
        [16_368_002, 0, 60_001, 60_001], [16_368_002, 1, 40_000, 40_000],
        [19_592_001, 0, 0, 0], [19_592_001, 1, 70_001, 40_000], [19_592_001, 2, 30_000, 0],
      ])
    let removal = try kind("deleteMember", summary)
    #expect(removal.meanTurnout == 1 && isSame(removal.meanYesMargin, 1.0 / 3))
    #expect(removal.approvalRate == 1 && isSame(removal.meanDaysToEffect, 2_592_001 / Self.day))
    #expect(isSame(summary.decisions.all.meanTurnout, 11.0 / 12))
    #expect(isSame(summary.ownership.reserveShare, 60_001.0 / 100_001))
    #expect(isSame(summary.ownership.quotaGini, 40_001.0 / 200_002))
    #expect(summary.decisions.decidingCoalition == 2 && summary.decisions.owningCoalition == 1)
    #expect(summary.ownership.newcomers == 3 && summary.ownership.newcomersWithQuota == 3)
    // C waits from second 5 592 001 on until it inherits.
    let meanWait = (16_368_002.0 + 13_775_991 + 14_000_000) / 3
    #expect(
      isSame(
        summary.ownership.meanMonthsToFirstQuota, meanWait / Self.month))
    #expect(
      isSame(summary.ownership.medianMonthsToFirstQuota, 14_000_000 / Self.month))
    #expect(summary.integrity.noopCount == 1 && summary.integrity.greatestQuotaResidual == 0)
    #expect(summary.integrity.greatestTokenResidual == 0)
  }

  @Test("V21: a removed plant takes quota from all, and leaves the tokens")
  func plantRemoval() throws {
    var walk = try MetricsWalk.plantOfTwo()
    try walk.plant(
      14_000_000, capacity: 50_000, cost: 200_000, yes: ["A", "B"], bids: [("B", 200_000)])
    try walk.decide(25_000_000, "A", .deletePlant(PlantID(1)), yes: ["A", "B"])
    walk.metrics.endMonth(at: 27_592_001, contract: walk.contract)
    try walk.call(27_592_003, "A", .deletePlant(PlantID(1)))
    #expect(
      walk.registerChanges.dropFirst(2).map {
        [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB]
      } == [
        [24_368_002, 1, 90_000, 90_000], [27_592_001, 0, 20_000, 60_000],
        [27_592_001, 1, 30_000, 90_000],
      ])
    let month = walk.metrics.months[0]
    #expect(month.operatingCapacity.watts == 50_000 && month.issuedTokens.milliSEB == 150_000)
    #expect(month.operatingPlantCount == 1 && isSame(month.quotaGini, 0.1))
    let summary = walk.summary()
    #expect(summary.funding.plants[0].removed == 27_592_001)
    #expect(summary.funding.succeeded == 2 && summary.funding.moneyRaised == 700_000)
    #expect(isSame(summary.funding.costPerKilowatt, 700_000 / 150.0))
    #expect(isSame(summary.funding.meanFunders, 1.5) && isSame(summary.funding.meanBidGini, 0.05))
    #expect(summary.integrity.greatestQuotaResidual == 0)
    #expect(summary.integrity.unannouncedChangeCount == 0)
    #expect(summary.integrity.refusals.map(\.code) == [.unknownPlant])
  }

  @Test("V23: register changes that nothing is there for are approved and not carried out")
  func registerChanges() throws {
    var walk = try MetricsWalk.plantOfTwo()
    try walk.decide(14_000_000, "A", .changeRegister("A", .tokens, value: 60_001), yes: ["A", "B"])
    try walk.decide(17_000_000, "A", .changeRegister("B", .quota, value: 25_000), yes: ["A", "B"])
    try walk.decide(
      20_000_000, "A", .changeRegister("A", .quota, value: 70_000), yes: ["A", "B"],
      resultAfter: 86_400)
    for (member, field, value) in [
      ("A", RegisterField.quota, Int64(-1)), ("A", .unrecognized, 1), ("Z", .quota, 1),
    ] as [(MemberAddress, RegisterField, Int64)] {
      try walk.call(23_000_000, "A", .changeRegister(member, field, value: value))
    }
    let summary = walk.summary()
    let registers = try kind("register", summary)
    #expect(registers.opened == 3 && registers.approved == 3 && registers.notExecutable == 1)
    let days = 2_592_001 / Self.day
    #expect(isSame(registers.meanDaysToEffect, (days + days + 1) / 2))
    // Five results without delay and one of a day; two steps of the plant without.
    #expect(isSame(summary.decisions.meanResultDelay, 1.0 / 5))
    #expect(isSame(summary.decisions.meanKeeperDelay, 1.0 / 7))
    #expect(isSame(summary.ownership.unallocatedShare, 0.05))
    #expect(isSame(summary.ownership.quotaGini, 45.0 / 190))
    #expect(
      walk.registerChanges.dropFirst(2).map {
        [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB]
      } == [[19_592_001, 1, 25_000, 40_000], [22_678_401, 0, 70_000, 60_000]])
    #expect(summary.integrity.refusals.map(\.count) == [2, 1])
    #expect(summary.integrity.greatestQuotaResidual == 0)
  }
}
