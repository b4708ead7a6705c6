/// What members who share generation send and receive in a cycle.
public struct SharedCredits: Hashable, Sendable {
  /// Energy received by period, in mWh, usable in the cycle itself and, if left, as credits of it.
  public var received: [BilledQuantity] = []
  /// Whether the member's own surplus goes to others in place of its own credits; it then stands in
  /// ``CreditFlow/given`` of the bill.
  public var givesSurplus = false

  /// Creates no sharing.
  public init() {}
}
