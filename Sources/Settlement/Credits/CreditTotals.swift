public import Quantities

/// What has become of a member's credits: `earned = used + expired + banked`, exactly.
@frozen
public struct CreditTotals: Hashable, Sendable {
  /// All credits so far.
  public internal(set) var earned: MeteredEnergy = .zero
  /// The credits that have offset consumption.
  public internal(set) var used: MeteredEnergy = .zero
  /// The credits that were lost because nobody used them in time.
  public internal(set) var expired: MeteredEnergy = .zero

  /// The credits that are left.
  public var banked: MeteredEnergy { earned - used - expired }
}
