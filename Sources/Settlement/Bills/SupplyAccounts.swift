import Accounting
public import Quantities
public import Tariffs

/// The bills of all members while a billing period lasts: supply, local trades, quota, and the
/// charges on them.
///
/// State lies in flat arrays; settling an interval allocates nothing.
public struct SupplyAccounts: Sendable {
  /// The lines of all bills, member by member.
  public internal(set) var lines: [ChargeLine] = []
  /// Where the lines of each member begin; one element more than there are members.
  public let lineStarts: [Int]
  /// Whether the bills have lines for the quota of shared plants.
  public let hasQuota: Bool

  private let tariffs: [any Tariff]
  let tariffOfMember: [Int]
  /// The prices of each tariff in flat tables, so that settling an interval calls no protocol.
  let tables: [PriceTable]

  /// Creates the accounts.
  ///
  /// - Parameters:
  ///   - accounts: The parties.
  ///   - tariffs: The tariffs of the scenario.
  ///   - tariffOfMember: The index of each member's tariff.
  ///   - hasQuota: Whether the bills have lines for the quota of shared plants.
  /// - Precondition: With quota, there is an account of the contract.
  public init(
    accounts: PartyAccounts, tariffs: [any Tariff], tariffOfMember: [Int], hasQuota: Bool = false
  ) {
    precondition(!hasQuota || accounts.contract != nil, "quota needs an account of the contract")
    self.tariffs = tariffs
    self.tariffOfMember = tariffOfMember
    self.hasQuota = hasQuota
    tables = tariffs.map { PriceTable($0, hasQuota: hasQuota) }
    var starts = [0]
    for (member, tariff) in tariffOfMember.enumerated() {
      lines += tables[tariff].lines(
        of: tariffs[tariff], payer: accounts.members[member], to: accounts)
      starts.append(lines.count)
    }
    lineStarts = starts
  }

  /// Charges a member's residual of one interval.
  ///
  /// - Parameters:
  ///   - residual: What the supplier delivers and takes.
  ///   - bought: The energy that the member bought locally, on which some components stay due.
  ///   - credited: The energy of shared plants that offset the member's consumption in this
  ///     interval, ``Residual/usedCredit``; the same charges stay due on it, and nothing else.
  ///   - member: The index of the member.
  ///   - period: The period of the member's tariff.
  /// - Returns: What the member owes for it; negative when it is owed.
  /// - Throws: `QuantityOverflow` when an energy or an amount leaves the range of 64 bits.
  /// - Precondition: Where energy is credited, the bills have lines for quota.
  public mutating func charge(
    _ residual: Residual, bought: MeteredEnergy, credited: MeteredEnergy = .zero, member: Int,
    period: Int
  ) throws(QuantityOverflow) -> Money {
    let tariff = tariffOfMember[member]
    let count = tables[tariff].componentCount
    let firstPrice = period * count
    let firstLine = lineStarts[member] + tables[tariff].firstLine(ofPeriod: period)
    var owed = Money.zero
    if residual.fromSupplier != .zero {
      for component in 0..<count {
        owed = try owed.adding(
          lines[firstLine + 2 * component].charge(
            residual.fromSupplier, at: tables[tariff].prices[firstPrice + component]))
      }
    }
    if bought != .zero {
      for component in 0..<count {
        owed = try owed.adding(
          lines[firstLine + 2 * component + 1].charge(
            bought, at: tables[tariff].localPrices[firstPrice + component]))
      }
    }
    if credited != .zero {
      precondition(hasQuota, "credits need bills with lines for quota")
      for component in 0..<count {
        owed = try owed.adding(
          lines[firstLine + 2 * count + 1 + 2 * component].charge(
            credited, at: tables[tariff].localPrices[firstPrice + component]))
      }
    }
    guard residual.toSupplier != .zero else { return owed }
    let earned = try lines[firstLine + 2 * count].charge(
      residual.toSupplier, at: tables[tariff].exportPrices[period])
    return try owed.subtracting(earned)
  }

  /// Books what a member has traded locally in one interval, paid through the auctioneer.
  ///
  /// - Returns: What the member owes for it; negative when it is owed.
  public mutating func book(
    _ trade: LocalTrade, member: Int
  ) throws(QuantityOverflow) -> Money {
    guard trade != .none else { return .zero }
    let first = lineStarts[member + 1] - (hasQuota ? 4 : 3)
    try lines[first].add(trade.bought, trade.paid)
    try lines[first + 1].add(trade.sold, trade.received)
    return try trade.paid.subtracting(trade.received)
  }

  /// Ends the billing period: returns every line as it stands, the standing charges included, and
  /// empties it.
  ///
  /// - Parameter share: The share of a calendar month that the period lasted.
  /// - Returns: The lines member by member, in their order.
  public mutating func close(
    shareOfMonth share: (part: Int64, whole: Int64)
  ) -> [(member: Int, line: ChargeLine)] {
    var closed: [(member: Int, line: ChargeLine)] = []
    closed.reserveCapacity(lines.count)
    for member in tariffOfMember.indices {
      let standingCharge = tariffs[tariffOfMember[member]].standingCharge
      let amount = quotientRoundedHalfToEven(
        Int128(standingCharge.micros) * Int128(share.part), by: Int128(max(share.whole, 1)))
      let end = lineStarts[member + 1]
      lines[end - 1].setAmount(Money(micros: Int64(clamping: amount)))
      for index in lineStarts[member]..<end {
        closed.append((member, lines[index]))
        lines[index].close()
      }
    }
    return closed
  }
}
