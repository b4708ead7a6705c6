/// What a meter registered in one billing cycle, as far as the tariff looks at it; in mWh and mW.
public struct CycleRegisters: Hashable, Sendable {
  /// Imported energy by period of the tariff, after netting within the window.
  public var imported: [BilledQuantity] = []
  /// Exported energy by period, after netting within the window.
  public var exported: [BilledQuantity] = []
  /// The measured peaks by demand charge and period.
  public var peaks: [[BilledQuantity]] = []

  /// Creates empty registers.
  public init() {}
}

/// What members who share generation send and receive in a cycle.
public struct SharedCredits: Hashable, Sendable {
  /// Energy received by period, in mWh, usable in the cycle itself and, if left, as credits of it.
  public var received: [BilledQuantity] = []
  /// Whether the member's own surplus goes to others in place of its own credits.
  public var givesSurplus = false

  /// Creates no sharing.
  public init() {}
}
