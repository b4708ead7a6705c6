/// Solves many load cases of a radial network with three phases at once.
///
/// Each step of the sweep does the same for several load cases, one in each lane of a vector, and
/// chunks of load cases go to threads. Lanes do not touch each other: a case that cannot be solved
/// spoils no other. A chunk starts from the voltages without load, and what follows in it from the
/// solution before, so results do not depend on the number of threads.
///
/// The method and what is left out are those of ``MultiphaseSweepSolver``, which also solves the few
/// cases alone that fail in their lane.
///
/// ```swift
/// let solver = try MultiphaseBatchSolver(network)
/// let result = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
/// print(result.voltageMagnitudePerUnit(ofNode: 3, inCase: 17))
/// ```
public struct MultiphaseBatchSolver: Sendable {
  /// The numbering of the nodes.
  public var nodes: MultiphaseNodes { model.nodes }
  /// The number of loads and generators, which is the number of columns in the tables of powers.
  public var powerCount: Int { model.powerCount }
  /// What is kept of each load case.
  public let outputs: MultiphaseBatchResult.Outputs
  /// The error of the voltages that may be left, in per unit.
  public let tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up.
  public let maximumIterations: Int

  let model: MultiphaseSweepModel
  let lanes: PhaseProgram<LanePhasor>
  let single: PhaseProgram<PackedPhasor>
  let powers: PhasePowers
  let mismatches: PhaseMismatches

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. The powers of its loads and generators are not read.
  ///   - outputs: What is kept of each load case.
  ///   - tolerancePerUnit: The error of the voltages that may be left, as for
  ///     ``MultiphaseSweepSolver``.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` as ``MultiphaseSweepSolver`` does.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: MultiphaseNetwork,
    outputs: MultiphaseBatchResult.Outputs = [.voltageMagnitudes, .sourcePower, .losses],
    tolerancePerUnit: Double = 1e-8, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    model = try MultiphaseSweepModel(network)
    lanes = PhaseProgram(model)
    single = PhaseProgram(model)
    powers = PhasePowers(model.layout, loads: model.loads)
    mismatches = PhaseMismatches(model.layout)
    self.outputs = outputs
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
  }

  /// Solves load cases.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active powers of the first case, then those of the second, as for
  ///     ``MultiphaseSweepSolver/solve(activePowerWatts:reactivePowerVar:)``.
  ///   - reactivePowerVar: The reactive powers, likewise.
  ///   - threadCount: The number of threads. Results do not depend on it.
  /// - Precondition: Both tables have the same number of whole rows.
  /// - Complexity: O(*n* · *m*) for *n* buses and *m* cases.
  public func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>, threadCount: Int = 1
  ) -> MultiphaseBatchResult {
    var result = MultiphaseBatchResult()
    solve(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar,
      threadCount: threadCount, into: &result)
    return result
  }

  /// Solves load cases into a result whose memory is used again.
  ///
  /// - Precondition: Both tables have the same number of whole rows.
  public func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>, threadCount: Int = 1,
    into result: inout MultiphaseBatchResult
  ) {
    precondition(
      activePowerWatts.count == reactivePowerVar.count,
      "there must be as many reactive as active powers")
    precondition(
      activePowerWatts.count.isMultiple(of: powerCount),
      "there must be one power for each load and generator in each case")
    let caseCount = powerCount == 0 ? 0 : activePowerWatts.count / powerCount
    result.prepare(cases: caseCount, nodes: nodes.count, outputs)
    runPhaseChunks(self, activePowerWatts, reactivePowerVar, threadCount, &result)
  }
}
