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

  /// Where the lines and the prices of a member's bill are.
  struct Bill {
    let firstLine: Int
    let firstPrice: Int
    let componentCount: Int
    let lineCountOfPeriod: Int
    let priceCount: Int
    /// Whether what the supplier delivers and takes is charged here, interval by interval.
    let isSettledByInterval: Bool
  }

  let tariffs: [RatePlan]
  let tariffOfMember: [Int]
  /// The prices of all lines of each tariff's bills, one tariff after the other, so that settling an
  /// interval looks up no tariff.
  private let prices: [UnitPrice]
  /// The shape of each member's bill.
  let bills: [Bill]

  /// Creates the accounts.
  ///
  /// - Parameters:
  ///   - accounts: The parties.
  ///   - tariffs: The tariffs of the scenario.
  ///   - tariffOfMember: The index of each member's tariff.
  ///   - hasQuota: Whether the bills have lines for the quota of shared plants.
  ///   - isBilledByCycle: Whether each member's supply is billed elsewhere when the billing cycle
  ///     ends; empty when nobody's is. Only local trades, quota and imbalances are charged here then.
  /// - Precondition: With quota, there is an account of the contract.
  public init(
    accounts: PartyAccounts, tariffs: [RatePlan], tariffOfMember: [Int], hasQuota: Bool = false,
    isBilledByCycle: [Bool] = []
  ) {
    precondition(!hasQuota || accounts.contract != nil, "quota needs an account of the contract")
    self.tariffs = tariffs
    self.tariffOfMember = tariffOfMember
    self.hasQuota = hasQuota
    let tables = tariffs.map { PriceTable($0, hasQuota: hasQuota) }
    var priceStarts = [0]
    for table in tables { priceStarts.append((priceStarts.last ?? 0) + table.prices.count) }
    prices = tables.flatMap(\.prices)
    var starts = [0]
    var bills: [Bill] = []
    for (member, tariff) in tariffOfMember.enumerated() {
      bills.append(
        Bill(
          firstLine: lines.count, firstPrice: priceStarts[tariff],
          componentCount: tables[tariff].componentCount,
          lineCountOfPeriod: tables[tariff].lineCountOfPeriod,
          priceCount: tables[tariff].prices.count,
          isSettledByInterval: isBilledByCycle.isEmpty || !isBilledByCycle[member]))
      lines += tables[tariff].lines(
        of: tariffs[tariff], payer: accounts.members[member], to: accounts)
      starts.append(lines.count)
    }
    self.bills = bills
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
    let bill = bills[member]
    let count = bill.componentCount
    let first = period * bill.lineCountOfPeriod
    var owed = Money.zero
    if residual.fromSupplier != .zero, bill.isSettledByInterval {
      owed = try charge(residual.fromSupplier, first: first, count: count, of: bill)
    }
    if bought != .zero {
      owed = try owed.adding(charge(bought, first: first + 1, count: count, of: bill))
    }
    if credited != .zero {
      precondition(hasQuota, "credits need bills with lines for quota")
      owed = try owed.adding(
        charge(credited, first: first + 2 * count + 1, count: count, of: bill))
    }
    guard residual.toSupplier != .zero, bill.isSettledByInterval else { return owed }
    return try owed.subtracting(
      charge(residual.toSupplier, first: first + 2 * count, count: 1, of: bill))
  }

  /// Charges an energy on every second line of a bill, at the lines' prices.
  ///
  /// - Parameters:
  ///   - energy: The energy.
  ///   - first: The first line, counted from the bill's beginning.
  ///   - count: The number of lines.
  ///   - bill: The bill.
  /// - Returns: The sum of what the lines grow by.
  mutating func charge(
    _ energy: MeteredEnergy, first: Int, count: Int, of bill: Bill
  ) throws(QuantityOverflow) -> Money {
    try lines.charge(
      energy, from: bill.firstLine + first, at: prices, from: bill.firstPrice + first, count: count)
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

  /// Charges a member for its deviation from the position that it had announced.
  ///
  /// - Parameters:
  ///   - energy: The deviation.
  ///   - amount: What the member owes; negative when it is owed.
  ///   - member: The index of the member.
  /// - Throws: `QuantityOverflow` when the energy or the amount leaves the range of 64 bits.
  public mutating func chargeImbalance(
    _ energy: MeteredEnergy, _ amount: Money, member: Int
  ) throws(QuantityOverflow) {
    try lines[lineStarts[member + 1] - (hasQuota ? 5 : 4)].add(energy, amount)
  }

  /// The price of the energy of a line; `nil` where none is charged at one price.
  public func price(ofLine index: Int, member: Int) -> UnitPrice? {
    let bill = bills[member]
    let place = index - bill.firstLine
    return place < bill.priceCount ? prices[bill.firstPrice + place] : nil
  }

  /// The charge of each calendar month; `nil` where it is billed elsewhere, or there is none.
  public func standingCharge(ofMember member: Int) -> UnitPrice? {
    guard bills[member].isSettledByInterval else { return nil }
    return tariffs[tariffOfMember[member]].fixed.first?.price
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
      let standingCharge = standingCharge(ofMember: member)?.nanos ?? 0
      let amount = quotientRoundedHalfToEven(
        Int128(standingCharge) * Int128(share.part), by: Int128(max(share.whole, 1)) * 1000)
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

extension [ChargeLine] {
  /// Charges an energy on every second line at every second price.
  fileprivate mutating func charge(
    _ energy: MeteredEnergy, from firstLine: Int, at prices: [UnitPrice], from firstPrice: Int,
    count: Int
  ) throws(QuantityOverflow) -> Money {
    var lines = mutableSpan
    var sum = Money.zero
    for step in 0..<count {
      sum = try sum.adding(
        lines[firstLine + 2 * step].charge(energy, at: prices[firstPrice + 2 * step]))
    }
    return sum
  }
}
