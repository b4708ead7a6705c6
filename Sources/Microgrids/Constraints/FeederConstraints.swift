import Markets
import PowerFlow
import Quantities
import Scenarios

/// The feeder check of a run: what members are expected to do, what of it the network can't carry, and
/// the envelopes that delivery holds them to.
///
/// The check looks at the mean powers of a delivery interval. A member that is cut gets a limit of its
/// export or import for that interval; the others get none.
struct FeederConstraints {
  let settings: ConstraintSettings
  let hours: Double
  let memberCount: Int
  private let busOfConnection: [Int]
  var search: EnvelopeSearch
  /// What the market is told of the network; `nil` where no policy asks for it.
  private(set) var feeder: MarketFeeder?

  /// The members in the delivery interval whose gate closes.
  var members: [ExpectedMember]
  /// The trades for the intervals that are not delivered, in a ring.
  private var trades: [[Trade]]
  /// What the market left out for the network's sake, by member, in W.
  private var leftOutByMarket: [Double]
  private var energyLeftOut = false
  /// The fee of each zone for the interval whose gate closes, in 10⁻⁶ of the currency per kWh.
  private(set) var zoneFees: [Int64]

  /// The limits of each member in the intervals that are checked and not over, in a ring.
  private var envelopes: [Envelope]
  /// Those of the interval that is open; `nil` when nobody is limited.
  private(set) var active: Envelope?

  /// What was taken off each member's generation at present, in W.
  var curtailment: [Double]
  /// The energy that was not generated in the interval, by member, in Wh.
  private(set) var curtailedWattHours: [Double]
  /// The same in the whole run.
  private(set) var totalCurtailedWattHours = 0.0
  var totals = Totals()

  /// The limits of the members in one interval, in W; infinity where there is none.
  struct Envelope {
    var interval = -1
    var export: [Double] = []
    var `import`: [Double] = []
    /// Whether nobody is limited.
    var isEmpty = true
  }

  /// What the checks of a run came to.
  struct Totals {
    var checks = 0
    var violatedChecks = 0
    var violationsLeft = 0
    var cuts = 0
    var financialCuts = 0
    var unsolved = 0
  }

  /// Prepares the check; `nil` where the scenario asks for none.
  init?(_ scenario: borrowing Scenario, connections: [MemberConnection]) throws(NetworkError) {
    guard let network = scenario.network, let settings = network.constraints,
      settings.policy != .none
    else { return nil }
    self.settings = settings
    hours = Double(scenario.time.intervalNanoseconds) / 3.6e12
    memberCount = scenario.members.count
    busOfConnection = connections.map(\.bus)
    search = try EnvelopeSearch(
      network, limits: NetworkLimits(settings, tolerance: network.tolerance),
      connections: connections)
    let needs = scenario.market.spot.mechanism.traits.needs
    let band = settings.minimumVoltage...max(settings.minimumVoltage, settings.maximumVoltage)
    switch settings.policy {
    case .networkFees, .locational:
      feeder = MarketFeeder(
        network.network, busOfTrader: scenario.members.map { $0.bus ?? 0 }, needs: needs,
        band: band,
        maximumLoading: settings.maximumLoading, hours: hours)
    case .none, .pricePriority, .proRata:
      feeder = nil
    }
    let zeros = [Double](repeating: 0, count: memberCount)
    let zones = feeder
    members = zeros.indices.map { member in
      ExpectedMember(zone: zones?.zone(ofMember: member) ?? 0)
    }
    let slots = scenario.market.gateClosureLeadIntervals + 1
    trades = .init(repeating: [], count: slots)
    envelopes = .init(repeating: Envelope(), count: slots)
    leftOutByMarket = zeros
    (curtailment, curtailedWattHours) = (zeros, zeros)
    zoneFees = .init(repeating: 0, count: (zones?.network.zoneOfBus.max()).map { Int($0) + 1 } ?? 0)
  }
}

// MARK: The gate

extension FeederConstraints {
  /// Forgets what was known of the delivery interval whose gate closed last.
  mutating func openGate(for interval: Int) {
    for member in members.indices {
      members[member] = ExpectedMember(zone: members[member].zone)
      leftOutByMarket[member] = 0
    }
    energyLeftOut = false
    trades[interval % trades.count].removeAll(keepingCapacity: true)
    for zone in zoneFees.indices { zoneFees[zone] = 0 }
    for connection in search.injections.indices { search.injections[connection] = .zero }
    feeder?.beginLoads()
  }

  /// Notes what a member is expected to do in the delivery interval.
  ///
  /// - Parameters:
  ///   - net: What it injects less what it draws.
  ///   - ordered: The same with what quota credits it, which is what it trades.
  ///   - reactivePower: What it injects of reactive power, in var.
  ///   - flexibleImport: How much less it could draw, in W.
  mutating func expect(
    _ net: MeteredEnergy, ordered: MeteredEnergy, reactivePower: Double, flexibleImport: Double,
    ofMember member: Int
  ) {
    let watts = Double(net.milliwattHours) / 1000 / hours
    members[member].watts = watts
    members[member].flexibleImport = max(flexibleImport, 0)
    members[member].ordered = ordered
    search.injections[member] = SIMD2(watts, reactivePower)
    // What is injected without being ordered is credited by quota, and nobody can trade it.
    let credited = watts - Double(ordered.milliwattHours) / 1000 / hours
    feeder?.addInjection(SIMD2(credited, reactivePower), atBus: busOfConnection[member])
  }

  /// Notes what a shared plant is expected to inject, in W.
  mutating func expectShared(_ watts: Double, atPlace place: Int) {
    let connection = memberCount + place
    guard search.injections.indices.contains(connection) else { return }
    search.injections[connection] = SIMD2(watts, 0)
    feeder?.addInjection(SIMD2(watts, 0), atBus: busOfConnection[connection])
  }

  /// What the market is told of the network in its present state.
  var marketNetwork: MarketNetwork? {
    guard var network = feeder?.network else { return nil }
    network.zoneFees = zoneFees.map(EnergyPrice.init(microsPerKilowattHour:))
    return network
  }

  /// Notes what a clearing served, and its trades if they count.
  mutating func note(_ orders: [Order], _ clearing: borrowing Clearing) {
    for (index, order) in orders.enumerated() {
      guard let member = Int(exactly: order.trader), members.indices.contains(member) else {
        continue
      }
      let isOffer = order.side == .offer
      let price = order.limitPrice.microsPerKilowattHour
      members[member].worth = isOffer ? (price == .min ? .max : -price) : price
      // An offer of energy that quota credits is no export.
      guard isOffer == (members[member].watts > 0) else { continue }
      members[member].servedWatts +=
        Double(clearing.servedEnergy[index].milliwattHours) / 1000 / hours
      guard clearing.curtailedEnergy.indices.contains(index) else { continue }
      leftOutByMarket[member] +=
        Double(clearing.curtailedEnergy[index].milliwattHours) / 1000 / hours
      energyLeftOut = energyLeftOut || clearing.curtailedEnergy[index] > .zero
    }
  }

  /// Keeps the trades of a clearing until the check.
  mutating func keep(_ newTrades: [Trade], for interval: Int) {
    trades[interval % trades.count] += newTrades
  }

  /// Forgets what trial clearings served.
  mutating func forgetServed() {
    for member in members.indices {
      members[member].servedWatts = 0
      leftOutByMarket[member] = 0
    }
    energyLeftOut = false
  }

  /// The trades of an interval that is not over.
  func keptTrades(for interval: Int) -> [Trade] { trades[interval % trades.count] }
}

// MARK: The check

extension FeederConstraints {
  /// Checks the network for what is expected of its members, and finds their envelopes.
  mutating func check(interval: Int) -> FeederCheck {
    var check = FeederCheck()
    totals.checks += 1
    check.feeMicros = zoneFees.max() ?? 0
    check.isSolved = search.solve()
    guard check.isSolved else {
      totals.unsolved += 1
      return check
    }
    check.worst = search.limits.worst(in: search.state)
    check.violations = search.limits.violationCount(in: search.state)
    if check.violations > 0 { totals.violatedChecks += 1 }
    if energyLeftOut { cutWhatMarketLeftOut(&check) }
    var hopeless: [NetworkLimit] = []
    while let worst = search.limits.worst(in: search.state, besides: hopeless),
      worst.excess > search.limits.accuracy
    {
      guard check.rounds < settings.maximumRounds else {
        check.hasConverged = false
        break
      }
      check.rounds += 1
      if !cut(for: worst.limit, reach: .physical, &check) { hopeless.append(worst.limit) }
    }
    check.violationsLeft = search.limits.violationCount(in: search.state)
    keepEnvelope(of: check, for: interval)
    refuse(for: hopeless, &check)
    totals.violationsLeft += check.violationsLeft
    totals.cuts += check.cuts.count
    totals.financialCuts += check.cuts.count { $0.isFinancialOnly }
    return check
  }

  /// Cuts for the sake of a limit.
  ///
  /// - Returns: Whether it is kept now.
  private mutating func cut(
    for limit: NetworkLimit, reach: EnvelopePortions.Reach, _ check: inout FeederCheck
  ) -> Bool {
    let before = search.injections
    let portions = EnvelopePortions(
      settings.policy, members, injections: before,
      sensitivities: search.sensitivities(of: limit, forMembers: memberCount), reach: reach)
    guard !portions.groups.isEmpty else { return false }
    let relief = search.relieve(limit, by: portions.groups)
    for member in 0..<memberCount {
      let (old, new) = (before[member].x, search.injections[member].x)
      guard abs(old - new) > 1e-9 else { continue }
      if old < 0 { members[member].flexibleImport -= new - old }
      check.cuts.append(
        EnvelopeCut(
          member: member, isExport: old > 0, wattsBefore: abs(old), wattsAfter: abs(new),
          reason: limit, round: check.rounds, isFinancialOnly: reach == .financial))
    }
    return relief.isComplete
  }

  /// Takes out what the market itself left out.
  private mutating func cutWhatMarketLeftOut(_ check: inout FeederCheck) {
    guard let reason = check.worst?.limit else { return }
    for member in 0..<memberCount where leftOutByMarket[member] > 0 {
      let old = search.injections[member].x
      let limit = old > 0 ? old : min(members[member].flexibleImport, -old)
      let physical = min(leftOutByMarket[member], limit)
      if physical > 0 {
        let new = old > 0 ? old - physical : old + physical
        search.injections[member].x = new
        if old < 0 { members[member].flexibleImport -= physical }
        check.cuts.append(
          EnvelopeCut(
            member: member, isExport: old > 0, wattsBefore: abs(old), wattsAfter: abs(new),
            reason: reason, round: 0, isFinancialOnly: false))
      }
      let rest = min(leftOutByMarket[member], abs(old)) - physical
      if rest > 1e-6 {
        let drawn = abs(search.injections[member].x)
        check.cuts.append(
          EnvelopeCut(
            member: member, isExport: old > 0, wattsBefore: drawn, wattsAfter: drawn - rest,
            reason: reason, round: 0, isFinancialOnly: true))
      }
    }
    _ = search.solve()
  }

  /// Records what would have to give way for limits that nobody can keep; nothing physical follows.
  private mutating func refuse(for limits: [NetworkLimit], _ check: inout FeederCheck) {
    guard !limits.isEmpty, search.solve() else { return }
    let kept = (search.injections, members)
    for limit in limits
    where search.limits.excess(of: limit, in: search.state) > search.limits.accuracy {
      check.rounds += 1
      _ = cut(for: limit, reach: .financial, &check)
    }
    (search.injections, members) = kept
  }

  /// Keeps the limits that a check came to until delivery.
  private mutating func keepEnvelope(of check: FeederCheck, for interval: Int) {
    let slot = interval % envelopes.count
    envelopes[slot].interval = interval
    envelopes[slot].isEmpty = true
    let physical = check.cuts.filter { !$0.isFinancialOnly }
    guard !physical.isEmpty else { return }
    envelopes[slot].isEmpty = false
    envelopes[slot].export = .init(repeating: .infinity, count: memberCount)
    envelopes[slot].import = envelopes[slot].export
    for cut in physical {
      if cut.isExport {
        envelopes[slot].export[cut.member] = cut.wattsAfter
      } else {
        envelopes[slot].import[cut.member] = cut.wattsAfter
      }
    }
  }

  /// Raises the fees of the zones of those who drive a limit that nobody outside of the market can
  /// keep.
  ///
  /// - Returns: Whether there is such a limit, so that the market is to be cleared again.
  mutating func raiseFees() -> Bool {
    let kept = search.injections
    defer { search.injections = kept }
    guard search.solve() else { return false }
    var mustRaise = [Bool](repeating: false, count: zoneFees.count)
    var hopeless: [NetworkLimit] = []
    for _ in 0..<settings.maximumRounds {
      guard let worst = search.limits.worst(in: search.state, besides: hopeless),
        worst.excess > search.limits.accuracy
      else { break }
      let sensitivities = search.sensitivities(of: worst.limit, forMembers: memberCount)
      func portions(_ policy: ConstraintSettings.Policy) -> [[EnvelopeSearch.Portion]] {
        EnvelopePortions(
          policy, members, injections: search.injections, sensitivities: sensitivities,
          reach: .physical
        ).groups
      }
      let unserved = portions(.networkFees)
      guard unserved.isEmpty || !search.relieve(worst.limit, by: unserved).isComplete else {
        continue
      }
      hopeless.append(worst.limit)
      // Those who still trade pay for it.
      for portion in portions(.proRata).joined() where members[portion.member].servedWatts > 0 {
        mustRaise[members[portion.member].zone] = true
      }
    }
    for zone in zoneFees.indices where mustRaise[zone] {
      let (fee, overflow) = zoneFees[zone].addingReportingOverflow(settings.feeStepMicros)
      zoneFees[zone] = overflow ? .max : fee
    }
    return mustRaise.contains(true)
  }
}

// MARK: Delivery

extension FeederConstraints {
  /// Lets the limits of an interval take effect.
  mutating func activate(_ interval: Int) {
    let envelope = envelopes[interval % envelopes.count]
    active = envelope.interval == interval && !envelope.isEmpty ? envelope : nil
  }

  /// Adds a span of time in which nothing changed.
  mutating func advance(hours: Double) {
    guard active != nil else { return }
    for member in curtailment.indices {
      curtailedWattHours[member] += curtailment[member] * hours
      totalCurtailedWattHours += curtailment[member] * hours
    }
  }

  /// Begins the next interval.
  mutating func beginInterval() {
    for member in curtailedWattHours.indices { curtailedWattHours[member] = 0 }
  }
}
