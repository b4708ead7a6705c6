import Agents
import EventSimulation
import Markets
import Quantities
import Scenarios
import Settlement

// The market from gate closure to clearing, and after delivery.
extension IntervalCycle {
  /// Schedules the first gate closure; each one is followed by the next.
  mutating func scheduleGates() {
    // Where nobody trades and nobody pays for deviations, nobody has to know what is to come.
    guard hasEnergy,
      market.settings.hasTrading || market.settings.imbalance != .tariff || constraints != nil
    else { return }
    scheduleGate(after: -1, at: time.start)
  }

  /// Schedules the gate closure that follows that of a stage: of the next stage at the same instant,
  /// which must not close before the one in front of it has been cleared, or else of the first stage
  /// an interval later.
  private mutating func scheduleGate(after stage: Int, at now: Instant) {
    let stages = market.settings.stages.indices
    let next = Instant(nanoseconds: now.nanoseconds + time.intervalNanoseconds)
    for (instant, candidates) in [(now, stages.dropFirst(stage + 1)), (next, stages[...])] {
      for candidate in candidates
      where deliveryInterval(ofStage: candidate, closingAt: instant).0 < time.intervalCount {
        queue.schedule(
          .gateClosure(stage: Int32(candidate)), at: instant, priority: .gateClosure)
        return
      }
    }
  }

  /// Collects what members wish to trade for the interval that begins a gate-closure lead from now:
  /// their expected positions less what they have contracted in earlier stages.
  mutating func closeGate(ofStage stage: Int, at now: Instant) throws {
    let (target, delivery) = deliveryInterval(ofStage: stage, closingAt: now)
    if isFirst(stage, for: target) { market.beginContracts(for: target) }
    market.openBook()
    gateClock.turn(to: delivery.lowerBound)
    forecastCredits(for: delivery)
    devices.steps(in: delivery, into: &deliverySteps)
    let isSpot = stage == market.settings.stages.count - 1
    if isSpot { beginFeederCheck(for: target) }
    let takesAnswers = isSpot && market.stage(stage).mechanism.traits.servesByLimit
    for member in tariffOfMember.indices {
      let own = expectedNet(ofMember: member, for: delivery, at: now)
      let net = try own.adding(quotaCredits?.expected[member] ?? .zero)
      if isSpot { expect(own, ordered: net, ofMember: member) }
      market.announce(net, ofMember: member, for: target)
      let contracted = market.contracted(byMember: member, for: target)
      try submit(
        net.adding(contracted.bought).subtracting(contracted.sold), ofMember: member, for: target,
        withAnswers: takesAnswers && devices.planning.horizons[member] > 0)
    }
    queue.schedule(.clearing(stage: Int32(stage)), at: now, priority: .clearing)
  }

  /// What a member is expected to export in a delivery interval less what it imports.
  private func expectedNet(
    ofMember member: Int, for delivery: Range<Instant>, at now: Instant
  ) -> MeteredEnergy {
    if devices.planning.horizons[member] > 0,
      let planned = devices.plannedPosition(ofMember: member, for: delivery)
    {
      return meters.members[member].reading(of: planned)
    }
    guard market.knowsProfiles else {
      return meters.members[member].exported - meters.members[member].imported
    }
    return meters.members[member].reading(
      of: devices.perfectForecast(
        ofMember: member, for: delivery, deliverySteps, from: now,
        interval: time.intervalNanoseconds))
  }

  mutating func clearMarket(stage: Int, at now: Instant) throws {
    let (target, delivery) = deliveryInterval(ofStage: stage, closingAt: now)
    try clear(stage: stage, for: target, gateClosure: now, delivery: delivery.lowerBound)
    // Owners have set their devices for the interval that begins now; some do otherwise after all.
    if answersAccepted, target == interval { setDevices(at: now) }
    answersAccepted = false
    if constraints != nil, stage == market.settings.stages.count - 1 {
      queue.schedule(.feederCheck, at: now, priority: .feederCheck)
    }
    scheduleGate(after: stage, at: now)
  }

  /// Clears a stage: area by area, round by round.
  private mutating func clear(
    stage: Int, for interval: Int, gateClosure: Instant, delivery: Instant
  ) throws {
    for area in 0..<market.areaCount {
      market.beginSession(area: area, stage: stage, for: interval)
      for round in 0..<market.stage(stage).rounds {
        market.quote(round: round, stage: stage, for: interval)
        let isSpot = stage == market.settings.stages.count - 1
        if isSpot { showNetworkToMarket(round: round, stage: stage, for: interval) }
        try market.clear(round: round, stage: stage, for: interval)
        try recorder?.record(
          market.session, stage: stage, round: round, gateClosure: gateClosure, delivery: delivery)
        if isSpot {
          noteClearing(for: interval)
          try acceptAnswers(for: interval)
          if let price = market.session.meanPrice { localPrices.learn(price, of: interval) }
        }
        tradeCount += market.session.clearing.trades.count
      }
      if stage == market.settings.stages.count - 1 { try dropUnserved(for: interval) }
    }
  }

  /// The interval whose gate a stage closes at an instant.
  private func deliveryInterval(
    ofStage stage: Int, closingAt now: Instant
  ) -> (Int, Range<Instant>) {
    let lead = market.settings.stages[stage].leadIntervals
    let elapsed = (now.nanoseconds - time.start.nanoseconds) / time.intervalNanoseconds
    let target = Int(elapsed) + lead
    return (target, start(ofInterval: target)..<start(ofInterval: target + 1))
  }

  /// Whether no other stage has closed its gate for an interval before; at the start of the run only
  /// the stages with short leads do.
  private func isFirst(_ stage: Int, for interval: Int) -> Bool {
    market.settings.stages[..<stage].allSatisfy { $0.leadIntervals > interval }
  }
}

// MARK: After delivery

extension IntervalCycle {
  /// Lets members trade what differs from what they had contracted, if there is a stage for it.
  mutating func settleMarket(at now: Instant) throws {
    guard let stage = market.settlementStageNumber else { return }
    market.openBook()
    for member in tariffOfMember.indices {
      let contracted = market.contracted(byMember: member, for: interval)
      let tariff = tariffOfMember[member]
      market.submit(
        try meteredNet(ofMember: member).adding(contracted.bought).subtracting(contracted.sold),
        ofMember: member, valuation: tariffClock.valuations[tariff])
    }
    try clear(
      stage: stage, for: interval, gateClosure: now, delivery: start(ofInterval: interval))
  }

  /// What a member injected in the interval, credits of shared plants included.
  private func meteredNet(ofMember member: Int) throws(QuantityOverflow) -> MeteredEnergy {
    let meter = meters.members[member]
    return try meter.exported.subtracting(meter.imported).adding(
      quotaCredits?.interval.credited[member] ?? .zero)
  }

  /// Charges members for what differs from the positions that they had announced, and counts what
  /// the owner of the network receives.
  mutating func settleImbalances() throws(QuantityOverflow) {
    try books.count(networkFees: market.networkFees(for: interval))
    let rule = market.settings.imbalance
    guard rule != .tariff else { return }
    let prices = try marginalPrice()
    for member in tariffOfMember.indices {
      let imbalance = try imbalance(ofMember: member)
      guard imbalance.deviation != .zero else { continue }
      let tariff = tariffOfMember[member]
      let valuation = tariffClock.valuations[tariff]
      let owed = try imbalance.owed(
        rule, importPrice: valuation.importPrice, exportPrice: valuation.exportPrice,
        marginalPrice: prices)
      try books.chargeImbalance(imbalance.deviation, owed, member: member)
    }
  }

  private func imbalance(ofMember member: Int) throws(QuantityOverflow) -> Imbalance {
    let contracted = market.contracted(byMember: member, for: interval)
    return try Imbalance(
      net: meteredNet(ofMember: member),
      announced: market.announced(byMember: member, for: interval),
      contracted: contracted.bought.subtracting(contracted.sold))
  }

  /// The price of the deviation of all: the highest import price while all together are short, the
  /// lowest export price while they are long.
  private func marginalPrice() throws(QuantityOverflow) -> EnergyPrice {
    var total: Int128 = 0
    for member in tariffOfMember.indices {
      total += Int128(try imbalance(ofMember: member).deviation.milliwattHours)
    }
    var price: EnergyPrice?
    for valuation in tariffClock.valuations {
      let candidate = total < 0 ? valuation.importPrice : valuation.exportPrice
      price = price.map { total < 0 ? max($0, candidate) : min($0, candidate) } ?? candidate
    }
    return price ?? .zero
  }
}
