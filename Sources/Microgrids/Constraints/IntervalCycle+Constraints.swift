import EventSimulation
import Markets
import Quantities
import Scenarios
import Settlement

// MARK: The gate

extension IntervalCycle {
  /// Begins to collect what the feeder check has to know of a delivery interval.
  mutating func beginFeederCheck(for target: Int) {
    guard constraints != nil else { return }
    constraints?.openGate(for: target)
    let isPerfect = market.settings.knowsProfiles
    if isPerfect {
      devices.expectReactivePower(in: deliverySteps, into: &expectedReactivePower)
    } else {
      expectedReactivePower = devices.reactiveLoad
    }
    guard let plants = sharedPlants else { return }
    for place in 0..<plants.placeCount {
      let watts =
        isPerfect ? expectedInjection(of: plants, atPlace: place) : plants.injections[place]
      constraints?.expectShared(watts, atPlace: place)
    }
  }

  /// What the shared plants at a place inject on average over the steps of a delivery interval, in W.
  private func expectedInjection(of plants: SharedPlants, atPlace place: Int) -> Double {
    guard let table = plants.table else { return 0 }
    let total = deliverySteps.hours.reduce(0, +)
    return deliverySteps.hours.indices.reduce(0) { sum, step in
      let row = deliverySteps.rows[step * devices.tables.count + table]
      return sum + plants.injection(ofPlace: place, inRow: row) * deliverySteps.hours[step] / total
    }
  }

  /// Notes what a member is expected to do in the delivery interval.
  mutating func expect(_ net: MeteredEnergy, ordered: MeteredEnergy, ofMember member: Int) {
    // No copy of the constraints themselves, whose arrays change below.
    guard let hours = constraints?.hours else { return }
    // What a battery takes can be left to later; all other load can't.
    var flexible = 0.0
    if devices.batteryOfMember[member] >= 0 {
      flexible =
        market.settings.knowsProfiles
        ? devices.expectedSurplus(ofMember: member, in: deliverySteps)
          - Double(net.milliwattHours) / 1000 / hours
        : -devices.battery[member]
    }
    constraints?.expect(
      net, ordered: ordered, reactivePower: expectedReactivePower[member],
      flexibleImport: flexible, ofMember: member)
  }

  /// Tells the market what the network is like; where fees ration it, finds them first.
  mutating func showNetworkToMarket(round: Int, stage: Int, for target: Int) {
    guard let policy = constraints?.settings.policy else { return }
    if policy == .networkFees { findFees(round: round, stage: stage, for: target) }
    guard policy == .networkFees || policy == .locational else { return }
    market.network = constraints?.marketNetwork
  }

  /// Clears the orders on trial, again and again, while the fees of congested areas rise.
  private mutating func findFees(round: Int, stage: Int, for target: Int) {
    let rounds = constraints?.settings.maximumRounds ?? 0
    var context = market.context(round: round, stage: stage, for: target)
    let mechanism = market.stage(stage).mechanism
    let orders = market.session.orders
    for _ in 0..<rounds {
      constraints?.forgetServed()
      context.network = constraints?.marketNetwork
      mechanism.clear(orders.span, context: context, into: &trialClearing)
      constraints?.note(orders, trialClearing)
      guard constraints?.raiseFees() == true else { break }
    }
    constraints?.forgetServed()
  }

  /// Notes the clearing that was made last.
  mutating func noteClearing(for target: Int) {
    guard constraints != nil else { return }
    constraints?.note(market.session.orders, market.session.clearing)
    constraints?.keep(market.session.clearing.trades, for: target)
  }
}

// MARK: The check

extension IntervalCycle {
  /// Checks the network for the interval that begins a gate-closure lead from now.
  mutating func checkFeeder(at now: Instant) throws {
    let delivery = Instant(nanoseconds: now.nanoseconds + leadNanoseconds)
    let target = Int((delivery.nanoseconds - time.start.nanoseconds) / time.intervalNanoseconds)
    guard let check = constraints?.check(interval: target) else { return }
    let tradeCuts = try cutTrades(check, for: target)
    try announceCuts(check, for: target)
    try recorder?.record(check, delivery: delivery, hours: constraints?.hours ?? 0)
    for cut in tradeCuts { try recorder?.record(cut, delivery: delivery) }
    if leadNanoseconds == 0 { constraints?.activate(target) }
  }

  /// Takes what an envelope forbids off the announced positions: it is no imbalance.
  private mutating func announceCuts(
    _ check: FeederCheck, for target: Int
  ) throws(QuantityOverflow) {
    guard let hours = constraints?.hours else { return }
    for cut in check.cuts where !cut.isFinancialOnly {
      let energy = MeteredEnergy(
        milliwattHours: Int64(exactly: (cut.watts * hours * 1000).rounded()) ?? .max / 4)
      let announced = market.announced(byMember: cut.member, for: target)
      market.announce(
        try cut.isExport ? announced.subtracting(energy) : announced.adding(energy),
        ofMember: cut.member, for: target)
    }
  }

  /// Takes back what members can't trade after a check.
  private mutating func cutTrades(_ check: FeederCheck, for target: Int) throws -> [TradeCut] {
    guard let constraints, !check.cuts.isEmpty else { return [] }
    let trades = constraints.keptTrades(for: target)
    guard !trades.isEmpty else { return [] }
    var watts = tariffOfMember.map { _ in 0.0 }
    for cut in check.cuts { watts[cut.member] += cut.watts }
    let energies = watts.indices.map { member in
      let wanted = (watts[member] * constraints.hours * 1000).rounded(.up)
      let cut = MeteredEnergy(milliwattHours: Int64(exactly: wanted) ?? .max / 4)
      let ordered = constraints.members[member].ordered
      let contracted = market.contracted(byMember: member, for: target)
      let untraded =
        ordered > .zero ? ordered - contracted.sold : .zero - ordered - contracted.bought
      return max(cut - max(untraded, .zero), .zero)
    }
    return try market.cutTrades(energies, of: trades, for: target)
  }
}

// MARK: Delivery

extension IntervalCycle {
  /// Gives devices back what envelopes took from them, before they are set anew.
  mutating func releaseEnvelopes() {
    guard constraints?.active != nil else { return }
    release(&devices, &constraints)
  }

  /// Lets the envelopes of an interval that begins take effect.
  mutating func activateEnvelopes(at now: Instant) {
    guard constraints != nil else { return }
    releaseEnvelopes()
    if isBoundary(now) { constraints?.activate(interval) }
  }

  /// Sees to it that nobody injects or draws more than its envelope allows.
  mutating func holdMembersToEnvelopes(at now: Instant) {
    guard let envelope = constraints?.active else { return }
    releaseEnvelopes()
    for member in tariffOfMember.indices
    where envelope.export[member].isFinite || envelope.import[member].isFinite {
      let outcome = devices.hold(
        member: member, toExport: envelope.export[member], import: envelope.import[member])
      constraints?.curtailment[member] = outcome.curtailed
      if outcome.hasMovedBattery {
        planLimit(ofBattery: devices.batteryOfMember[member], at: now)
      }
    }
  }

  /// Plans anew when a battery meets a limit, after its power has changed.
  private mutating func planLimit(ofBattery battery: Int, at now: Instant) {
    if let ticket = limitTickets[battery] { queue.cancel(ticket) }
    limitTickets[battery] = nil
    let end = start(ofInterval: interval + 1)
    guard let limit = devices.batteries[battery].instantOfLimit(from: now), limit < end else {
      return
    }
    limitTickets[battery] = queue.schedule(
      .deviceLimit(battery: Int32(battery)), at: limit, priority: .deviceLimit)
  }
}

/// Releases what was curtailed; a function of its own, as two properties of one value change.
private func release(_ devices: inout MemberDevices, _ constraints: inout FeederConstraints?) {
  guard var curtailment = constraints?.curtailment else { return }
  devices.release(&curtailment)
  constraints?.curtailment = curtailment
}

// MARK: Results

extension IntervalCycle {
  /// The indicators of the feeder check.
  var constraintIndicators: [IndicatorValue] {
    guard let constraints else { return [] }
    let totals = constraints.totals
    func number(_ name: String, _ count: Int, _ longName: String) -> IndicatorValue {
      IndicatorValue(name: name, value: Double(count), units: "1", longName: longName)
    }
    return [
      IndicatorValue(
        name: "curtailed_energy", value: constraints.totalCurtailedWattHours / 1000, units: "kWh",
        longName: "Energy that was not generated because the network could not carry it"),
      number(
        "violated_checks", totals.violatedChecks,
        "Delivery intervals whose forecast was beyond a limit of the network"),
      number("envelope_cuts", totals.cuts, "Cuts of what members wanted to inject or draw"),
      number(
        "financial_cuts", totals.financialCuts,
        "Cuts that nothing physical followed, because load can't be switched off"),
      number(
        "violations_left", totals.violationsLeft,
        "Limits that the checks could not keep, summed over the delivery intervals"),
      number(
        "unsolved_checks", totals.unsolved, "Checks whose power flow did not converge"),
    ]
  }
}
