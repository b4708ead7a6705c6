/// A producer as a network file describes it.
///
/// A solver does not read it. Who solves decides what is injected at each bus.
public struct NetworkGenerator: Hashable, Sendable {
  /// The name, which no other generator of the network has.
  public var name: String
  /// What people call the generator; may repeat.
  public var label: String
  /// The index of the bus.
  public var bus: Int
  /// The active power produced, in watts.
  public var activePowerWatts: Double
  /// The reactive power produced, in var.
  public var reactivePowerVar: Double
  /// The rated apparent power, in volt-amperes, where it is known.
  public var ratedPowerVoltAmperes: Double?
  /// What decides on its power.
  public var control: GeneratorControl
  /// The name of the profile that scales the power over time.
  public var profile: String?

  /// Creates a generator.
  public init(
    name: String, label: String? = nil, bus: Int, activePowerWatts: Double,
    reactivePowerVar: Double, ratedPowerVoltAmperes: Double? = nil,
    control: GeneratorControl = .constantPower, profile: String? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.bus = bus
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
    self.ratedPowerVoltAmperes = ratedPowerVoltAmperes
    self.control = control
    self.profile = profile
  }
}
