import Agents
import EventSimulation
import Markets
import PowerFlow
import Quantities
public import ResultFiles
public import Scenarios
import Settlement
import Tariffs

/// A microgrid that a scenario describes, ready to be simulated.
///
/// A run is a pure function: one scenario, its seed included, gives one file, byte for byte.
///
///     let scenario = try Scenario.read(path: "community.yaml")
///     let summary = try Microgrid(scenario).run(writing: "community.h5")
public struct Microgrid: Sendable {
  /// The version of the program and of the library.
  public static let version = "0.1.0"

  /// What is simulated.
  public let scenario: Scenario

  /// Creates a microgrid.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// Simulates the whole horizon and writes the result file.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be. It appears there only when it is whole.
  ///   - options: How the file is written; no option changes what a reader finds.
  ///   - observer: Is told how far the run has come and asked whether it should stop.
  /// - Returns: What the run came to.
  /// - Throws: ``RunError`` when the run cannot go on, `ResultFileError` when the file cannot be
  ///   written, `QuantityOverflow` when an exact amount leaves its range. No file is left then.
  public func run(
    writing path: String, options: WriterOptions = WriterOptions(),
    observer: RunObserver = RunObserver()
  ) throws -> RunSummary {
    try simulate(to: .file(path), options: options, observer: observer).summary
  }

  /// Simulates the whole horizon and makes the result file, on a disk or in memory.
  ///
  /// - Parameters:
  ///   - destination: Where the file is to be.
  ///   - options: How the file is written; no option changes what a reader finds.
  ///   - observer: Is told how far the run has come and asked whether it should stop.
  /// - Returns: What the run came to, with the bytes of a file in memory.
  /// - Throws: As ``run(writing:options:observer:)`` does.
  public func simulate(
    to destination: RunDestination, options: WriterOptions = WriterOptions(),
    observer: RunObserver = RunObserver()
  ) throws -> RunReport {
    let identity = RunIdentity(scenario)
    let layout = ResultLayout(scenario, identity: identity)
    let result = destination.result
    var cycle = try IntervalCycle(scenario, layout: layout, destination: result, options: options)
    try cycle.run(observer)
    return try cycle.finish(
      scenario, identity: identity, layout: layout, destination: result,
      overwrites: options.overwrites)
  }
}

/// Who watches a run.
public struct RunObserver: Sendable {
  /// Is told the share of the horizon that has been simulated, about a hundred times.
  public var progress: @Sendable (Double) -> Void
  /// Is asked at each interval whether the run should stop.
  public var shouldStop: @Sendable () -> Bool

  /// Creates an observer.
  public init(
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.shouldStop = shouldStop
  }
}

extension IntervalCycle {
  /// Puts everything on its start.
  init(
    _ scenario: borrowing Scenario, layout: ResultLayout, destination: ResultDestination,
    options: WriterOptions
  ) throws {
    // What can fail comes first.
    let contractSettings = scenario.contract
    let plantSettings = contractSettings.flatMap { $0.isEnabled ? $0.plants : nil }
    let connections =
      scenario.members.map { MemberConnection(bus: $0.bus ?? 0, phases: $0.phases) }
      + (plantSettings?.buses ?? []).map {
        MemberConnection(bus: $0, phases: plantSettings?.phases)
      }
    let feeder: Feeder? =
      if let network = scenario.network {
        try Feeder(
          network, connections: connections,
          intervalNanoseconds: scenario.time.intervalNanoseconds)
      } else {
        nil
      }
    var plants: SharedPlants?
    if let plantSettings { plants = SharedPlants(scenario, settings: plantSettings) }
    let community = try CommunityContract(
      scenario,
      situation: Self.firstSituation(scenario, plants: plants))
    let members = scenario.members
    let screen: HostingScreen? =
      if let network = scenario.network, plantSettings?.hasHostingScreen == true {
        try HostingScreen(network, connections: connections, members: members)
      } else {
        nil
      }
    var credits: QuotaCredits?
    if let plantSettings { credits = QuotaCredits(scenario, settings: plantSettings) }
    let consumption = community == nil ? nil : ConsumptionRecord(scenario)
    let constraints = try FeederConstraints(scenario, connections: connections)
    switch scenario.recording.detail {
    case .full:
      recorder = try Recorder(
        to: destination, scenario: scenario, layout: layout, options: options)
    case .indicators:
      recorder = nil
      try IndicatorFile.check(destination, overwrites: options.overwrites)
    }
    self.feeder = feeder
    self.constraints = constraints
    expectedReactivePower = scenario.members.map { _ in 0 }
    self.community = community
    sharedPlants = plants
    hostingScreen = screen
    quotaCredits = credits
    self.consumption = consumption
    time = scenario.time
    hasEnergy = scenario.hasEnergy
    tariffOfMember = scenario.members.map(\.tariff)
    devices = MemberDevices(scenario)
    memberTotals = scenario.members.map { _ in MemberTotals() }
    economics = scenario.members.map { _ in MemberEconomics() }
    meters = Meters(memberCount: scenario.members.count)
    localPrices = LocalPriceMemory(scenario.time)
    market = LocalMarket(scenario)
    market.network = LocalMarket.network(of: scenario)
    tariffClock = TariffClock(scenario)
    gateClock = tariffClock
    books = Books(scenario)
    queue = EventQueue(minimumCapacity: 64)
    advancedTo = scenario.time.start
    limitTickets = devices.batteries.map { _ in nil }
    unitTickets = Array(repeating: nil, count: devices.flexible.count)
    storedEnergy = devices.storedEnergy
    scheduleStart(scenario)
  }

  private mutating func scheduleStart(_ scenario: borrowing Scenario) {
    for table in devices.tables.indices {
      queue.schedule(
        .profileChange(table: Int32(table)), at: time.start, priority: .profileChange)
    }
    scheduleContract(scenario)
    if hasEnergy {
      queue.schedule(.control, at: time.start, priority: .control)
      queue.schedule(.delivery, at: time.start, priority: .delivery)
    }
    scheduleGates()
    queue.schedule(.metering, at: start(ofInterval: 1), priority: .metering)
  }

  /// Handles every event to the end of the horizon.
  mutating func run(_ observer: RunObserver) throws {
    let reportEvery = max(1, time.intervalCount / 100)
    while let next = queue.popNext() {
      eventCount += 1
      try handle(next.event, at: next.time)
      guard case .metering = next.event else { continue }
      if observer.shouldStop() { throw RunError.stopped }
      if interval % reportEvery == 0 {
        observer.progress(Double(interval) / Double(time.intervalCount))
      }
    }
    observer.progress(1)
  }
}
