/// What became of credits in kWh in one billing cycle, in mWh.
///
/// ```text
/// balance = balance before + earned + received − used − expired − given − cashed out
/// ```
///
/// Where credits cross periods by price, used counts the credits, not the energy that they offset.
public struct CreditFlow: Hashable, Sendable {
  /// The member's own exports under net metering.
  public var earned: BilledQuantity = 0
  /// What came from others' generation.
  public var received: BilledQuantity = 0
  /// What offset consumption, exports of the cycle included.
  public var used: BilledQuantity = 0
  /// What expired, or was lost at the true-up or with a change of season.
  public var expired: BilledQuantity = 0
  /// The surplus that went to others, by period; empty when nothing did.
  public var given: [BilledQuantity] = []
  /// What was paid out at the true-up.
  public var cashedOut: BilledQuantity = 0

  /// Creates no flow.
  public init() {}
}
