/// A constant admittance at a bus, such as a capacitor bank.
public struct Shunt: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The index of the bus.
  public var bus: Int
  /// The active power that it takes at one per unit, in watts.
  public var activePowerWatts: Double
  /// The reactive power that it takes at one per unit, in var; negative for a capacitor.
  public var reactivePowerVar: Double

  /// Creates a shunt.
  public init(name: String, bus: Int, activePowerWatts: Double, reactivePowerVar: Double) {
    self.name = name
    self.bus = bus
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
  }
}
