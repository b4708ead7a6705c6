/// A consumer between conductors of a bus.
public struct MultiphaseLoad: Hashable, Sendable {
  /// The name, which no other load of the network has.
  public var name: String
  /// The bus and its conductors: one for each phase of a wye and behind them its neutral, which is
  /// the ground when it is left out; the corners of a delta.
  public var terminal: Terminal
  /// The number of phases.
  public var phaseCount: Int
  /// How the phases are connected.
  public var connection: PhaseConnection
  /// The rated voltage, in volts: line to line with two or three phases or in delta, else line to
  /// neutral.
  public var ratedVolts: Double
  /// The active power that all phases take together at rated voltage, in watts.
  public var activePowerWatts: Double
  /// The reactive power that all phases take together at rated voltage, in var.
  public var reactivePowerVar: Double
  /// How the power depends on the voltage.
  public var model: LoadModel
  /// Where the model ends, or `nil` if it holds at every voltage.
  public var voltageWindow: VoltageWindow?
  /// The name of the profile that scales the power over time.
  public var profile: String?

  /// Creates a load.
  public init(
    name: String, terminal: Terminal, phaseCount: Int, connection: PhaseConnection = .wye,
    ratedVolts: Double, activePowerWatts: Double, reactivePowerVar: Double,
    model: LoadModel = .constantPower, voltageWindow: VoltageWindow? = nil, profile: String? = nil
  ) {
    self.name = name
    self.terminal = terminal
    self.phaseCount = phaseCount
    self.connection = connection
    self.ratedVolts = ratedVolts
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
    self.model = model
    self.voltageWindow = voltageWindow
    self.profile = profile
  }
}
