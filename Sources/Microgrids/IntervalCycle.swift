import Agents
import Contracts
import EventSimulation
import Markets
import PowerFlow
import Profiles
import Quantities
import Scenarios
import Settlement

/// One run in the middle of its horizon: the state of everything, and what each event does to it.
///
/// Nothing here reads a file or a clock, and nothing is allocated from one interval to the next.
struct IntervalCycle: ~Copyable {
  let time: TimeSettings
  /// Whether anything consumes or injects; if not, nothing is metered.
  let hasEnergy: Bool
  let tariffOfMember: [Int]

  var devices: MemberDevices
  var meters: Meters
  var feeder: Feeder?
  /// The next step of a control of the network.
  var controlTicket: EventTicket?
  var market: LocalMarket
  var tariffClock: TariffClock
  /// The tariffs at the delivery intervals whose gate closes next.
  var gateClock: TariffClock
  /// The steps of all profiles in the delivery interval whose gate closes; reused.
  var deliverySteps = DeliverySteps()
  var books: Books

  /// The feeder check, if the scenario asks for it.
  var constraints: FeederConstraints?
  /// The reactive power of each member in the delivery interval, and a clearing on trial; reused.
  var expectedReactivePower: [Double]
  var trialClearing = Clearing()
  /// What the tariffs are expected to say in the intervals ahead; reused.
  var outlook = PriceOutlook()
  /// What members expect local energy to cost.
  var localPrices: LocalPriceMemory
  /// How devices would answer to prices; reused.
  var answers: [MemberDevices.Answer] = []
  /// Whether the market has served any of them in the session that is cleared.
  var answersAccepted = false

  /// The quota contract with all who call it, and the shared plants that came of it.
  var community: CommunityContract?
  var sharedPlants: SharedPlants?
  var quotaCredits: QuotaCredits?
  var hostingScreen: HostingScreen?
  var consumption: ConsumptionRecord?
  /// What the contract's last calls brought about, and what they have made due; reused.
  var contractEffects: [ContractEvent] = []
  var contractDue: [(time: Int64, what: CommunityContract.Due)] = []

  var queue: EventQueue<MicrogridEvent, EventPriority>
  /// What writes series and tables; `nil` when only indicators are wanted.
  var recorder: Recorder?

  /// The interval that is open, counted from the start.
  var interval = 0
  /// The instant up to which meters and batteries have been advanced.
  var advancedTo: Instant
  var limitTickets: [EventTicket?]
  /// What each flexible load does next by itself.
  var unitTickets: [EventTicket?]
  /// The energy in all batteries when the interval began.
  var storedEnergy: Energy
  var totals = EnergyTotals()
  /// The same without the intervals whose power flow did not converge.
  var solvedTotals = EnergyTotals()
  var memberTotals: [MemberTotals]
  var economics: [MemberEconomics]
  var tradeCount = 0
  var eventCount = 0

  /// The beginning of an interval.
  func start(ofInterval interval: Int) -> Instant {
    Instant(nanoseconds: time.start.nanoseconds + Int64(interval) * time.intervalNanoseconds)
  }

  /// The time from the gate closure of the spot market to delivery.
  var leadNanoseconds: Int64 {
    Int64(market.settings.gateClosureLeadIntervals) * time.intervalNanoseconds
  }

  /// Does what an event says.
  mutating func handle(_ event: MicrogridEvent, at now: Instant) throws {
    switch event {
    case .metering: try meter(at: now)
    case .settlement: try settle(at: now)
    case .billing: try bill(at: now)
    case .contractCall(let index): try callContract(index: Int(index), at: now)
    case .intention(let place): try carryOut(intention: place, at: now)
    case .referendumDue(let number): try keep(referendum: number, at: now)
    case .plantDue(let number): try keep(plant: number, at: now)
    case .communityReview(let month): try review(month: Int(month), at: now)
    case .gridControl: try meetGridControl(at: now)
    case .profileChange(let table): try changeProfile(table: Int(table), at: now)
    case .deviceLimit(let battery): try meetLimit(battery: Int(battery), at: now)
    case .unitEvent(let unit): meetEvent(ofUnit: Int(unit), at: now)
    case .control: control(at: now)
    case .gateClosure(let stage): try closeGate(ofStage: Int(stage), at: now)
    case .clearing(let stage): try clearMarket(stage: Int(stage), at: now)
    case .feederCheck: try checkFeeder(at: now)
    case .delivery: try deliver(at: now)
    }
  }
}

// MARK: Physics

extension IntervalCycle {
  /// Advances everything that moves between events to an instant.
  mutating func advance(to now: Instant) {
    let hours = now.hours(since: advancedTo)
    guard hours > 0 else { return }
    meters.advance(devices, sharedInjection: sharedPlants?.injection ?? 0, hours: hours)
    sharedPlants?.advance(hours: hours)
    feeder?.advance(hours: hours)
    constraints?.advance(hours: hours)
    devices.advance(hours: hours)
    advancedTo = now
  }

  mutating func changeProfile(table: Int, at now: Instant) throws {
    advance(to: now)
    releaseEnvelopes()
    devices.follow(table: table, at: now)
    if sharedPlants?.table == table {
      sharedPlants?.follow(row: devices.tables[table].schedule.row(at: now))
    }
    let next = devices.tables[table].schedule.nextChange(after: now)
    if next < time.end {
      queue.schedule(.profileChange(table: Int32(table)), at: next, priority: .profileChange)
    }
    // At a boundary the interval's own control and delivery follow.
    if !isBoundary(now) {
      queue.schedule(.control, at: now, priority: .control)
      queue.schedule(.delivery, at: now, priority: .delivery)
    }
  }

  func isBoundary(_ instant: Instant) -> Bool {
    (instant.nanoseconds - time.start.nanoseconds) % time.intervalNanoseconds == 0
  }

  mutating func control(at now: Instant) {
    if isBoundary(now) { takeQuotas() }
    activateEnvelopes(at: now)
    renewPlans(at: now)
    setDevices(at: now)
  }

  mutating func meetLimit(battery: Int, at now: Instant) throws {
    advance(to: now)
    limitTickets[battery] = nil
    devices.settleOnLimit(battery: battery)
    queue.schedule(.delivery, at: now, priority: .delivery)
  }
}

// MARK: The end of an interval

extension IntervalCycle {
  mutating func meter(at now: Instant) throws {
    if hasEnergy {
      advance(to: now)
      meters.read()
    }
    queue.schedule(.settlement, at: now, priority: .settlement)
  }

  mutating func settle(at now: Instant) throws {
    if hasEnergy { try settleEnergy(at: now) }
    try recorder?.endInterval()
    interval += 1
    let isBillingEnd = now >= books.billingEnd || now == time.end
    if isBillingEnd { queue.schedule(.billing, at: now, priority: .billing) }
    guard now < time.end else { return }
    queue.schedule(.metering, at: start(ofInterval: interval + 1), priority: .metering)
    guard hasEnergy else { return }
    queue.schedule(.control, at: now, priority: .control)
    queue.schedule(.delivery, at: now, priority: .delivery)
  }

  /// Titles, costs and records of the interval's energy.
  private mutating func settleEnergy(at now: Instant) throws {
    tariffClock.turn(to: start(ofInterval: interval))
    try divideSharedEnergy()
    try settleMarket(at: now)
    for member in tariffOfMember.indices {
      let meter = meters.members[member]
      try books.settle(
        imported: meter.imported, exported: meter.exported,
        credited: quotaCredits?.interval.credited[member] ?? .zero,
        trade: market.contracted(byMember: member, for: interval),
        generationWattHours: meters.generationWattHours[member], member: member,
        period: tariffClock.periods[tariffOfMember[member]])
    }
    try settleImbalances()
    let isSolved = feeder.map { $0.interval.unsolvedHours == 0 } ?? true
    if let feeder, isSolved { try books.count(lossWattHours: feeder.interval.lossWattHours) }
    let energies = try closeEnergies()
    recorder?.record(devices: devices, meters: meters, books: books)
    recorder?.record(energies, isSolved: isSolved)
    if let feeder { recorder?.record(feeder, isSolved: isSolved) }
    if let constraints { recorder?.record(constraints) }
    if let credits = quotaCredits { recorder?.record(credits, energies) }
    try books.takePostingsOfInterval(at: now) { posting in try recorder?.record(posting) }
    totals += energies
    if isSolved { solvedTotals += energies }
    meters.beginInterval()
    sharedPlants?.beginInterval()
    feeder?.beginInterval()
    constraints?.beginInterval()
  }

  mutating func bill(at now: Instant) throws {
    try compensateMonth(at: now)
    try recordMonth(at: now)
    try books.closeCycle()
    recordEconomics(at: now)
    for entry in try books.bill(at: now, zone: time.zone) {
      if let line = entry.line { try recorder?.record(line) }
      if let posting = entry.posting { try recorder?.record(posting) }
    }
  }

  /// The energies of the interval that ends.
  private mutating func closeEnergies() throws(QuantityOverflow) -> EnergyTotals {
    var energies = EnergyTotals()
    let shared = sharedPlants?.wattHours ?? 0
    energies.generation = meters.generationWattHours.reduce(0, +) + shared
    energies.sharedGeneration = shared
    energies.load = -meters.loadWattHours.reduce(0, +)
    energies.batteryInjection = meters.batteryWattHours.reduce(0, +)
    energies.storageChange = (devices.storedEnergy - storedEnergy).wattHours
    storedEnergy = devices.storedEnergy
    energies.gridImport = feeder?.interval.importedWattHours ?? meters.communityImportWattHours
    energies.gridExport = feeder?.interval.exportedWattHours ?? meters.communityExportWattHours
    energies.networkLoss = feeder?.interval.lossWattHours ?? 0
    for member in tariffOfMember.indices {
      energies.localTrade += books.trades[member].bought.kilowattHours * 1000
      try memberTotals[member].add(
        loadWattHours: meters.loadWattHours[member],
        generationWattHours: meters.generationWattHours[member], meters.members[member],
        books.trades[member])
    }
    if let credits = quotaCredits {
      for member in tariffOfMember.indices where credits.interval.credited[member] != .zero {
        try memberTotals[member].add(
          credited: credits.interval.credited[member], used: books.usedCredits[member])
      }
    }
    return energies
  }
}
