/// An exact amount of money, in millionths of the scenario's currency unit.
///
/// Accounts must balance to the last digit, whatever the order of the sums, so money is never a
/// floating-point number.
@frozen
public struct Money: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The amount, in millionths of the currency unit.
  public var micros: Int64

  /// Creates an amount from millionths of the currency unit.
  @inlinable
  public init(micros: Int64) { self.micros = micros }

  @inlinable
  public static var zero: Money { Money(micros: 0) }

  /// The amount, in currency units, for display and for files.
  @inlinable
  public var units: Double { Double(micros) / 1e6 }

  /// The sum; a sum beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func + (left: Money, right: Money) -> Money {
    Money(micros: left.micros + right.micros)
  }

  /// The difference; a difference beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func - (left: Money, right: Money) -> Money {
    Money(micros: left.micros - right.micros)
  }

  /// The amount with the opposite sign.
  @inlinable
  public static prefix func - (operand: Money) -> Money { Money(micros: -operand.micros) }

  @inlinable
  public static func < (left: Money, right: Money) -> Bool { left.micros < right.micros }

  /// The sum.
  ///
  /// - Throws: ``QuantityOverflow`` when the sum leaves the range of 64 bits.
  @inlinable
  public func adding(_ other: Money) throws(QuantityOverflow) -> Money {
    let (sum, overflow) = micros.addingReportingOverflow(other.micros)
    guard !overflow else { throw QuantityOverflow(calculation: "a sum of money") }
    return Money(micros: sum)
  }
}

/// An exact price of energy, in millionths of the currency unit per kilowatt-hour.
@frozen
public struct EnergyPrice: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The price, in millionths of the currency unit per kilowatt-hour.
  public var microsPerKilowattHour: Int64

  /// Creates a price from millionths of the currency unit per kilowatt-hour.
  @inlinable
  public init(microsPerKilowattHour: Int64) { self.microsPerKilowattHour = microsPerKilowattHour }

  @inlinable
  public static var zero: EnergyPrice { EnergyPrice(microsPerKilowattHour: 0) }

  /// The price, in currency units per kilowatt-hour, for display and for files.
  @inlinable
  public var unitsPerKilowattHour: Double { Double(microsPerKilowattHour) / 1e6 }

  @inlinable
  public static func + (left: EnergyPrice, right: EnergyPrice) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: left.microsPerKilowattHour + right.microsPerKilowattHour)
  }

  @inlinable
  public static func - (left: EnergyPrice, right: EnergyPrice) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: left.microsPerKilowattHour - right.microsPerKilowattHour)
  }

  @inlinable
  public static func < (left: EnergyPrice, right: EnergyPrice) -> Bool {
    left.microsPerKilowattHour < right.microsPerKilowattHour
  }

  /// The cost of an energy at this price, rounded once, half to even.
  ///
  /// - Throws: ``QuantityOverflow`` when the cost leaves the range of 64 bits.
  @inlinable
  public func cost(of energy: MeteredEnergy) throws(QuantityOverflow) -> Money {
    let (product, overflow) = microsPerKilowattHour.multipliedReportingOverflow(
      by: energy.milliwattHours)
    if !overflow { return Money(micros: quotientRoundedHalfToEven(product, by: 1_000_000)) }
    let wide = quotientRoundedHalfToEven(
      Int128(microsPerKilowattHour) * Int128(energy.milliwattHours), by: 1_000_000)
    guard let micros = Int64(exactly: wide) else {
      throw QuantityOverflow(calculation: "the cost of energy")
    }
    return Money(micros: micros)
  }
}
