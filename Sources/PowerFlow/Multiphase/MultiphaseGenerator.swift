/// A producer between conductors of a bus.
public struct MultiphaseGenerator: Hashable, Sendable {
  /// The name, which no other generator of the network has.
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
  /// The active power that all phases produce together, in watts.
  public var activePowerWatts: Double
  /// The reactive power that all phases produce together, in var.
  public var reactivePowerVar: Double
  /// The rated apparent power, in volt-amperes, where it is known.
  public var ratedVoltAmperes: Double?
  /// What decides on its power.
  public var control: GeneratorControl
  /// The name of the profile that scales the power over time.
  public var profile: String?

  /// Creates a generator.
  public init(
    name: String, terminal: Terminal, phaseCount: Int, connection: PhaseConnection = .wye,
    ratedVolts: Double, activePowerWatts: Double, reactivePowerVar: Double,
    ratedVoltAmperes: Double? = nil, control: GeneratorControl = .constantPower,
    profile: String? = nil
  ) {
    self.name = name
    self.terminal = terminal
    self.phaseCount = phaseCount
    self.connection = connection
    self.ratedVolts = ratedVolts
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
    self.ratedVoltAmperes = ratedVoltAmperes
    self.control = control
    self.profile = profile
  }
}
