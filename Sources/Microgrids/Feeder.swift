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
  private var solver: RadialSweepSolver
  private let busOfMember: [Int]
  private var activePower: [Double]
  private var reactivePower: [Double]
  private var voltage: [Double]

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
    /// Per-unit voltage times hours, by bus.
    var voltageHours: [Double]
    /// Watts times hours into the branch at its beginning, watts of losses times hours, and loading
    /// times hours, by branch.
    var branchPowerHours: [Double]
    var branchLossHours: [Double]
    var branchLoadingHours: [Double]

    mutating func reset() {
      (hours, importedWattHours, exportedWattHours) = (0, 0, 0)
      (reactiveVarHours, lossWattHours, unsolvedHours) = (0, 0, 0)
      for bus in voltageHours.indices { voltageHours[bus] = 0 }
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
    /// Hours outside the voltage band, by bus.
    var violationHours: [Double]
    /// Hours in which at least one bus was outside the band.
    var anyViolationHours = 0.0
    var maximumLoading: [Double]
    var branchLossWattHours: [Double]
  }

  init(_ settings: NetworkSettings, busOfMember: [Int]) throws(NetworkError) {
    self.settings = settings
    self.busOfMember = busOfMember
    solver = try RadialSweepSolver(settings.network, tolerancePerUnit: settings.tolerance)
    let buses = [Double](repeating: 0, count: settings.network.buses.count)
    let branches = [Double](repeating: 0, count: settings.network.branchCount)
    (activePower, reactivePower, voltage) = (buses, buses, buses)
    interval = Interval(
      voltageHours: buses, branchPowerHours: branches, branchLossHours: branches,
      branchLoadingHours: branches)
    total = Total(
      minimumVoltage: buses.map { _ in .infinity }, maximumVoltage: buses.map { _ in -.infinity },
      voltageHours: buses, violationHours: buses, maximumLoading: branches,
      branchLossWattHours: branches)
  }

  /// Solves the feeder for the members' present injections.
  ///
  /// - Throws: ``Failure`` when the power flow does not converge and the scenario does not allow it.
  mutating func solve(_ devices: borrowing MemberDevices) throws(Failure) {
    for bus in activePower.indices {
      activePower[bus] = 0
      reactivePower[bus] = 0
    }
    for (member, bus) in busOfMember.enumerated() {
      activePower[bus] += devices.injection(ofMember: member)
      reactivePower[bus] += devices.reactiveLoad[member]
    }
    let outcome = solveFeeder(&solver, activePower, reactivePower)
    isSolved = outcome.converged
    total.iterations += outcome.iterations
    guard outcome.converged else {
      total.failures += 1
      guard settings.continuesWhenNotConverged else { throw Failure(outcome: outcome) }
      return
    }
    total.solutions += 1
    solver.computeBranchFlows()
    copyVoltages(of: solver, into: &voltage)
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
    let source = solver.sourceActivePowerWatts
    interval.importedWattHours += max(source, 0) * hours
    interval.exportedWattHours += max(-source, 0) * hours
    interval.reactiveVarHours += solver.sourceReactivePowerVar * hours
    interval.lossWattHours += solver.totalLossWatts * hours
    addVoltages(hours)
    let flows = solver.branchFlows
    for branch in interval.branchPowerHours.indices {
      let loss = flows.lossWatts[branch] * hours
      let loading = flows.loading[branch]
      interval.branchPowerHours[branch] += flows.activePowerFromWatts[branch] * hours
      interval.branchLossHours[branch] += loss
      interval.branchLoadingHours[branch] += loading * hours
      total.branchLossWattHours[branch] += loss
      total.maximumLoading[branch] = max(total.maximumLoading[branch], loading)
    }
  }

  private mutating func addVoltages(_ hours: Double) {
    var isAnyViolated = false
    for bus in voltage.indices {
      let magnitude = voltage[bus]
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
    settings.network.buses.indices.contains(bus) ? settings.network.buses[bus].name : "?"
  }

  /// Begins the next interval.
  mutating func beginInterval() { interval.reset() }
}

/// Solves a feeder; a function of its own, as a span of one property would lock all of `self`.
private func solveFeeder(
  _ solver: inout RadialSweepSolver, _ activePower: [Double], _ reactivePower: [Double]
) -> PowerFlowOutcome {
  solver.solve(activePowerWatts: activePower.span, reactivePowerVar: reactivePower.span)
}

private func copyVoltages(of solver: borrowing RadialSweepSolver, into voltage: inout [Double]) {
  var span = voltage.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
}
