import Accounting
import Quantities
import Scenarios
import Settlement

/// The money of a run: what each member owes for each interval, the bills, the ledger.
struct Books {
  private(set) var ledger = Ledger()
  let accounts: PartyAccounts
  private(set) var supply: SupplyAccounts
  /// The present interval's residual of each member.
  private(set) var residuals: [Residual?]
  /// The present interval's trade of each member.
  private(set) var trades: [LocalTrade]
  /// What each member owes for the present interval.
  private(set) var costs: [Money]
  /// What each member was billed in the whole run.
  private(set) var billed: [Money]
  /// When the present billing period began, and when it ends.
  private(set) var billingStart: Instant
  private(set) var billingEnd: Instant
  private var lossRegister = EnergyRegister()
  private var losses = MeteredEnergy.zero

  init(_ scenario: borrowing Scenario) {
    accounts = PartyAccounts(memberNames: scenario.members.map(\.name), in: &ledger)
    supply = SupplyAccounts(
      accounts: accounts, tariffs: scenario.tariffs.map(\.tariff),
      tariffOfMember: scenario.members.map(\.tariff))
    residuals = scenario.members.map { _ in nil }
    trades = scenario.members.map { _ in .none }
    costs = scenario.members.map { _ in .zero }
    billed = costs
    billingStart = scenario.time.start
    billingEnd = scenario.time.zone.startOfNextMonth(after: scenario.time.start)
  }

  /// What all members were billed in the whole run, in currency units.
  var totalBilled: Double { Double(billed.reduce(Int128(0)) { $0 + Int128($1.micros) }) / 1e6 }

  /// Settles a member's interval.
  ///
  /// - Parameter period: The period of the member's tariff.
  mutating func settle(
    imported: MeteredEnergy, exported: MeteredEnergy, trade: LocalTrade, member: Int, period: Int
  ) throws(QuantityOverflow) {
    let residual = try Residual(
      imported: imported, exported: exported, bought: trade.bought, sold: trade.sold)
    residuals[member] = residual
    trades[member] = trade
    let forTrade = try supply.book(trade, member: member)
    let forSupply = try supply.charge(
      residual, bought: trade.bought, member: member, period: period)
    costs[member] = try forTrade.adding(forSupply)
  }

  /// Counts the network losses of an interval, which the tariffs cover.
  mutating func count(lossWattHours: Double) throws(QuantityOverflow) {
    losses += lossRegister.count(Energy(wattHours: lossWattHours))
  }

  /// Ends the billing period: posts every line of every bill and begins the next period.
  mutating func bill(
    at now: Instant, zone: CivilTimeZone, _ body: (BillLine) throws -> Void
  ) throws {
    let month = billingEnd.nanoseconds - zone.startOfMonth(containing: billingStart).nanoseconds
    let start = billingStart
    try supply.close(shareOfMonth: (now.nanoseconds - start.nanoseconds, month)) { member, line in
      guard line.energy != .zero || line.amount != .zero else { return }
      try ledger.post(
        Posting(
          debit: line.payer, credit: line.payee, amount: line.amount, energy: line.energy,
          kind: line.kind, bookedAt: now))
      let isReceipt = line.payee == accounts.members[member]
      let owed = isReceipt ? -line.amount : line.amount
      billed[member] = try billed[member].adding(owed)
      try body(BillLine(member: member, start: start, end: now, line: line, owed: owed))
    }
    try ledger.post(
      Posting(
        debit: accounts.distributionCompany, credit: accounts.retailer, amount: .zero,
        energy: losses, kind: .losses, bookedAt: now))
    losses = .zero
    (billingStart, billingEnd) = (now, zone.startOfNextMonth(after: now))
  }
}

/// A line of a bill, as the member sees it.
struct BillLine {
  let member: Int
  let start: Instant
  let end: Instant
  let line: ChargeLine
  /// What the member owes; negative when it is owed.
  let owed: Money
}
