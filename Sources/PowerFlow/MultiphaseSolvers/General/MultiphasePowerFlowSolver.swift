public import ComplexModule
public import RealModule

/// Solves the power flow of a multiphase network with the method that suits it, and its controls.
///
/// By itself it sweeps radial networks of three phases (``MultiphaseSweepSolver``), takes a fixed point on
/// the injected currents, with one factorisation of the admittances, for all others and where the sweep does not contract, and goes over to
/// Newton's method where that becomes slow. Generators follow their controls within each solution. Taps and
/// capacitor steps stay where they are in ``solve(activePowerWatts:reactivePowerVar:)``; they are
/// moved by ``settleControls(activePowerWatts:reactivePowerVar:)`` to where they come to rest, or one
/// by one with ``wantedSteps()``, ``ControlTimers`` and ``move(_:by:)``.
///
/// ```swift
/// var solver = try MultiphasePowerFlowSolver(network)
/// let outcome = solver.solve()
/// print(solver.solution.loss.real)
/// ```
public struct MultiphasePowerFlowSolver: ~Copyable {
  /// The network, with the taps and capacitor steps as they are now.
  public private(set) var network: MultiphaseNetwork
  /// The controls that act in steps.
  public let controls: [MultiphaseControl]

  var core: MultiphaseCore
  private let engines: MultiphaseEngines
  private var generators: GeneratorControls

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - method: How to solve it.
  ///   - tolerancePerUnit: The error of the voltages that may be left.
  ///   - maximumIterations: The number of iterations after which a method gives up.
  /// - Throws: ``NetworkError`` for a network with parts that are not fed or float, for values that
  ///   cannot be right, for a control that is not known here, and for a method that cannot solve the
  ///   network.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: MultiphaseNetwork, method: PowerFlowMethod = .automatic,
    tolerancePerUnit: Double = 1e-10, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    try network.checkControls()
    let generators = try GeneratorControls(network)
    let equations = try MultiphaseEquations(network)
    let engines = try MultiphaseEngines(
      method, network, equations,
      MultiphaseLimits(tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations))
    self.network = network
    self.engines = engines
    self.generators = generators
    controls = network.controls
    core = MultiphaseCore(
      equations, tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations)
  }

  /// The numbering of the nodes.
  public var nodes: MultiphaseNodes { core.equations.nodes }

  /// Whether the last solution converged, so that there are results.
  public var isSolved: Bool { core.isSolved }

  /// What came of the last solution.
  public var outcome: PowerFlowOutcome { core.outcome }

  /// The method that was used last.
  public var method: PowerFlowMethod { core.method }

  /// The node with the largest mismatch of the last solution.
  public var worstNode: Int { core.node(ofPoint: core.worstPoint) }

  /// Solves for the powers of loads and generators, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The nominal active power of each load, as consumed, and behind them that
  ///     of each generator, as available, in W.
  ///   - reactivePowerVar: The nominal reactive powers likewise, in var; those of generators whose
  ///     control finds them are not read.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from the voltages without load.
  /// - Precondition: There is one power for each load and generator.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    core.take(activePowerWatts, reactivePowerVar)
    return solveWithGenerators()
  }

  /// Solves for the nominal powers of the network.
  public mutating func solve() -> PowerFlowOutcome {
    core.takeNominalPowers()
    return solveWithGenerators()
  }

  /// Solves for the powers that were taken last.
  mutating func solveWithGenerators() -> PowerFlowOutcome {
    generators.begin(&core.state)
    var iterations = 0
    for round in 0..<GeneratorControls.maximumRounds {
      engines.solve(&core, network)
      iterations += core.outcome.iterations
      guard core.isSolved, generators.isNeeded else { break }
      if generators.update(&core.state, round: round) { break }
      if round + 1 == GeneratorControls.maximumRounds { core.giveUp() }
    }
    if generators.isNeeded { core.setIterations(iterations) }
    return core.outcome
  }

  /// The voltage of a node to ground, in volts; not a number if the last solution failed.
  public func voltage(ofNode node: Int) -> Complex<Double> { core.voltage(ofNode: node) }

  /// The magnitude of a node's voltage to ground, per unit of the bus's nominal phase voltage.
  public func voltageMagnitudePerUnit(ofNode node: Int) -> Double {
    core.magnitudePerUnit(ofNode: node)
  }

  /// The voltages of all nodes to ground, in volts.
  public var voltages: [Complex<Double>] { core.voltages }

  /// The active power that lines and transformers consume, in watts; not a number if the last
  /// solution failed.
  ///
  /// - Complexity: O(*n*) for *n* elements. Nothing is allocated.
  public var lossWatts: Double { core.lossWatts }

  /// All results of the last solution.
  ///
  /// - Complexity: O(*n*) for *n* conductors of elements. The report is made anew at each call.
  public var solution: MultiphaseSolution { MultiphaseSolution(network, core) }

  /// Forgets the last solution, so that the next one starts from the voltages without load.
  public mutating func reset() { core.reset() }

  /// Moves a control by a number of steps, as far as it reaches.
  ///
  /// - Returns: The number of steps by which it moved.
  @discardableResult
  public mutating func move(_ control: Int, by steps: Int) -> Int {
    let control = controls[control]
    let range = network.positions(of: control)
    let position = network.position(of: control)
    let target = min(
      max(position + min(max(steps, -1_000_000), 1_000_000), range.lowerBound), range.upperBound)
    guard target != position else { return 0 }
    network.move(control, to: target)
    switch control {
    case .regulator(let index):
      let transformer = network.regulators[index].transformer
      if let matrix = try? network.transformers[transformer].primitiveAdmittance() {
        core.equations.setAdmittance(matrix, ofTransformer: transformer)
      }
    case .capacitor(let index):
      if let matrix = try? network.capacitors[index].primitiveAdmittance() {
        core.equations.setAdmittance(matrix, ofCapacitor: index)
      }
    }
    core.equations.assemble()
    engines.admittancesChanged()
    return target - position
  }
}
