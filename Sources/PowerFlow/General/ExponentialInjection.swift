/// An injection whose power follows exponents of the voltage.
public struct ExponentialInjection: Hashable, Sendable {
  /// The index of the bus.
  public var bus: Int
  /// The active power into the bus at one per unit, in W.
  public var activePowerWatts: Double
  /// The reactive power into the bus at one per unit, in var.
  public var reactivePowerVar: Double
  /// The exponent of the active power.
  public var activeExponent: Double
  /// The exponent of the reactive power.
  public var reactiveExponent: Double

  /// Creates an injection.
  public init(
    bus: Int, activePowerWatts: Double, reactivePowerVar: Double, activeExponent: Double,
    reactiveExponent: Double
  ) {
    self.bus = bus
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
    self.activeExponent = activeExponent
    self.reactiveExponent = reactiveExponent
  }
}
