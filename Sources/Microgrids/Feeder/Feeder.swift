import PowerFlow
import Quantities
import Scenarios

/// The feeder during an interval: its state between two events, and what the interval has added up.
///
/// Injections change at events only, so the feeder is solved once for each span between them, and
/// every mean over an interval is exact.
struct Feeder {
  /// A power flow that did not converge.
  struct Failure: Error {
    let outcome: PowerFlowOutcome
  }

  let settings: NetworkSettings
  /// The names of the tap changers, regulators and capacitor banks that move.
  let controlNames: [String]
  private let solver: FeederSolver
  private(set) var state: FeederState
  private var injections: [SIMD2<Double>]

  /// Whether the present state is a solution.
  private(set) var isSolved = false
  /// Whether every state of the interval was a solution.
  private(set) var interval: Interval
  /// What the whole run has added up.
  private(set) var total: Total

  /// Sums over one interval.
  struct Interval {
    var hours = 0.0
    var importedWattHours = 0.0
    var exportedWattHours = 0.0
    var reactiveVarHours = 0.0
    var lossWattHours = 0.0
    var unsolvedHours = 0.0
    /// Per-unit voltage times hours, by place.
    var voltageHours: [Double]
    /// Unbalance times hours, by bus.
    var unbalanceHours: [Double]
    /// Watts times hours into the branch at its beginning, watts of losses times hours, and loading
    /// times hours, by branch.
    var branchPowerHours: [Double]
    var branchLossHours: [Double]
    var branchLoadingHours: [Double]

    mutating func reset() {
      (hours, importedWattHours, exportedWattHours) = (0, 0, 0)
      (reactiveVarHours, lossWattHours, unsolvedHours) = (0, 0, 0)
      for place in voltageHours.indices { voltageHours[place] = 0 }
      for bus in unbalanceHours.indices { unbalanceHours[bus] = 0 }
      for branch in branchPowerHours.indices {
        branchPowerHours[branch] = 0
        branchLossHours[branch] = 0
        branchLoadingHours[branch] = 0
      }
    }
  }

  /// Sums and extremes over the run.
  struct Total {
    var solutions = 0
    var failures = 0
    var iterations = 0
    var minimumVoltage: [Double]
    var maximumVoltage: [Double]
    var voltageHours: [Double]
    var solvedHours = 0.0
    var unsolvedHours = 0.0
    /// Hours outside the voltage band, by place.
    var violationHours: [Double]
    /// Hours in which at least one place was outside the band.
    var anyViolationHours = 0.0
    var maximumLoading: [Double]
    var branchLossWattHours: [Double]
    /// Hours in which power flowed through a branch from its end to its beginning, and its energy.
    var reverseHours: [Double]
    var reverseWattHours: [Double]
    /// The largest unbalance, by bus.
    var maximumUnbalance: [Double]
    /// Hours in which the feeder fed power back into the grid.
    var exportHours = 0.0
    /// The number of steps that controls made.
    var controlSteps = 0
  }

  /// The statistics of a standard of voltage quality.
  private(set) var quality: FeederQuality?

  init(
    _ settings: NetworkSettings, connections: [MemberConnection], intervalNanoseconds: Int64
  ) throws {
    self.settings = settings
    solver = try FeederSolver(settings, connections: connections)
    controlNames = solver.controlNames
    quality = try FeederQuality(settings, intervalNanoseconds: intervalNanoseconds)
    state = FeederState(settings.network, placeCount: solver.placeCount)
    injections = connections.map { _ in .zero }
    let places = state.voltages.map { _ in 0.0 }
    let buses = state.unbalances.map { _ in 0.0 }
    let branches = state.branchPowers.map { _ in 0.0 }
    interval = Interval(
      voltageHours: places, unbalanceHours: buses, branchPowerHours: branches,
      branchLossHours: branches, branchLoadingHours: branches)
    total = Total(
      minimumVoltage: places.map { _ in .infinity },
      maximumVoltage: places.map { _ in -.infinity }, voltageHours: places,
      violationHours: places, maximumLoading: branches, branchLossWattHours: branches,
      reverseHours: branches, reverseWattHours: branches, maximumUnbalance: buses)
  }

  /// Solves the feeder for the present injections of the members and of the shared plants.
  ///
  /// - Throws: ``Failure`` when the power flow does not converge and the scenario does not allow it.
  mutating func solve(
    _ devices: borrowing MemberDevices, shared: [Double]
  ) throws(Failure) {
    let memberCount = devices.load.count
    for member in 0..<memberCount {
      injections[member] = SIMD2(
        devices.injection(ofMember: member), devices.reactiveLoad[member])
    }
    for place in memberCount..<injections.count {
      injections[place] = SIMD2(shared[place - memberCount], 0)
    }
    try solveAgain()
  }

  /// Solves the feeder for the injections of the last time, such as after a step of a tap.
  mutating func solveAgain() throws(Failure) {
    let outcome = solver.solve(injections.span)
    isSolved = outcome.converged
    total.iterations += outcome.iterations
    guard outcome.converged else {
      total.failures += 1
      guard settings.continuesWhenNotConverged else { throw Failure(outcome: outcome) }
      return
    }
    total.solutions += 1
    solver.copyState(into: &state)
  }

  /// Whether anything in the network acts on the voltages.
  var hasControls: Bool { !controlNames.isEmpty }

  /// Lets the controls measure the last solution, and moves those whose time has come.
  mutating func actOnControls(at now: Instant) -> FeederControlRound {
    guard isSolved else { return FeederControlRound() }
    let round = solver.actOnControls(at: now)
    total.controlSteps += round.moves.count
    return round
  }

  /// Adds a span of time in the present state to the interval.
  mutating func advance(hours: Double) {
    interval.hours += hours
    guard isSolved else {
      interval.unsolvedHours += hours
      total.unsolvedHours += hours
      return
    }
    total.solvedHours += hours
    let source = state.sourceActiveWatts
    interval.importedWattHours += max(source, 0) * hours
    interval.exportedWattHours += max(-source, 0) * hours
    if source < 0 { total.exportHours += hours }
    interval.reactiveVarHours += state.sourceReactiveVar * hours
    interval.lossWattHours += state.lossWatts * hours
    addVoltages(hours)
    for branch in interval.branchPowerHours.indices {
      let power = state.branchPowers[branch]
      let loss = state.branchLosses[branch] * hours
      let loading = state.branchLoadings[branch]
      interval.branchPowerHours[branch] += power * hours
      interval.branchLossHours[branch] += loss
      interval.branchLoadingHours[branch] += loading * hours
      total.branchLossWattHours[branch] += loss
      total.maximumLoading[branch] = max(total.maximumLoading[branch], loading)
      if power < 0 {
        total.reverseHours[branch] += hours
        total.reverseWattHours[branch] -= power * hours
      }
    }
    for bus in interval.unbalanceHours.indices {
      let unbalance = state.unbalances[bus]
      interval.unbalanceHours[bus] += unbalance * hours
      total.maximumUnbalance[bus] = max(total.maximumUnbalance[bus], unbalance)
    }
  }

  private mutating func addVoltages(_ hours: Double) {
    var isAnyViolated = false
    for bus in state.voltages.indices {
      let magnitude = state.voltages[bus]
      interval.voltageHours[bus] += magnitude * hours
      total.voltageHours[bus] += magnitude * hours
      total.minimumVoltage[bus] = min(total.minimumVoltage[bus], magnitude)
      total.maximumVoltage[bus] = max(total.maximumVoltage[bus], magnitude)
      if magnitude < settings.minimumVoltage || magnitude > settings.maximumVoltage {
        total.violationHours[bus] += hours
        isAnyViolated = true
      }
    }
    if isAnyViolated { total.anyViolationHours += hours }
  }

  /// The name of a bus, for messages.
  func busName(_ bus: Int) -> String {
    let names = settings.network.busNames
    return names.indices.contains(bus) ? names[bus] : "?"
  }

  /// Begins the next interval.
  mutating func beginInterval() {
    quality?.add(
      voltageHours: interval.voltageHours, hours: interval.hours,
      isSolved: interval.unsolvedHours == 0 && interval.hours > 0)
    interval.reset()
  }
}
