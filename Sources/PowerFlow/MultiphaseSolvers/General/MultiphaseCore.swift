import ComplexModule
import RealModule

/// What all solvers of multiphase networks share: the equations, the voltages and the certificate.
struct MultiphaseCore: ~Copyable {
  var equations: MultiphaseEquations
  var state: MultiphaseState
  let limits: MultiphaseLimits
  /// Whether the last solution converged, so that there are results.
  private(set) var isSolved = false
  /// Whether the voltages are a good start.
  private var isStarted = false
  /// The point with the largest mismatch.
  private(set) var worstPoint = 0
  private(set) var outcome = PowerFlowOutcome(
    converged: false, iterations: 0, mismatchVoltAmperes: .infinity, worstBus: 0)
  private(set) var method = MultiphaseMethod.automatic

  init(
    _ equations: MultiphaseEquations, tolerancePerUnit: Double, maximumIterations: Int
  ) {
    self.equations = equations
    state = MultiphaseState(equations)
    limits = MultiphaseLimits(
      tolerancePerUnit: max(tolerancePerUnit, 1e-13), maximumIterations: maximumIterations)
  }

  /// Solves with an engine, once more from the voltages without load if it failed from others.
  ///
  /// - Parameter isLast: Whether no other engine follows; only then is a failed warm start repeated.
  mutating func solve(_ engine: any MultiphaseEngine, isLast: Bool = true) {
    let isWarm = isStarted
    if !isStarted { engine.start(&state, equations) }
    var progress = engine.solve(&state, equations, limits)
    var iterations = progress.iterations
    if !progress.converged && isWarm && isLast {
      engine.start(&state, equations)
      progress = engine.solve(&state, equations, limits)
      iterations += progress.iterations
    }
    finish(progress.converged, iterations, engine.method)
  }

  /// Says that the solution does not count after all.
  mutating func giveUp() {
    isSolved = false
    isStarted = false
    outcome = PowerFlowOutcome(
      converged: false, iterations: outcome.iterations,
      mismatchVoltAmperes: outcome.mismatchVoltAmperes, worstBus: outcome.worstBus)
  }

  /// Counts the iterations of all attempts.
  mutating func setIterations(_ iterations: Int) {
    outcome = PowerFlowOutcome(
      converged: outcome.converged, iterations: iterations,
      mismatchVoltAmperes: outcome.mismatchVoltAmperes, worstBus: outcome.worstBus)
  }

  /// Certifies what an engine has found.
  mutating func finish(_ converged: Bool, _ iterations: Int, _ method: MultiphaseMethod) {
    state.setResidual(equations)
    let worst = state.worstResidual(equations)
    isSolved = converged && worst.voltAmperes.isFinite
    isStarted = isSolved
    worstPoint = worst.point
    self.method = method
    outcome = PowerFlowOutcome(
      converged: isSolved, iterations: iterations, mismatchVoltAmperes: worst.voltAmperes,
      worstBus: bus(ofPoint: worst.point))
  }

  /// Takes the powers of loads and generators.
  mutating func take(_ active: Span<Double>, _ reactive: Span<Double>) {
    precondition(
      active.count == state.activeWatts.count && reactive.count == state.activeWatts.count,
      "there must be one power for each load and generator")
    state.take(active, reactive)
  }

  /// Takes the powers that the network names.
  mutating func takeNominalPowers() {
    state.takeNominalPowers(equations)
  }

  /// The voltages of all nodes to ground, in volts.
  var voltages: [Complex<Double>] {
    (0..<equations.nodes.count).map { voltage(ofNode: $0) }
  }

  /// Forgets the voltages, so that the next solution starts from those without load.
  mutating func reset() {
    isSolved = false
    isStarted = false
  }

  /// The first node of a point.
  func node(ofPoint point: Int) -> Int {
    equations.points.ofNode.firstIndex(of: point) ?? 0
  }

  /// The bus of a point.
  func bus(ofPoint point: Int) -> Int {
    let node = node(ofPoint: point)
    return node < equations.nodes.count ? equations.nodes.buses[node] : 0
  }

  /// The voltage of a node to ground, in volts; not a number if the last solution failed.
  func voltage(ofNode node: Int) -> Complex<Double> {
    guard isSolved else { return Complex(.nan, .nan) }
    return node < 0 ? .zero : state.voltage(ofPoint: equations.points.ofNode[node])
  }

  /// The magnitude of a node's voltage to ground per unit.
  func magnitudePerUnit(ofNode node: Int) -> Double {
    guard isSolved else { return .nan }
    guard node >= 0 else { return 0 }
    let voltage = state.voltage(ofPoint: equations.points.ofNode[node])
    return voltage.length / equations.nominalVolts[equations.points.ofNode[node]]
  }
}
