/// A bank of capacitors in equal steps, each of which is a constant admittance.
public struct CapacitorBank: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The bus and its conductors, as those of a load.
  public var terminal: Terminal
  /// The number of phases.
  public var phaseCount: Int
  /// How the phases are connected.
  public var connection: PhaseConnection
  /// The rated voltage, in volts: line to line with two or three phases or in delta, else line to
  /// neutral.
  public var ratedVolts: Double
  /// The reactive power that all steps and phases produce together at rated voltage, in var.
  public var ratedVar: Double
  /// The number of steps.
  public var stepCount: Int
  /// The number of steps that are closed.
  public var closedStepCount: Int
  /// What switches the steps, or `nil` if nothing does.
  public var control: CapacitorControl?

  /// Creates a bank with all steps closed.
  public init(
    name: String, terminal: Terminal, phaseCount: Int, connection: PhaseConnection = .wye,
    ratedVolts: Double, ratedVar: Double, stepCount: Int = 1, closedStepCount: Int? = nil,
    control: CapacitorControl? = nil
  ) {
    self.name = name
    self.terminal = terminal
    self.phaseCount = phaseCount
    self.connection = connection
    self.ratedVolts = ratedVolts
    self.ratedVar = ratedVar
    self.stepCount = stepCount
    self.closedStepCount = closedStepCount ?? stepCount
    self.control = control
  }
}

/// The control of a capacitor bank: it closes one step when a measured value passes the one threshold
/// and opens one when it passes the other.
public struct CapacitorControl: Hashable, Sendable {
  /// What is measured.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// The voltage at the bank over the potential ratio, in volts; steps close below ``onThreshold``.
    case voltage
    /// The current through the monitored branch over the current ratio, in amperes; steps close above
    /// ``onThreshold``.
    case current
    /// The reactive power through the monitored branch, in kvar; steps close above ``onThreshold``.
    case reactivePower
  }

  /// What is measured.
  public var quantity: Quantity
  /// The index of the branch whose current or reactive power is measured, at its “from” end.
  public var branch: Int?
  /// The value at which a step closes.
  public var onThreshold: Double
  /// The value at which a step opens.
  public var offThreshold: Double
  /// The ratio of the potential or the current transformer.
  public var ratio: Double
  /// The time before a step closes, in seconds.
  public var onDelaySeconds: Double
  /// The time before a step opens, in seconds.
  public var offDelaySeconds: Double
  /// The time for which an opened bank must discharge before it may close, in seconds.
  public var deadTimeSeconds: Double

  /// Creates a control.
  public init(
    quantity: Quantity, branch: Int? = nil, onThreshold: Double, offThreshold: Double,
    ratio: Double = 1, onDelaySeconds: Double = 15, offDelaySeconds: Double = 15,
    deadTimeSeconds: Double = 300
  ) {
    self.quantity = quantity
    self.branch = branch
    self.onThreshold = onThreshold
    self.offThreshold = offThreshold
    self.ratio = ratio
    self.onDelaySeconds = onDelaySeconds
    self.offDelaySeconds = offDelaySeconds
    self.deadTimeSeconds = deadTimeSeconds
  }
}
