/// An exact number of the quota contract's tokens, in thousandths of a SEB.
///
/// 1 SEB is issued for each kilowatt of commissioned plant, so at issue 1 mSEB stands for 1 W.
/// Tokens are not money: no operator mixes the two.
@frozen
public struct Tokens: ExactQuantity {
  /// The amount, in thousandths of a SEB.
  public var milliSEB: Int64

  /// Creates an amount from thousandths of a SEB.
  @inlinable
  public init(milliSEB: Int64) { self.milliSEB = milliSEB }

  public static var name: String { "tokens" }

  @inlinable
  public var count: Int64 { milliSEB }

  @inlinable
  public init(count: Int64) { self.init(milliSEB: count) }
}

/// An exact share of the community's shared plants, in whole watts of their capacity.
@frozen
public struct Quota: ExactQuantity {
  /// The share, in watts.
  public var watts: Int64

  /// Creates a share from watts.
  @inlinable
  public init(watts: Int64) { self.watts = watts }

  public static var name: String { "quota" }

  @inlinable
  public var count: Int64 { watts }

  @inlinable
  public init(count: Int64) { self.init(watts: count) }
}
