/// An exact number of the quota contract's tokens, in thousandths of a SEB.
///
/// 1 SEB is issued for each kilowatt of commissioned plant, so at issue 1 mSEB stands for 1 W.
/// Tokens are not money: no operator mixes the two.
@frozen
public struct Tokens: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The amount, in thousandths of a SEB.
  public var milliSEB: Int64

  /// Creates an amount from thousandths of a SEB.
  @inlinable
  public init(milliSEB: Int64) { self.milliSEB = milliSEB }

  @inlinable
  public static var zero: Tokens { Tokens(milliSEB: 0) }

  /// The sum; a sum beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func + (left: Tokens, right: Tokens) -> Tokens {
    Tokens(milliSEB: left.milliSEB + right.milliSEB)
  }

  /// The difference; a difference beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func - (left: Tokens, right: Tokens) -> Tokens {
    Tokens(milliSEB: left.milliSEB - right.milliSEB)
  }

  @inlinable
  public static func < (left: Tokens, right: Tokens) -> Bool { left.milliSEB < right.milliSEB }
}

/// An exact share of the community's shared plants, in whole watts of their capacity.
@frozen
public struct Quota: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The share, in watts.
  public var watts: Int64

  /// Creates a share from watts.
  @inlinable
  public init(watts: Int64) { self.watts = watts }

  @inlinable
  public static var zero: Quota { Quota(watts: 0) }

  /// The sum; a sum beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func + (left: Quota, right: Quota) -> Quota {
    Quota(watts: left.watts + right.watts)
  }

  /// The difference; a difference beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func - (left: Quota, right: Quota) -> Quota {
    Quota(watts: left.watts - right.watts)
  }

  @inlinable
  public static func < (left: Quota, right: Quota) -> Bool { left.watts < right.watts }
}
