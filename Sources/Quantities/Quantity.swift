/// A physical quantity, stored as one `Double` in one documented unit.
///
/// A conforming type costs nothing at run time: the optimiser sees the number. It costs the reader
/// nothing either, because the unit is spelled out wherever a bare number enters or leaves:
///
///     let charger = Power(kilowatts: 7.4)
///     print(charger.watts)  // 7400.0
public protocol Quantity: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The symbol of the unit that ``baseValue`` is expressed in, such as `"W"`.
  static var unitSymbol: String { get }

  /// The value, in the unit that ``unitSymbol`` names.
  var baseValue: Double { get }

  /// Creates a quantity from a value in the unit that ``unitSymbol`` names.
  init(baseValue: Double)
}

extension Quantity {
  @inlinable
  public static var zero: Self { Self(baseValue: 0) }

  @inlinable
  public static func + (left: Self, right: Self) -> Self {
    Self(baseValue: left.baseValue + right.baseValue)
  }

  @inlinable
  public static func - (left: Self, right: Self) -> Self {
    Self(baseValue: left.baseValue - right.baseValue)
  }

  /// The quantity with the opposite sign.
  @inlinable
  public static prefix func - (operand: Self) -> Self { Self(baseValue: -operand.baseValue) }

  /// The quantity, scaled by a dimensionless factor.
  @inlinable
  public static func * (left: Self, factor: Double) -> Self {
    Self(baseValue: left.baseValue * factor)
  }

  /// The quantity, divided by a dimensionless number.
  @inlinable
  public static func / (left: Self, divisor: Double) -> Self {
    Self(baseValue: left.baseValue / divisor)
  }

  /// The dimensionless ratio of two quantities of one kind.
  @inlinable
  public static func / (left: Self, right: Self) -> Double { left.baseValue / right.baseValue }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.baseValue < right.baseValue }
}
