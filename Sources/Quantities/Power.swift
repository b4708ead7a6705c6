/// An electrical power. A positive power is injected into the bus.
@frozen
public struct Power: Quantity {
  /// The power, in watts.
  public var watts: Double

  /// Creates a power from watts.
  @inlinable
  public init(watts: Double) { self.watts = watts }

  /// Creates a power from kilowatts.
  @inlinable
  public init(kilowatts: Double) { self.init(watts: kilowatts * 1000) }

  /// The power, in kilowatts.
  @inlinable
  public var kilowatts: Double { watts / 1000 }

  public static var unitSymbol: String { "W" }

  @inlinable
  public var baseValue: Double { watts }

  @inlinable
  public init(baseValue: Double) { self.init(watts: baseValue) }

  /// The energy that a constant power moves in a span of time.
  @inlinable
  public static func * (power: Power, duration: Duration) -> Energy {
    Energy(wattHours: power.watts * duration.inHours)
  }
}
