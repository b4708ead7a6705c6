/// The engines among which a solver chooses.
///
/// A further method is one more engine, made in ``init(_:_:_:)``.
final class MultiphaseEngines {
  /// The engines in the order in which they are tried.
  private let engines: [any MultiphaseEngine]
  /// Whether each engine knows the present admittances.
  private var isPrepared: [Bool]
  private var isRegular: [Bool]

  /// How often each engine has failed since it last succeeded.
  private var failureCounts: [Int]

  /// The number of failures after which an engine is no longer tried if others follow.
  private static let patience = 3
  /// The number of sweeps after which the automatic choice goes over to the next engine.
  private static let patienceWithSweep = 40

  init(
    _ method: PowerFlowMethod, _ network: MultiphaseNetwork, _ equations: MultiphaseEquations,
    _ limits: MultiphaseLimits
  ) throws(NetworkError) {
    switch method {
    case .automatic:
      let sweep = SweepEngine(
        tolerancePerUnit: limits.tolerancePerUnit, maximumIterations: Self.patienceWithSweep)
      let general: [any MultiphaseEngine] = [
        CurrentInjectionEngine(equations), NewtonEngine(equations),
      ]
      engines = sweep.prepare(equations, network) ? [sweep] + general : general
    case .radialSweep:
      // What the sweep cannot solve is told by its own error.
      _ = try MultiphaseSweepSolver(network)
      engines = [
        SweepEngine(
          tolerancePerUnit: limits.tolerancePerUnit,
          maximumIterations: limits.maximumIterations)
      ]
    case .currentInjection: engines = [CurrentInjectionEngine(equations)]
    case .newtonRaphson: engines = [NewtonEngine(equations)]
    case .linear:
      throw .impossibleValue(
        element: "the network \(quoted(network.name))",
        problem:
          "cannot be solved by \(method.rawValue). Choose \(PowerFlowMethod.automatic.rawValue)")
    }
    isPrepared = engines.map { _ in false }
    isRegular = isPrepared
    failureCounts = engines.map { _ in 0 }
    guard prepare(0, equations, network) else { throw .singular(network) }
  }

  /// Makes the engines take the admittances anew before they solve again.
  func admittancesChanged() {
    for index in isPrepared.indices {
      isPrepared[index] = false
      failureCounts[index] = 0
    }
  }

  /// Solves with the first engine, and with the next ones where it fails.
  func solve(_ core: inout MultiphaseCore, _ network: MultiphaseNetwork) {
    var iterations = 0
    for index in engines.indices {
      let isLast = index == engines.count - 1
      guard isLast || failureCounts[index] < Self.patience,
        prepare(index, core.equations, network)
      else { continue }
      core.solve(engines[index], isLast: isLast)
      iterations += core.outcome.iterations
      failureCounts[index] = core.isSolved ? 0 : failureCounts[index] + 1
      if core.isSolved { break }
    }
    core.setIterations(iterations)
  }

  private func prepare(
    _ index: Int, _ equations: MultiphaseEquations, _ network: MultiphaseNetwork
  ) -> Bool {
    if !isPrepared[index] {
      isRegular[index] = engines[index].prepare(equations, network)
      isPrepared[index] = true
    }
    return isRegular[index]
  }
}
