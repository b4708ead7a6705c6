public import ComplexModule
public import RealModule

/// Solves the power flow of a multiphase network by a fixed point on the injected currents.
///
/// The admittances of all conductors are factorised once; each iteration puts in what loads draw
/// beyond their linear part and solves two triangular systems. Loops, several sources, neutrals and
/// every vector group are solved alike. Closed switches without impedance join nodes. Each solution
/// starts from the last one and is certified by the currents that do not add up to zero.
///
/// Controls are left out: generators produce what is given, taps stay where they are. Near collapse
/// the iteration becomes slow; ``MultiphaseNewtonSolver`` does not.
///
/// ```swift
/// var solver = try MultiphaseCurrentInjectionSolver(network)
/// if solver.solve().converged { print(solver.voltage(ofNode: 3)) }
/// ```
public struct MultiphaseCurrentInjectionSolver: ~Copyable {
  var core: MultiphaseCore
  private let engine: CurrentInjectionEngine

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - tolerancePerUnit: The error of the voltages that may be left. Where rounding does not let it
  ///     be reached, as among very short lines, the smallest change of the voltages counts.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` for a network with parts that are not fed or float, and for values
  ///   that cannot be right.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: MultiphaseNetwork, tolerancePerUnit: Double = 1e-10, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    let equations = try MultiphaseEquations(network)
    let engine = CurrentInjectionEngine(equations)
    guard engine.prepare(equations, network) else { throw .singular(network) }
    self.engine = engine
    core = MultiphaseCore(
      equations, tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations)
  }

  /// The numbering of the nodes.
  public var nodes: MultiphaseNodes { core.equations.nodes }

  /// Whether the last solution converged, so that there are results.
  public var isSolved: Bool { core.isSolved }

  /// The node with the largest mismatch of the last solution.
  public var worstNode: Int { core.node(ofPoint: core.worstPoint) }

  /// Solves for the powers of loads and generators, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The nominal active power of each load, as consumed, and behind them that
  ///     of each generator, as produced, in W.
  ///   - reactivePowerVar: The nominal reactive powers likewise, in var.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from the voltages without load.
  /// - Precondition: There is one power for each load and generator.
  /// - Complexity: O(*f*) for *f* elements of the factors and each iteration. Nothing is allocated.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    core.take(activePowerWatts, reactivePowerVar)
    core.solve(engine)
    return core.outcome
  }

  /// Solves for the nominal powers of the network.
  public mutating func solve() -> PowerFlowOutcome {
    core.takeNominalPowers()
    core.solve(engine)
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

  /// Forgets the last solution, so that the next one starts from the voltages without load.
  public mutating func reset() { core.reset() }
}

extension NetworkError {
  /// The equations of a network have no solution, though its shape gives no reason.
  static func singular(_ network: MultiphaseNetwork) -> NetworkError {
    .impossibleValue(
      element: "the network \(quoted(network.name))",
      problem: "has admittances from which no voltages follow: some part has neither a firm "
        + "connection to the ground nor impedances of a likely size")
  }
}
