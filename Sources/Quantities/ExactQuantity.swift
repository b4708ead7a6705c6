/// A quantity that is counted in whole numbers of a smallest unit, so that sums balance to the last
/// digit in any order.
///
/// Quantities of two kinds cannot be added or compared. Operators trap at the end of the range of
/// 64 bits and never wrap; ``adding(_:)`` and ``subtracting(_:)`` throw instead, and are the ones
/// to use where the amounts come from outside.
public protocol ExactQuantity: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// What is counted, such as `money`, for messages.
  static var name: String { get }

  /// The number of smallest units.
  var count: Int64 { get }

  /// Creates a quantity from a number of smallest units.
  init(count: Int64)
}

extension ExactQuantity {
  @inlinable
  public static var zero: Self { Self(count: 0) }

  /// The sum; a sum beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func + (left: Self, right: Self) -> Self { Self(count: left.count + right.count) }

  /// The difference; a difference beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func - (left: Self, right: Self) -> Self { Self(count: left.count - right.count) }

  /// The quantity with the opposite sign; that of the least 64-bit number traps.
  @inlinable
  public static prefix func - (operand: Self) -> Self { Self(count: -operand.count) }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.count < right.count }

  /// The sum.
  ///
  /// - Throws: ``QuantityOverflow`` when the sum leaves the range of 64 bits.
  @inlinable
  public func adding(_ other: Self) throws(QuantityOverflow) -> Self {
    let (sum, overflow) = count.addingReportingOverflow(other.count)
    guard !overflow else { throw QuantityOverflow(calculation: "a sum of \(Self.name)") }
    return Self(count: sum)
  }

  /// The difference.
  ///
  /// - Throws: ``QuantityOverflow`` when the difference leaves the range of 64 bits.
  @inlinable
  public func subtracting(_ other: Self) throws(QuantityOverflow) -> Self {
    let (difference, overflow) = count.subtractingReportingOverflow(other.count)
    guard !overflow else { throw QuantityOverflow(calculation: "a difference of \(Self.name)") }
    return Self(count: difference)
  }
}
