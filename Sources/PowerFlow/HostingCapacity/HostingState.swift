/// An operating point of a balanced network with a solver of its own, so that each solution starts
/// from the last one of the same point.
struct HostingState: Sendable {
  private let installationFactor: Double
  private let baseActive: [Double]
  private let baseReactive: [Double]
  private var active: [Double]
  private var reactive: [Double]
  private var solver: RadialSweepSolver

  init(_ point: HostingOperatingPoint, _ network: Network, _ solver: RadialSweepSolver) {
    installationFactor = point.installationFactor
    var scaled = network
    for load in scaled.loads.indices {
      scaled.loads[load].activePowerWatts *= point.loadFactor
      scaled.loads[load].reactivePowerVar *= point.loadFactor
    }
    for generator in scaled.generators.indices {
      scaled.generators[generator].activePowerWatts *= point.generatorFactor
      scaled.generators[generator].reactivePowerVar *= point.generatorFactor
    }
    (baseActive, baseReactive) = scaled.nominalInjections()
    (active, reactive) = (baseActive, baseReactive)
    self.solver = solver
    let current = scaled.nominalInjections(of: .constantCurrent)
    self.solver.setConstantCurrentInjections(
      activePowerWatts: current.activePowerWatts.span,
      reactivePowerVar: current.reactivePowerVar.span)
    let impedance = scaled.nominalInjections(of: .constantImpedance)
    self.solver.setConstantImpedanceInjections(
      activePowerWatts: impedance.activePowerWatts.span,
      reactivePowerVar: impedance.reactivePowerVar.span)
  }

  /// Lets the next solution start from equal voltages.
  mutating func forgetLastSolution() { solver.resetToFlatStart() }

  /// Sets the injections to those of the network and of the installations.
  mutating func install(
    _ installedWatts: Span<Double>, at buses: [Int], _ reactivePerWatt: Double
  ) {
    for bus in active.indices {
      active[bus] = baseActive[bus]
      reactive[bus] = baseReactive[bus]
    }
    for customer in 0..<installedWatts.count {
      let watts = installedWatts[customer] * installationFactor
      active[buses[customer]] += watts
      reactive[buses[customer]] -= watts * reactivePerWatt
    }
  }

  /// Solves, and finds what is violated.
  mutating func solve(
    _ limits: HostingLimits, _ rules: HostingBranchRules, _ voltages: inout [Double]
  ) -> HostingViolations {
    let outcome = solveInjections(active, reactive, with: &solver)
    guard outcome.converged else { return .noSolution }
    var found: HostingViolations = []
    var span = voltages.mutableSpan
    solver.copyVoltageMagnitudes(into: &span)
    for voltage in voltages {
      if voltage > limits.voltageBand.upperBound { found.insert(.overvoltage) }
      if voltage < limits.voltageBand.lowerBound { found.insert(.undervoltage) }
    }
    solver.computeBranchFlows()
    rules.judge(solver.branchFlows, limits, &found)
    if !limits.allowsReversePower
      && solver.sourceActivePowerWatts < -HostingBranchRules.reverseThresholdWatts
    {
      found.insert(.reversePower)
    }
    return found
  }
}

/// Solves for lists of injections. Their spans would lock the state that also holds the solver.
private func solveInjections(
  _ active: [Double], _ reactive: [Double], with solver: inout RadialSweepSolver
) -> PowerFlowOutcome {
  solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
}

/// Which branches of a network are judged how.
struct HostingBranchRules: Sendable {
  /// The power up to which a reversal is taken for rounding, in W.
  static let reverseThresholdWatts = 1.0

  private let lineCount: Int
  /// Whether the high-voltage terminal of each transformer is the one near the source.
  private let highIsNear: [Bool]

  init(_ network: Network) {
    lineCount = network.lines.count
    let ends = network.branchEnds
    let distances = network.branchesFromSource(ends)
    highIsNear = ends.dropFirst(lineCount).map { distances[$0.from] <= distances[$0.to] }
  }

  func judge(_ flows: BranchFlows, _ limits: HostingLimits, _ found: inout HostingViolations) {
    // Without a rating the loading is not a number, and above nothing.
    for line in 0..<lineCount where flows.loading[line] > limits.lineLoading {
      found.insert(.lineLoading)
    }
    for (index, isNear) in highIsNear.enumerated() {
      let branch = lineCount + index
      if flows.loading[branch] > limits.transformerLoading { found.insert(.transformerLoading) }
      let near = isNear ? flows.activePowerFromWatts[branch] : flows.activePowerToWatts[branch]
      if !limits.allowsReversePower && near < -Self.reverseThresholdWatts {
        found.insert(.reversePower)
      }
    }
  }
}
