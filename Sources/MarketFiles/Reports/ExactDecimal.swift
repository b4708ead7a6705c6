import Foundation

/// A number of millionths, which texts and JSON get as the exact decimal number that it is.
public struct ExactDecimal: Encodable, Hashable, Sendable, CustomStringConvertible {
  /// The millionths.
  public let millionths: Int64

  /// Creates a number.
  public init(millionths: Int64) { self.millionths = millionths }

  /// The number, such as `-0.25`.
  public var description: String {
    let magnitude = millionths.magnitude
    let (whole, part) = magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    let sign = millionths < 0 ? "-" : ""
    guard part > 0 else { return "\(sign)\(whole)" }
    let digits = "\(part)"
    var decimals = String(repeating: "0", count: 6 - digits.count) + digits
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(whole).\(decimals)"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let sign: FloatingPointSign = millionths < 0 ? .minus : .plus
    try container.encode(
      Decimal(sign: sign, exponent: -6, significand: Decimal(millionths.magnitude)))
  }
}
