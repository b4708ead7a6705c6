/// Solves the power flow of a balanced, radial network by backward and forward sweeps.
///
/// One iteration adds up the currents from the ends of the feeder to the source, and then the
/// voltage drops from the source to the ends. The sweep works with impedances, so a very short line
/// costs no accuracy, and a line without impedance is a closed switch. Each solution starts from the
/// last one. It is certified: the outcome holds the true difference of power at the worst bus.
///
/// Buses without injection that have at most two branches are removed from the equations, exactly;
/// their voltages and the flows of their branches are there all the same. The network's own loads
/// and generators say where injections are to be expected. A solution with an injection elsewhere
/// makes the solver take that bus back, once and for good.
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
  /// Which buses may have an injection.
  private var mayInject: [Bool]
  private(set) var plan: SweepPlan
  var state: SweepState
  var dependence = VoltageDependentInjections()
  /// Voltages and currents of the whole tree, when flows have been asked for.
  var expansion = TreeExpansion()

  /// The flows that ``computeBranchFlows()`` found last.
  public internal(set) var branchFlows: BranchFlows

  /// Whether the last solution converged, so that there are results.
  public internal(set) var isSolved = false

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. Of its loads and generators only the buses are read: injections come
  ///     with each call of ``solve(activePowerWatts:reactivePowerVar:)``.
  ///   - injectionBuses: The buses where injections are to be expected, or `nil` for those of the
  ///     network's loads and generators. A solution with an injection at another bus takes longer,
  ///     the first time.
  ///   - tolerancePerUnit: The error of the voltages that may be left, at the worst bus and in per
  ///     unit of the source's voltage. Below 10⁻¹² it counts as 10⁻¹², because rounding would never
  ///     let it be reached.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` for a network that is not radial, not whole, or has no source or
  ///   several, and for values that cannot be right.
  /// - Precondition: Tolerance and number of iterations are positive, and the buses exist.
  public init(
    _ network: Network, injectionBuses: [Int]? = nil, tolerancePerUnit: Double = 1e-10,
    maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    equations = try RadialEquations(network)
    branchRatings = network.branchRatings
    busCount = network.buses.count
    branchCount = network.branchCount
    warnings = network.warnings
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
    mayInject = Array(repeating: false, count: busCount)
    let expected = injectionBuses ?? network.injectionBuses
    for bus in expected where mayInject.indices.contains(bus) || injectionBuses != nil {
      mayInject[bus] = true
    }
    plan = SweepPlan(equations, keeps: mayInject)
    state = SweepState(plan)
    branchFlows = BranchFlows(branchRatings)
  }

  /// The number of buses that are left in the equations.
  public var sweptBusCount: Int { plan.nodeCount }

  /// Solves for the powers that are injected at each bus, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus, in W.
  ///   - reactivePowerVar: The reactive power into each bus, in var.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from equal voltages everywhere.
  /// - Complexity: O(*n*) for *n* buses and each iteration. Nothing is allocated, except when a bus
  ///   that was removed from the equations has an injection for the first time.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    requireOnePowerForEachBus(activePowerWatts, reactivePowerVar)
    if hasInjection(plan.removed.buses, activePowerWatts, reactivePowerVar) {
      for bus in plan.removed.buses where activePowerWatts[bus] != 0 || reactivePowerVar[bus] != 0 {
        mayInject[bus] = true
      }
      rebuildPlan()
    }
    state.take(activePowerWatts, reactivePowerVar, at: plan.buses)
    let limits = SweepLimits(
      tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations)
    let end = state.solve(plan, limits, isWarm: isSolved)
    isSolved = end.converged
    return PowerFlowOutcome(end, plan)
  }

  /// Adds buses to those that may have an injection.
  mutating func expectInjections(at buses: some Sequence<Int>) {
    var isNew = false
    for bus in buses where plan.nodes[bus] < 0 {
      mayInject[bus] = true
      isNew = true
    }
    if isNew { rebuildPlan() }
  }

  private mutating func rebuildPlan() {
    plan = SweepPlan(equations, keeps: mayInject)
    state = SweepState(plan)
    isSolved = false
    fillDependentParts()
  }

  /// Forgets the last solution, so that the next one starts from equal voltages everywhere.
  public mutating func resetToFlatStart() {
    isSolved = false
    state.resetVoltages()
  }
}

extension Network {
  /// The buses of loads and generators.
  var injectionBuses: [Int] { loads.map(\.bus) + generators.map(\.bus) }
}
