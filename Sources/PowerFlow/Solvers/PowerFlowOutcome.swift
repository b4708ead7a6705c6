/// What came of one power flow.
///
/// A load that the network cannot carry is an outcome, not an error: ``converged`` is then false,
/// and the solver has no numbers to give.
public struct PowerFlowOutcome: Hashable, Sendable {
  /// Whether the voltages fulfil the equations within the tolerance.
  public let converged: Bool
  /// The number of iterations, those of a repeated start included.
  public let iterations: Int
  /// The largest difference at any bus between the power that was asked for and the power that the
  /// branches bring at the computed voltages, in volt-amperes. Infinite if something is not finite.
  public let mismatchVoltAmperes: Double
  /// The index of the bus with that difference.
  public let worstBus: Int

  /// Creates an outcome.
  public init(converged: Bool, iterations: Int, mismatchVoltAmperes: Double, worstBus: Int) {
    self.converged = converged
    self.iterations = iterations
    self.mismatchVoltAmperes = mismatchVoltAmperes
    self.worstBus = worstBus
  }
}
