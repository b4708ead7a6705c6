/// Solves the power flow of a balanced, radial network by backward and forward sweeps.
///
/// One iteration adds up the currents from the ends of the feeder to the source, and then the
/// voltage drops from the source to the ends. The sweep works with impedances, so a very short line
/// costs no accuracy, and a line without impedance is a closed switch. Each solution starts from the
/// last one. It is certified: the outcome holds the true difference of power at the worst bus.
///
/// What is left out: loops, several sources, and loads so near to collapse that the sweep needs more
/// than the iterations allowed.
///
/// ```swift
/// var solver = try RadialSweepSolver(network)
/// let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
/// if outcome.converged { print(solver.voltageMagnitudePerUnit(ofBus: 3)) }
/// ```
public struct RadialSweepSolver: Sendable {
  /// The number of buses.
  public let busCount: Int
  /// The number of branches, lines first, in service or not.
  public let branchCount: Int
  /// What is probably a mistake in the network.
  public let warnings: [NetworkWarning]
  /// The error of the voltages that may be left, in per unit.
  public let tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up.
  public let maximumIterations: Int

  let equations: RadialEquations
  let branchRatings: [BranchRating]
  var state: SweepState

  /// The flows that ``computeBranchFlows()`` found last.
  public internal(set) var branchFlows: BranchFlows

  /// Whether the last solution converged, so that there are results.
  public internal(set) var isSolved = false

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. Its loads and generators are not read: injections come with each
  ///     call of ``solve(activePowerWatts:reactivePowerVar:)``.
  ///   - tolerancePerUnit: The error of the voltages that may be left, as the root of the sum of
  ///     squares over all buses and in per unit of the source's voltage. Below 10⁻¹² it counts as
  ///     10⁻¹², because rounding would never let it be reached.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` for a network that is not radial, not whole, or has no source or
  ///   several, and for values that cannot be right.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: Network, tolerancePerUnit: Double = 1e-10, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    try network.checkValues()
    guard let source = network.sources.first else { throw .noSource }
    guard network.sources.count == 1 else {
      throw .severalSources(network.sources.map(\.name))
    }
    let tree = try RadialTree(network, root: source.bus)
    equations = RadialEquations(network, tree: tree, source: source)
    branchRatings = network.branchRatings
    busCount = network.buses.count
    branchCount = network.branchCount
    warnings = network.warnings
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
    state = SweepState(equations)
    branchFlows = BranchFlows(branchRatings)
  }

  /// Solves for the powers that are injected at each bus, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus, in W.
  ///   - reactivePowerVar: The reactive power into each bus, in var.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from equal voltages everywhere.
  /// - Complexity: O(*n*) for *n* buses and each iteration. Nothing is allocated.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    requireOnePowerForEachBus(activePowerWatts, reactivePowerVar)
    state.injections.take(activePowerWatts, reactivePowerVar, at: equations.tree.buses)

    let isWarm = isSolved
    let limits = SweepState.Limits(
      tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations)
    var sweep = state.sweep(equations, limits)
    var iterations = sweep.iterations
    if !sweep.converged && isWarm {
      state.resetVoltages()
      sweep = state.sweep(equations, limits)
      iterations += sweep.iterations
    }
    isSolved = sweep.converged
    let worst = state.worstMismatch(equations.tree)
    if !isSolved { state.resetVoltages() }
    return PowerFlowOutcome(
      converged: isSolved, iterations: iterations, mismatchVoltAmperes: worst.voltAmperes,
      worstBus: equations.tree.buses[worst.position])
  }

  /// Forgets the last solution, so that the next one starts from equal voltages everywhere.
  public mutating func resetToFlatStart() {
    isSolved = false
    state.resetVoltages()
  }
}
