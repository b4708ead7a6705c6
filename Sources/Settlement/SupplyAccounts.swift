import Accounting
public import Quantities
public import Tariffs

/// The bills of all members while a billing period lasts: supply, local trades, and the charges on
/// both.
///
/// State lies in flat arrays; settling an interval allocates nothing.
public struct SupplyAccounts: Sendable {
  /// The lines of all bills, member by member.
  public private(set) var lines: [ChargeLine] = []
  /// Where the lines of each member begin; one element more than there are members.
  public let lineStarts: [Int]

  private let tariffs: [any Tariff]
  private let tariffOfMember: [Int]
  /// The prices of each tariff in flat tables, so that settling an interval calls no protocol.
  private let tables: [PriceTable]

  /// Creates the accounts.
  ///
  /// - Parameters:
  ///   - accounts: The parties.
  ///   - tariffs: The tariffs of the scenario.
  ///   - tariffOfMember: The index of each member's tariff.
  public init(accounts: PartyAccounts, tariffs: [any Tariff], tariffOfMember: [Int]) {
    self.tariffs = tariffs
    self.tariffOfMember = tariffOfMember
    tables = tariffs.map(PriceTable.init)
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
  ///   - member: The index of the member.
  ///   - period: The period of the member's tariff.
  /// - Returns: What the member owes for it; negative when it is owed.
  public mutating func charge(
    _ residual: Residual, bought: MeteredEnergy, member: Int, period: Int
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
    guard residual.toSupplier != .zero else { return owed }
    let earned = try lines[firstLine + 2 * count].charge(
      residual.toSupplier, at: tables[tariff].exportPrices[period])
    return try owed.adding(-earned)
  }

  /// Books what a member has traded locally in one interval, paid through the auctioneer.
  ///
  /// - Returns: What the member owes for it; negative when it is owed.
  public mutating func book(
    _ trade: LocalTrade, member: Int
  ) throws(QuantityOverflow) -> Money {
    let end = lineStarts[member + 1]
    try lines[end - 3].add(trade.bought, trade.paid)
    try lines[end - 2].add(trade.sold, trade.received)
    return try trade.paid.adding(-trade.received)
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

/// A tariff's prices in flat arrays, and the shape of the bill that follows from it.
///
/// The lines of a bill are, for each period: one for each component's price of supply and one for
/// what stays due on local trades, then one for exported energy; after all periods one for energy
/// bought locally, one for energy sold locally and one for the standing charge.
private struct PriceTable {
  let componentCount: Int
  let prices: [EnergyPrice]
  let localPrices: [EnergyPrice]
  let exportPrices: [EnergyPrice]

  init(_ tariff: any Tariff) {
    let components = tariff.components
    componentCount = components.count
    let periods = tariff.periodNames.indices
    prices = periods.flatMap { period in components.map { $0.prices[period] } }
    localPrices = periods.flatMap { period in components.map { $0.localPrices[period] } }
    exportPrices = tariff.exportPrices
  }

  func firstLine(ofPeriod period: Int) -> Int { period * (2 * componentCount + 1) }

  func lines(
    of tariff: any Tariff, payer: AccountID, to accounts: PartyAccounts
  ) -> [ChargeLine] {
    func line(
      _ kind: PostingKind, _ component: String, _ period: String, from: AccountID, to: AccountID
    ) -> ChargeLine {
      ChargeLine(kind: kind, component: component, period: period, payer: from, payee: to)
    }
    let supply = tariff.periodNames.flatMap { period in
      tariff.components.flatMap { component in
        let party = accounts.account(of: component.party)
        return [
          line(.supplierImport, component.name, period, from: payer, to: party),
          line(.localCharge, component.name, period, from: payer, to: party),
        ]
      } + [line(.supplierExport, "export", period, from: accounts.retailer, to: payer)]
    }
    return supply + [
      line(.localTrade, "bought locally", "", from: payer, to: accounts.auctioneer),
      line(.localTrade, "sold locally", "", from: accounts.auctioneer, to: payer),
      line(.standingCharge, "standing charge", "", from: payer, to: accounts.retailer),
    ]
  }
}
