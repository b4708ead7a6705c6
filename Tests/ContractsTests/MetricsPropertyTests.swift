import Contracts
import Quantities
import TestSupport
import Testing

/// What is followed call by call is what the whole list of calls, events and states tells.
struct MetricsPropertyTests {
  private static let day: Int64 = 86_400
  private static let seeds: Range<Int> = 0..<60

  @Test("Decisions are those of the whole list", arguments: seeds)
  func decisions(seed: Int) throws {
    let walk = try RandomCommunity.walk(seed: seed)
    let naive = MetricsNaive(walk: walk, end: walk.contract.time + Self.day)
    let summary = walk.summary(at: naive.end).decisions
    let state = walk.contract.state
    for kind in summary.kinds + [summary.all] {
      let name = kind.kind == "all" ? nil : kind.kind
      let all = state.referendums.filter { name == nil || $0.subject.kindName == name }
      let closed = all.filter { $0.end < naive.end }
      #expect(kind.opened == all.count)
      #expect(kind.approved == all.count { $0.outcome })
      #expect(kind.refused == all.count { $0.hasResult && !$0.outcome })
      #expect(kind.unresolved == all.count { !$0.hasResult })
      #expect(kind.notExecutable == all.count { $0.outcome && !$0.isExecuted })
      let turnouts = closed.filter { $0.electorCount > 0 }.map {
        Double($0.voteCount) / Double($0.electorCount)
      }
      #expect(isSame(kind.meanTurnout, mean(turnouts)))
      #expect(isSame(kind.medianTurnout, median(turnouts)))
      #expect(
        kind.lostToAbsence
          == closed.count {
            $0.yesCount > $0.voteCount - $0.yesCount && 2 * $0.yesCount <= $0.electorCount
          })
      let days = naive.daysToEffect(name)
      #expect(isSame(kind.meanDaysToEffect, mean(days)))
      #expect(isSame(kind.medianDaysToEffect, median(days)))
    }
    #expect(isSame(summary.meanKeeperDelay, mean(naive.keeperDelays), tolerance: 1e-9))
    #expect(summary.meanKeeperDelay.isNaN || summary.meanKeeperDelay >= 0)
  }

  @Test("Crowdfundings are those of the whole list", arguments: seeds)
  func funding(seed: Int) throws {
    let walk = try RandomCommunity.walk(seed: seed)
    let naive = MetricsNaive(walk: walk, end: walk.contract.time + Self.day)
    let summary = walk.summary(at: naive.end).funding
    let plants = walk.contract.state.plants
    #expect(summary.plants.count == plants.count && summary.opened == plants.count)
    var (lastWeek, all) = (Int64(0), Int64(0))
    var (ginis, counts): ([Double], [Double]) = ([], [])
    for (record, plant) in zip(summary.plants, plants) {
      #expect(record.id == plant.id && record.cost == plant.cost)
      #expect(areSame(record.fillCurve, naive.fillCurve(of: plant)))
      #expect(record.full == naive.full(plant))
      let added = naive.added(to: plant)
      #expect(isSame(record.lastWeekShare, Double(added.lastWeek) / Double(added.all)))
      (lastWeek, all) = (lastWeek + added.lastWeek, all + added.all)
      let bids = naive.bids(of: plant)
      #expect(record.funderCount == bids?.count ?? 0)
      guard let bids else { continue }
      #expect(isSame(record.bidGini, naiveGini(bids.map(Double.init))))
      ginis.append(naiveGini(bids.map(Double.init)))
      counts.append(Double(bids.count))
    }
    #expect(isSame(summary.lastWeekShare, Double(lastWeek) / Double(all)))
    #expect(isSame(summary.meanBidGini, mean(ginis)))
    #expect(isSame(summary.meanFunders, mean(counts)) && summary.succeeded == counts.count)
    #expect(
      summary.opened == summary.succeeded + summary.failed + summary.removed + summary.pending)
  }

  @Test("Ownership is that of the whole list", arguments: seeds)
  func ownership(seed: Int) throws {
    let walk = try RandomCommunity.walk(seed: seed)
    let naive = MetricsNaive(walk: walk, end: walk.contract.time + 400 * Self.day)
    let summary = walk.summary(at: naive.end).ownership
    let waits = naive.monthsToFirstQuota
    #expect(summary.newcomers == waits.count)
    #expect(summary.newcomersWithQuota == waits.count { $0 != nil })
    #expect(isSame(summary.meanMonthsToFirstQuota, mean(waits.compactMap { $0 })))
    #expect(isSame(summary.medianMonthsToFirstQuota, median(waits.compactMap { $0 })))
    let trades = naive.trades(from: .min, through: .max)
    #expect(summary.tradeCount == trades.count && summary.tradedQuota.watts == trades.quota)
    #expect(isSame(summary.price, Double(trades.tokens) / Double(trades.quota)))
    let velocity = Double(trades.tokens) * 31_557_600 / naive.tokenSeconds
    #expect(isSame(summary.tokenVelocity, velocity))
    let quotas = walk.contract.members.map { Double($0.quota.watts) }
    #expect(isSame(summary.quotaGini, naiveGini(quotas)))
  }

  @Test("Register changes are the differences of the states", arguments: seeds)
  func registers(seed: Int) throws {
    let walk = try RandomCommunity.walk(seed: seed)
    let naive = MetricsNaive(walk: walk, end: walk.contract.time)
    // Within a call the followed order is that of events: compare in the order of admission.
    let followed = walk.registerChanges.map {
      [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB]
    }
    var (place, rows) = (0, [[Int64]]())
    for step in walk.steps {
      var history = QuotaHistory(QuotaContract(resuming: step.before, at: step.call.time))
      var changes: [RegisterChange] = []
      history.changes(
        after: step.events, contract: QuotaContract(resuming: step.after, at: step.call.time),
        into: &changes)
      let own = changes.map { [$0.time, $0.sequence, $0.quota.watts, $0.tokens.milliSEB] }
      #expect(Array(followed[place..<min(place + own.count, followed.count)]) == own)
      place += own.count
      rows += own.sorted { $0[1] < $1[1] }
    }
    #expect(place == followed.count && rows == naive.registerChanges)
  }

  @Test("Months add up to the whole, and the registers are in order", arguments: seeds)
  func monthsAndIntegrity(seed: Int) throws {
    let walk = try RandomCommunity.walk(seed: seed)
    let naive = MetricsNaive(walk: walk, end: walk.contract.time)
    let summary = walk.summary()
    var start = Int64.min
    for month in walk.metrics.months {
      let trades = naive.trades(from: start, through: month.time)
      #expect(month.tradeCount == trades.count && month.tradedQuota.watts == trades.quota)
      #expect(isSame(month.price, Double(trades.tokens) / Double(trades.quota)))
      let state = walk.steps.last { $0.call.time <= month.time }?.after ?? walk.start
      #expect(month.memberCount == state.members.count)
      #expect(month.operatingCapacity == state.totalSupply)
      #expect(isSame(month.tokenGini, naiveGini(state.members.map { Double($0.tokens.milliSEB) })))
      #expect(month.openReferendumCount == state.referendums.count { $0.end >= month.time })
      let refused = walk.steps.filter {
        guard $0.call.time > start && $0.call.time <= month.time else { return false }
        return if case .error = $0.result { true } else { false }
      }
      #expect(month.refusedCallCount == refused.count)
      start = month.time
    }
    let integrity = summary.integrity
    #expect(integrity.greatestQuotaResidual == 0 && integrity.greatestTokenResidual == 0)
    #expect(naive.residuals == (0, 0) && integrity.unannouncedChangeCount == 0)
    #expect(integrity.callCount == walk.steps.count)
    #expect(integrity.calls.reduce(0) { $0 + $1.count } == walk.steps.count)
    for refusal in integrity.refusals {
      #expect(refusal.count == walk.steps.count { $0.result == .error(refusal.code) })
    }
    #expect(integrity.refusals.reduce(0) { $0 + $1.count } == integrity.refusedCount)
  }

  @Test("Random histories reach every kind of event and every end of a plant")
  func historiesAreRich() throws {
    var kinds: Set<String> = []
    var statuses: Set<PlantStatus> = []
    var (trades, leavers) = (0, 0)
    for seed in Self.seeds {
      let walk = try RandomCommunity.walk(seed: seed)
      for referendum in walk.contract.state.referendums where referendum.isExecuted {
        kinds.insert(referendum.subject.kindName)
      }
      statuses.formUnion(walk.contract.state.plants.map(\.status))
      trades += walk.summary().ownership.tradeCount
      leavers += walk.events.count { if case .membership(_, .left) = $0 { true } else { false } }
    }
    #expect(kinds == Set(ReferendumSubject.kindNames))
    #expect(statuses == Set(PlantStatus.allCases))
    #expect(trades > 100 && leavers > 20)
  }

  @Test("A fault of the contract or of who follows it is found")
  func faultsAreFound() throws {
    var walk = try MetricsWalk.plantOfTwo()
    let trade = ContractOperation.trade(to: "B", quota: Quota(watts: 5), tokens: .zero)
    // A call that is not followed.
    _ = try walk.contract.apply(ContractCall(time: 14_000_000, caller: "A", operation: trade))
    walk.metrics.endMonth(at: 14_000_001, contract: walk.contract)
    #expect(walk.summary().integrity.unannouncedChangeCount == 2)
    // A distribution of which one half is not told.
    var other = try MetricsWalk.pair()
    var metrics = other.metrics
    try other.plant(
      3_000_000, capacity: 1000, cost: 1000, yes: ["A", "B"], bids: [("A", 600), ("B", 400)])
    let last = try #require(other.steps.last)
    metrics.follow(
      last.call, result: last.result, events: Array(last.events.dropFirst()),
      contract: other.contract)
    #expect(
      metrics.summary(at: last.call.time, contract: other.contract).integrity
        .greatestQuotaResidual == 600)
  }
}
