/// A voltage: line to line where three phases are meant, as is usual for nominal values.
@frozen
public struct Voltage: Quantity {
  /// The voltage, in volts.
  public var volts: Double

  /// Creates a voltage from volts.
  @inlinable
  public init(volts: Double) { self.volts = volts }

  /// Creates a voltage from kilovolts.
  @inlinable
  public init(kilovolts: Double) { self.init(volts: kilovolts * 1000) }

  public static var unitSymbol: String { "V" }

  @inlinable
  public var baseValue: Double { volts }

  @inlinable
  public init(baseValue: Double) { self.init(volts: baseValue) }
}
