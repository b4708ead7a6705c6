public import Accounting
public import Quantities

/// What a run itself billed, as its file states it, in whole millionths of the currency.
public struct SimulatedBills: Hashable, Sendable {
  /// One line of a bill.
  public struct Line: Hashable, Sendable {
    /// The index of the member.
    public var member: Int
    /// The index of the billing cycle.
    public var cycle: Int
    /// What the line is for.
    public var kind: PostingKind
    /// The component of the tariff, or what else is billed.
    public var component: String
    /// The energy.
    public var energy: MeteredEnergy
    /// What the member owes; negative when it is owed.
    public var amount: Money
  }

  /// What a party that is no member received in a cycle for one kind of posting, less what it paid.
  public struct Receipt: Hashable, Sendable {
    /// The name of the account, such as `distribution company`.
    public var account: String
    /// The index of the billing cycle.
    public var cycle: Int
    /// What it was paid for.
    public var kind: PostingKind
    /// The amount.
    public var amount: Money
  }

  /// The lines of all bills, in the order of the file.
  public var lines: [Line] = []
  /// What the parties received, by account, cycle and kind.
  public var receipts: [Receipt] = []

  /// Creates bills without lines.
  public init() {}
}

extension PostingKind {
  /// Whether lines of this kind are for what a supplier's tariff bills, so that another tariff takes
  /// their place; what is traded and shared locally is not.
  var isOfTariff: Bool {
    switch self {
    case .localTrade, .localCharge, .losses, .quotaCharge, .quotaCompensation, .upkeep,
      .unallocatedQuota, .investment, .imbalance, .networkFee, .sharedEnergy:
      false
    default: true
    }
  }
}
