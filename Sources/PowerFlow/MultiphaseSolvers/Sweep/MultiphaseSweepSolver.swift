import Quantities

/// Solves the power flow of a radial network with three phases by backward and forward sweeps.
///
/// Every branch is a two-port of 3 × 3 matrices, so transformers of all vector groups, regulators
/// and lines with mutual impedances are one thing. What need not be calculated in each iteration is
/// taken out before, exactly: see <doc:PhaseSweep>. Each solution starts from the last one. It is
/// certified: the outcome holds the true difference of power at the worst bus.
///
/// What is left out: loops, several sources, conductors other than 1, 2 and 3, transformers with
/// three windings. The sweep is a contraction as long as loads are well below collapse and no
/// winding floats; otherwise the outcome says that it did not converge.
public struct MultiphaseSweepSolver: Sendable {
  /// The numbering of the nodes.
  public var nodes: MultiphaseNodes { model.nodes }
  /// The error of the voltages that may be left, in per unit.
  public let tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up.
  public let maximumIterations: Int
  /// Whether the last solution converged, so that there are results.
  public internal(set) var isSolved = false

  let model: MultiphaseSweepModel
  let program: PhaseProgram<PackedPhasor>
  let powers: PhasePowers
  let bases: [Double]
  private let nominalActive: [Double]
  private let nominalReactive: [Double]
  var state: PhaseState<PackedPhasor>
  var mismatches: PhaseMismatches

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. Generators produce what is given: their controls are not read.
  ///   - tolerancePerUnit: The error of the voltages that may be left, as the root of the sum of
  ///     squares over all places where current leaves the network. Below 10⁻¹² it counts as 10⁻¹²,
  ///     because rounding would never let it be reached.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` for a network that is not radial or not whole, that has not exactly
  ///   one source or other conductors than the three phases, and for values that cannot be right.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: MultiphaseNetwork, tolerancePerUnit: Double = 1e-10, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    model = try MultiphaseSweepModel(network)
    program = PhaseProgram(model)
    powers = PhasePowers(model.layout, loads: model.loads)
    bases = network.buses.map(\.nominalPhaseVoltage.volts)
    nominalActive =
      network.loads.map(\.activePowerWatts) + network.generators.map(\.activePowerWatts)
    nominalReactive =
      network.loads.map(\.reactivePowerVar) + network.generators.map(\.reactivePowerVar)
    state = PhaseState(model.layout, program)
    mismatches = PhaseMismatches(model.layout)
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
  }

  /// The number of buses, or ends of lines, that each iteration calculates; the others follow.
  public var calculatedBusCount: Int {
    model.layout.wides.count + model.layout.singles.count + model.layout.hots.count
  }

  /// The number of loads and generators.
  public var powerCount: Int { model.powerCount }

  /// Solves for the powers of all loads and generators, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power that each load takes at rated voltage, and behind them
  ///     the active power that each generator produces, in W.
  ///   - reactivePowerVar: The reactive power likewise, in var.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from the voltages without load.
  /// - Complexity: O(*n*) for *n* buses and each iteration. Nothing is allocated.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    precondition(
      activePowerWatts.count == powerCount && reactivePowerVar.count == powerCount,
      "there must be one power for each load and generator")
    powers.load(activePowerWatts, reactivePowerVar, lane: 0, offset: 0, into: &state)

    let isWarm = isSolved
    var lane = run()
    var iterations = lane.iterations
    if !lane.converged && isWarm {
      state.reset()
      lane = run()
      iterations += lane.iterations
    }
    isSolved = lane.converged
    let worst = mismatches.worst(program, state, lane: 0)
    if isSolved {
      findExtras(program, state.currents, &state.voltages)
    } else {
      state.reset()
    }
    return PowerFlowOutcome(
      converged: isSolved, iterations: iterations, mismatchVoltAmperes: worst.voltAmperes,
      worstBus: worst.bus)
  }

  private mutating func run() -> (converged: Bool, iterations: Int) {
    let progress = sweep(
      program, &state, tolerance: tolerancePerUnit, maximumIterations: maximumIterations)
    let lane = progress.lane(0)
    return (lane.converged, progress.iterations)
  }

  /// Solves for the nominal powers of the network.
  public mutating func solve() -> PowerFlowOutcome {
    let (active, reactive) = (nominalActive, nominalReactive)
    return solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
  }

  /// Forgets the last solution, so that the next one starts from the voltages without load.
  public mutating func reset() {
    isSolved = false
    state.reset()
  }
}
