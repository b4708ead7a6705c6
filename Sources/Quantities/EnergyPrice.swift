/// An exact price of energy, in millionths of the currency unit per kilowatt-hour.
@frozen
public struct EnergyPrice: ExactQuantity {
  /// The price, in millionths of the currency unit per kilowatt-hour.
  public var microsPerKilowattHour: Int64

  /// Creates a price from millionths of the currency unit per kilowatt-hour.
  @inlinable
  public init(microsPerKilowattHour: Int64) { self.microsPerKilowattHour = microsPerKilowattHour }

  /// The price, in currency units per kilowatt-hour, for display and for files.
  @inlinable
  public var unitsPerKilowattHour: Double { Double(microsPerKilowattHour) / 1e6 }

  public static var name: String { "prices" }

  @inlinable
  public var count: Int64 { microsPerKilowattHour }

  @inlinable
  public init(count: Int64) { self.init(microsPerKilowattHour: count) }

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
