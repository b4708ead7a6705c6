/// Divides two integers and rounds the quotient half to even.
///
/// This is the only place of the package where money and energy are rounded.
///
/// - Precondition: `divisor` is positive.
@inlinable
public func quotientRoundedHalfToEven<Number: FixedWidthInteger & SignedInteger>(
  _ dividend: Number, by divisor: Number
) -> Number {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  // Compared without doubling the remainder, which might overflow.
  let rest = divisor.magnitude - remainder.magnitude
  let roundsAway = remainder.magnitude > rest || (remainder.magnitude == rest && quotient % 2 != 0)
  return roundsAway ? quotient + remainder.signum() : quotient
}

/// An exact amount would leave the range of its type.
public struct QuantityOverflow: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was calculated, such as `a sum of money`.
  public let calculation: String

  /// Creates the error.
  public init(calculation: String) { self.calculation = calculation }

  public var description: String {
    "\(calculation) leaves the range of 64 bits; use smaller prices, powers or horizons."
  }
}
