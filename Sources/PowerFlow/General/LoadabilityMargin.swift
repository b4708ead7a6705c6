/// How far the loads of a network can grow before its voltages collapse.
public struct LoadabilityMargin: Hashable, Sendable {
  /// The largest factor of the loads at which a solution was found.
  public let factor: Double
  /// The smallest factor above it at which none was found.
  public let firstFactorWithout: Double
  /// The index of the bus whose voltage falls fastest at ``factor``: where the collapse begins.
  public let criticalBus: Int
  /// The voltage of that bus at ``factor``, in per unit.
  public let criticalVoltagePerUnit: Double
  /// Whether the search ended at the largest factor that was asked for, without a collapse.
  public let isBeyondLimit: Bool
}

extension PowerFlowSolver {
  /// Finds the factor by which all loads can grow before no solution exists.
  ///
  /// The loads of the network are multiplied, whatever their dependence on the voltage; generators
  /// stay. Solutions by Newton's method, each from the last one, are followed upward in steps that are
  /// halved where none is found. Before the nose of the curve the voltages fall as the root of what
  /// is left of the margin, so a factor near to it can still be solved.
  ///
  /// - Parameters:
  ///   - limit: The largest factor that is tried.
  ///   - precision: The relative width within which the collapse is enclosed.
  /// - Returns: The margin, or `nil` if not even the network without load can be solved.
  /// - Complexity: Some tens of solutions. The last solution of this solver is not touched.
  public func loadabilityMargin(
    limit: Double = 1000, precision: Double = 1e-7
  ) -> LoadabilityMargin? {
    precondition(limit > 0 && precision > 0, "limit and precision must be positive")
    guard
      var follower = try? NewtonRaphsonSolver(
        network, tolerancePerUnit: max(tolerancePerUnit, 1e-9), maximumIterations: 40,
        islands: islands)
    else { return nil }
    let parts = LoadParts(network)
    guard parts.solve(&follower, factor: 0) else { return nil }

    var good = (factor: 0.0, solver: follower)
    var beforeThat = good
    var bad = Double.infinity
    var step = 0.5
    while good.factor < limit, bad - good.factor > precision * max(good.factor, 1e-3) {
      let next =
        bad.isFinite ? good.factor + (bad - good.factor) / 2 : min(good.factor + step, limit)
      var trial = good.solver
      if parts.solve(&trial, factor: next), isContinuation(trial, of: good.solver) {
        beforeThat = good
        good = (next, trial)
        step *= 2
      } else {
        bad = next
      }
    }
    // The bus that fell most from the solution before, which lay a little further from the nose.
    var critical = (bus: 0, fall: -Double.infinity)
    for bus in network.buses.indices {
      let fall =
        beforeThat.solver.voltageMagnitudePerUnit(ofBus: bus)
        - good.solver.voltageMagnitudePerUnit(ofBus: bus)
      if fall > critical.fall { critical = (bus, fall) }
    }
    return LoadabilityMargin(
      factor: good.factor, firstFactorWithout: bad, criticalBus: critical.bus,
      criticalVoltagePerUnit: good.solver.voltageMagnitudePerUnit(ofBus: critical.bus),
      isBeyondLimit: good.factor >= limit)
  }

  /// Whether a solution with more load has no voltage at less than a third of what it was: else it
  /// may be one of the unstable ones at low voltages.
  private func isContinuation(
    _ next: NewtonRaphsonSolver, of last: NewtonRaphsonSolver
  ) -> Bool {
    network.buses.indices.allSatisfy { bus in
      let before = last.voltageMagnitudePerUnit(ofBus: bus)
      return before.isNaN || next.voltageMagnitudePerUnit(ofBus: bus) > before / 3
    }
  }
}

/// The injections of loads and of generators apart, so that loads can be multiplied.
private struct LoadParts {
  private var loads: [VoltageDependence: (active: [Double], reactive: [Double])] = [:]
  private var exponentials: [ExponentialInjection]
  private let generators: (active: [Double], reactive: [Double])

  init(_ network: Network) {
    var loadsOnly = network
    loadsOnly.generators = []
    for dependence in VoltageDependence.allCases {
      let parts = loadsOnly.nominalInjections(of: dependence)
      loads[dependence] = (parts.activePowerWatts, parts.reactivePowerVar)
    }
    exponentials = network.nominalExponentialInjections
    var generatorsOnly = network
    generatorsOnly.loads = []
    let parts = generatorsOnly.nominalInjections()
    generators = (parts.activePowerWatts, parts.reactivePowerVar)
  }

  /// - Returns: Whether it converged.
  func solve(_ solver: inout NewtonRaphsonSolver, factor: Double) -> Bool {
    func scaled(_ dependence: VoltageDependence) -> (active: [Double], reactive: [Double]) {
      let parts = loads[dependence] ?? ([], [])
      return (parts.active.map { $0 * factor }, parts.reactive.map { $0 * factor })
    }
    let currents = scaled(.constantCurrent)
    solver.setConstantCurrentInjections(
      activePowerWatts: currents.active.span, reactivePowerVar: currents.reactive.span)
    let impedances = scaled(.constantImpedance)
    solver.setConstantImpedanceInjections(
      activePowerWatts: impedances.active.span, reactivePowerVar: impedances.reactive.span)
    solver.setExponentialInjections(
      exponentials.map { part in
        var part = part
        part.activePowerWatts *= factor
        part.reactivePowerVar *= factor
        return part
      })
    let powers = scaled(.constantPower)
    let active = zip(powers.active, generators.active).map { $0 + $1 }
    let reactive = zip(powers.reactive, generators.reactive).map { $0 + $1 }
    return solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span).converged
  }
}
