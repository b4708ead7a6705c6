/// A physical energy, such as the content of a battery.
///
/// Energy that is traded or billed is counted in whole milliwatt-hours instead: see
/// ``MeteredEnergy``.
@frozen
public struct Energy: Quantity {
  /// The energy, in watt-hours.
  public var wattHours: Double

  /// Creates an energy from watt-hours.
  @inlinable
  public init(wattHours: Double) { self.wattHours = wattHours }

  /// Creates an energy from kilowatt-hours.
  @inlinable
  public init(kilowattHours: Double) { self.init(wattHours: kilowattHours * 1000) }

  /// The energy, in kilowatt-hours.
  @inlinable
  public var kilowattHours: Double { wattHours / 1000 }

  public static var unitSymbol: String { "Wh" }

  @inlinable
  public var baseValue: Double { wattHours }

  @inlinable
  public init(baseValue: Double) { self.init(wattHours: baseValue) }
}
