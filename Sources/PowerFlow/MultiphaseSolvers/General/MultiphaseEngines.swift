/// The engines among which a solver chooses.
///
/// A further method is one more engine, made in ``init(_:_:_:)``.
final class MultiphaseEngines {
  /// The engines in the order in which they are tried.
  private let engines: [any MultiphaseEngine]
  /// Whether each engine knows the present admittances.
  private var isPrepared: [Bool]
  private var isRegular: [Bool]

  init(
    _ method: PowerFlowMethod, _ network: MultiphaseNetwork, _ equations: MultiphaseEquations
  ) throws(NetworkError) {
    switch method {
    case .automatic: engines = [CurrentInjectionEngine(equations), NewtonEngine(equations)]
    case .currentInjection: engines = [CurrentInjectionEngine(equations)]
    case .newtonRaphson: engines = [NewtonEngine(equations)]
    case .radialSweep, .linear:
      throw .impossibleValue(
        element: "the network \(quoted(network.name))",
        problem:
          "cannot be solved by \(method.rawValue). Choose \(PowerFlowMethod.automatic.rawValue)")
    }
    isPrepared = engines.map { _ in false }
    isRegular = isPrepared
    guard prepare(0, equations, network) else { throw .singular(network) }
  }

  /// Makes the engines take the admittances anew before they solve again.
  func admittancesChanged() {
    for index in isPrepared.indices { isPrepared[index] = false }
  }

  /// Solves with the first engine, and with the next ones where it fails.
  func solve(_ core: inout MultiphaseCore, _ network: MultiphaseNetwork) {
    var iterations = 0
    for index in engines.indices {
      guard prepare(index, core.equations, network) else { continue }
      core.solve(engines[index], isLast: index == engines.count - 1)
      iterations += core.outcome.iterations
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
