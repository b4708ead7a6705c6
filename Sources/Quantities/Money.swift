/// An exact amount of money, in millionths of the scenario's currency unit.
///
/// Accounts must balance to the last digit, whatever the order of the sums, so money is never a
/// floating-point number.
@frozen
public struct Money: ExactQuantity {
  /// The amount, in millionths of the currency unit.
  public var micros: Int64

  /// Creates an amount from millionths of the currency unit.
  @inlinable
  public init(micros: Int64) { self.micros = micros }

  /// The amount, in currency units, for display and for files.
  @inlinable
  public var units: Double { Double(micros) / 1e6 }

  public static var name: String { "money" }

  @inlinable
  public var count: Int64 { micros }

  @inlinable
  public init(count: Int64) { self.init(micros: count) }
}
