public import Quantities

/// What a posting is for. The list is closed and its numbers are part of the result files.
@frozen
public enum PostingKind: UInt8, CaseIterable, Hashable, Sendable {
  /// Energy that a local market traded.
  case localTrade = 0

  /// Energy that a member bought from its supplier, with all that is due on it.
  case supplierImport = 1

  /// Energy that a member sold to its supplier.
  case supplierExport = 2

  /// A charge that stays due on energy that is traded locally.
  case localCharge = 3

  /// A charge for time, not for energy.
  case standingCharge = 4

  /// Energy that the network lost.
  case losses = 5

  /// A charge that stays due on energy of shared plants that offset consumption in its interval.
  case quotaCharge = 6

  /// What the bill of a month is less for energy of shared plants that was credited.
  case quotaCompensation = 7

  /// What the owners of quota pay for the upkeep of shared plants.
  case upkeep = 8

  /// Energy of shared plants that no quota entitles anybody to; it goes to the retailer unpaid.
  case unallocatedQuota = 9

  /// What members pay for the building of a shared plant, and what the contract pays its builder.
  case investment = 10

  /// What a deviation from the announced position costs beside the tariff.
  case imbalance = 11

  /// What the owner of the network receives of local trades.
  case networkFee = 12

  /// Energy of a billing cycle that a member bought from its supplier, billed when the cycle ends.
  case energyCharge = 13

  /// Energy of a billing cycle that a member sold to its supplier.
  case exportCredit = 14

  /// Energy of a billing cycle that credits in kilowatt-hours offset.
  case creditCompensation = 15

  /// What stays due on energy that credits offset.
  case retainedCharge = 16

  /// Power, measured or contracted, overrun included.
  case demandCharge = 17

  /// Reactive energy or power.
  case reactiveCharge = 18

  /// A charge for the time of a billing cycle.
  case fixedCharge = 19

  /// What fills a bill up to its minimum.
  case minimumCharge = 20

  /// What is added to the energy price at times: flags, critical peaks, series of prices.
  case energyAdder = 21

  /// What is taken off a bill: rebates, discounts, premiums for self-consumed energy.
  case rebate = 22

  /// Money of one bill that another one takes off or pays out.
  case carryOver = 23

  /// A levy that is no part of the tariff.
  case levy = 24

  /// Taxes on the lines of a bill.
  case tax = 25

  /// Energy that members share with each other under a rule.
  case sharedEnergy = 26

  /// Whether postings of this kind exist only where there is a quota contract.
  @inlinable
  public var isOfContract: Bool {
    switch self {
    case .quotaCharge, .quotaCompensation, .upkeep, .unallocatedQuota, .investment: true
    default: false
    }
  }

  /// Whether postings of this kind are made only when a billing cycle ends, by tariffs that look at
  /// the whole of it.
  @inlinable
  public var isOfCycle: Bool { rawValue >= PostingKind.energyCharge.rawValue }
}

/// An amount that one account owes another, booked on both at once.
///
/// The debited account pays and the credited one receives. A negative amount is a payment the other
/// way: a negative price stays on its own line. The energy is what the amount was paid for, and is
/// zero where none was.
@frozen
public struct Posting: Hashable, Sendable {
  /// The account that pays.
  public var debit: AccountID

  /// The account that receives.
  public var credit: AccountID

  /// What is paid.
  public var amount: Money

  /// The energy that it is paid for.
  public var energy: MeteredEnergy

  /// What the posting is for.
  public var kind: PostingKind

  /// The instant of booking.
  public var bookedAt: Instant

  /// Creates a posting.
  @inlinable
  public init(
    debit: AccountID, credit: AccountID, amount: Money, energy: MeteredEnergy = .zero,
    kind: PostingKind, bookedAt: Instant
  ) {
    self.debit = debit
    self.credit = credit
    self.amount = amount
    self.energy = energy
    self.kind = kind
    self.bookedAt = bookedAt
  }
}
