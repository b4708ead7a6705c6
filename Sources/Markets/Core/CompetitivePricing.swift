public import Quantities

/// A price at a fixed place in the competitive interval.
///
/// ```text
/// p = (1 − k) · lower + k · upper
/// ```
///
/// With *k* = 0 buyers keep all that the interval leaves to share, with *k* = 1 sellers do. *k* is
/// taken in whole 10⁻⁹, and the price is rounded once, half to even, to 10⁻⁶ of the currency per
/// kilowatt-hour.
@frozen
public struct CompetitivePricing: Hashable, Sendable {
  /// The place in the interval, in 10⁻⁹.
  public let billionths: Int64

  /// Creates a rule.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(k: Double) {
    precondition((0...1).contains(k), "k lies from 0 to 1")
    billionths = Int64((k * 1e9).rounded(.toNearestOrEven))
  }

  /// The price between two others, of which the first is not the greater.
  public func price(from lower: EnergyPrice, to upper: EnergyPrice) -> EnergyPrice {
    let whole: Int128 = 1_000_000_000
    let weighted =
      Int128(lower.microsPerKilowattHour) * (whole - Int128(billionths))
      + Int128(upper.microsPerKilowattHour) * Int128(billionths)
    // A mean of two numbers of 64 bits is one of 64 bits.
    return EnergyPrice(
      microsPerKilowattHour: Int64(
        truncatingIfNeeded: quotientRoundedHalfToEven(weighted, by: whole)))
  }
}
