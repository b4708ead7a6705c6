/// What both general solvers have in common: all but the matrix of their steps.
struct GeneralSolver: Sendable {
  /// When the matrix of the steps is made anew.
  enum Strategy: Sendable {
    /// When steps with the present matrix become slow.
    case newton
    /// Never: it holds the network alone.
    case currentInjection
  }

  let strategy: Strategy
  let busCount: Int
  let branchCount: Int
  let warnings: [NetworkWarning]
  let tolerancePerUnit: Double
  let maximumIterations: Int
  let generatorCount: Int

  let equations: GeneralEquations
  let branchRatings: [BranchRating]
  /// The first bus of each node.
  let busOfNode: [Int]
  var branchFlows: BranchFlows
  var isSolved = false

  var injections: GeneralInjections
  var held: HeldGenerators
  var jacobian: GeneralJacobian?
  /// What is injected with constant power at each bus, in W and var.
  var busPowers: [SIMD2<Double>]
  /// The power at base voltage of what has constant current at each bus, conjugate.
  var busCurrentParts: [SIMD2<Double>]
  /// The power at base voltage of what has constant impedance at each bus, conjugate.
  var busImpedanceParts: [SIMD2<Double>]
  /// The voltages less 1, by node.
  var deviations: [Phasor]
  /// By how much the currents do not balance, by node.
  var balances: [Phasor]
  /// The right-hand side, and then the step.
  private var step: [Double]
  private var lastStep: [Double]

  init(
    _ network: Network, _ strategy: Strategy, tolerancePerUnit: Double, maximumIterations: Int,
    islands: IslandPolicy
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    try network.checkValues()
    let equations = try GeneralEquations(network)
    if islands == .refuse, !equations.map.deadBuses.isEmpty {
      throw .island(buses: equations.map.deadBuses.map { network.buses[$0].name })
    }
    self.strategy = strategy
    self.equations = equations
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
    busCount = network.buses.count
    branchCount = network.branchCount
    generatorCount = network.generators.count
    warnings = network.warnings
    branchRatings = network.branchRatings
    branchFlows = BranchFlows(branchRatings)
    var firstBuses = [Int](repeating: 0, count: equations.nodeCount)
    for bus in network.buses.indices.reversed() where equations.map.nodes[bus] >= 0 {
      firstBuses[equations.map.nodes[bus]] = bus
    }
    busOfNode = firstBuses
    injections = GeneralInjections(nodeCount: equations.nodeCount)
    held = HeldGenerators(network, equations)
    jacobian = GeneralJacobian(equations, held)
    busPowers = Array(repeating: .zero, count: busCount)
    busCurrentParts = busPowers
    busImpedanceParts = busPowers
    deviations = Array(repeating: .zero, count: equations.nodeCount)
    balances = deviations
    step = Array(repeating: 0, count: 2 * equations.unknownCount)
    lastStep = step
    resetVoltages()
  }

  mutating func solve(
    _ activePowerWatts: Span<Double>, _ reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    requireOnePowerForEachBus(activePowerWatts, reactivePowerVar)
    take(activePowerWatts, reactivePowerVar)
    let isWarm = isSolved
    var (converged, iterations) = iterateWithLimits()
    if !converged && isWarm { converged = retry(&iterations) }
    if !converged && strategy == .newton {
      isCareful = true
      converged = retry(&iterations)
      isCareful = false
    }
    isSolved = converged
    let worst = worstMismatch()
    if converged, !worst.voltAmperes.isFinite { isSolved = false }
    if !isSolved { resetVoltages() }
    return PowerFlowOutcome(
      converged: isSolved, iterations: iterations, mismatchVoltAmperes: worst.voltAmperes,
      worstBus: worst.bus)
  }

  private mutating func retry(_ iterations: inout Int) -> Bool {
    resetVoltages()
    let again = iterateWithLimits()
    iterations += again.iterations
    return again.converged
  }

  /// Puts all voltages to those of the sources as they arrive without load.
  mutating func resetVoltages() {
    for node in 0..<equations.unknownCount { deviations[node] = .zero }
    for node in equations.unknownCount..<equations.nodeCount {
      deviations[node] = equations.heldVoltages[node - equations.unknownCount]
    }
    held.reset()
    for group in held.groups { deviations[group.node] = Phasor(group.magnitude - 1, 0) }
    // The next solution must not depend on the matrix that this one has left.
    if strategy == .newton { isMatrixUsable = false }
  }

  /// Whether the factors of the matrix may be tried.
  private var isMatrixUsable = false
  /// Whether steps are shortened that make the balances worse. It takes more of them from a start far
  /// away, but leads to a place where least is missing when there is no solution.
  private var isCareful = false

  /// Iterates, and lets generators reach and leave their limits, until both stand still.
  private mutating func iterateWithLimits() -> (converged: Bool, iterations: Int) {
    for index in held.groups.indices { held.groups[index].returnCount = 0 }
    takeHeldReactivePower()
    var iterations = 0
    for _ in 0...(6 * held.groups.count) {
      let end = iterate(maximumIterations)
      iterations += end.iterations
      guard end.converged else { return (false, iterations) }
      guard moveLimits() else { return (true, iterations) }
      isMatrixUsable = false
    }
    return (false, iterations)
  }

  private mutating func iterate(_ limit: Int) -> (converged: Bool, iterations: Int) {
    computeBalances(equations, injections, deviations, &balances)
    guard jacobian != nil else { return (true, 0) }
    var progress = StepProgress(tolerance: tolerancePerUnit)
    var excess = fillStep()
    var failures = 0
    for iteration in 1...limit {
      var isFresh = false
      if !isMatrixUsable {
        let isRegular = jacobian?.factorize(
          injections, deviations, balances, held, isFlat: strategy == .currentInjection)
        guard isRegular == true else { return (false, iteration) }
        isMatrixUsable = true
        isFresh = true
      }
      jacobian?.system.solve(&step)
      let size = apply(step, equations.unknownCount, &deviations)
      computeBalances(equations, injections, deviations, &balances)
      if isCareful, isFresh, size > Self.largeStep {
        let before = excess
        excess = shorten(before)
        isMatrixUsable = false
        if !(excess < before) { failures += 1 }
        guard failures < 8 else { return (false, iteration) }
      } else {
        excess = fillStep()
      }
      switch progress.judge(size) {
      case .goOn: continue
      case .tooSlow: if strategy == .newton { isMatrixUsable = false }
      case .arrived: return (true, iteration)
      case .lost:
        isMatrixUsable = strategy == .currentInjection
        return (false, iteration)
      }
    }
    return (false, limit)
  }

  /// Steps above this size may lead away from the solution and are watched.
  private static let largeStep = 0.05

  /// Puts what is missing in the balances on the right-hand side of the next step.
  ///
  /// - Returns: The sum of its squares.
  private mutating func fillStep() -> Double {
    fillRightSide(balances, equations.unknownCount, &step)
    jacobian?.replaceRightSide(deviations, balances, held, &step)
    return squaredLength(step)
  }

  /// Goes back half of a step of Newton's method, at most four times, as long as the balances have
  /// become worse by it.
  ///
  /// - Returns: The sum of squares of the right-hand side where this ends.
  private mutating func shorten(_ last: Double) -> Double {
    for index in step.indices { lastStep[index] = step[index] }
    var excess = fillStep()
    var share = 1.0
    while !(excess <= last), share > 0.1 {
      share /= 2
      retreat(lastStep, share, equations.unknownCount, &deviations)
      computeBalances(equations, injections, deviations, &balances)
      excess = fillStep()
    }
    return excess
  }

  func requireOnePowerForEachBus(_ active: Span<Double>, _ reactive: Span<Double>) {
    precondition(active.count == busCount, "there must be one active power for each bus")
    precondition(reactive.count == busCount, "there must be one reactive power for each bus")
  }
}
