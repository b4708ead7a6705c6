import Accounting
import Quantities
import Scenarios
import Settlement

/// The money of a run: what each member owes for each interval, the bills, the ledger.
struct Books {
  private(set) var ledger = Ledger()
  let accounts: PartyAccounts
  private var supply: SupplyAccounts
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
  /// What the recorded postings have covered of each line, where each interval's are recorded.
  private var recorded: [(energy: MeteredEnergy, amount: Money)]?

  init(_ scenario: borrowing Scenario) {
    accounts = PartyAccounts(memberNames: scenario.members.map(\.name), in: &ledger)
    supply = SupplyAccounts(
      accounts: accounts, tariffs: scenario.tariffs.map(\.tariff),
      tariffOfMember: scenario.members.map(\.tariff))
    trades = scenario.members.map { _ in .none }
    costs = scenario.members.map { _ in .zero }
    billed = costs
    billingStart = scenario.time.start
    billingEnd = scenario.time.zone.startOfNextMonth(after: scenario.time.start)
    if scenario.recording.ledger == .full { recorded = supply.lines.map { _ in (.zero, .zero) } }
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
    trades[member] = trade
    let forTrade = try supply.book(trade, member: member)
    let forSupply = try supply.charge(
      residual, bought: trade.bought, member: member, period: period)
    costs[member] = try forTrade.adding(forSupply)
  }

  /// Counts the network losses of an interval, which the tariffs cover.
  mutating func count(lossWattHours: Double) throws(QuantityOverflow) {
    losses = try losses.adding(lossRegister.count(Energy(wattHours: lossWattHours)))
  }

  /// Hands over the postings of the interval that ends, where each interval's are recorded.
  mutating func takePostingsOfInterval<Failure: Error>(
    at now: Instant, _ body: (Posting) throws(Failure) -> Void
  ) throws(Failure) {
    guard recorded != nil else { return }
    for index in supply.lines.indices {
      let line = supply.lines[index]
      if let posting = unrecorded(line, index: index, at: now) { try body(posting) }
      recorded?[index] = (line.energy, line.amount)
    }
  }

  /// What no recorded posting has covered of a line; `nil` when there is nothing.
  private func unrecorded(_ line: ChargeLine, index: Int, at now: Instant) -> Posting? {
    let before = recorded?[index] ?? (.zero, .zero)
    let (energy, amount) = (line.energy - before.energy, line.amount - before.amount)
    guard energy != .zero || amount != .zero else { return nil }
    return Posting(
      debit: line.payer, credit: line.payee, amount: amount, energy: energy, kind: line.kind,
      bookedAt: now)
  }

  /// Ends the billing period: posts every line of every bill and begins the next period.
  ///
  /// - Returns: The lines of the bills and the postings to record.
  mutating func bill(
    at now: Instant, zone: CivilTimeZone
  ) throws(QuantityOverflow) -> [BilledEntry] {
    let month = billingEnd.nanoseconds - zone.startOfMonth(containing: billingStart).nanoseconds
    var entries: [BilledEntry] = []
    for (index, closed) in supply.close(
      shareOfMonth: (now.nanoseconds - billingStart.nanoseconds, month)
    ).enumerated() {
      let line = closed.line
      guard line.energy != .zero || line.amount != .zero else { continue }
      try ledger.post(debit: line.payer, credit: line.payee, amount: line.amount)
      let isReceipt = line.payee == accounts.members[closed.member]
      let owed = isReceipt ? -line.amount : line.amount
      billed[closed.member] = try billed[closed.member].adding(owed)
      entries.append(
        BilledEntry(
          line: BillLine(
            member: closed.member, start: billingStart, end: now, kind: line.kind,
            component: line.component, period: line.period, energy: line.energy, owed: owed),
          posting: unrecorded(line, index: index, at: now)))
    }
    if losses != .zero {
      let posting = Posting(
        debit: accounts.distributionCompany, credit: accounts.retailer, amount: .zero,
        energy: losses, kind: .losses, bookedAt: now)
      try ledger.post(posting)
      entries.append(BilledEntry(line: nil, posting: posting))
    }
    losses = .zero
    recorded = recorded.map { $0.map { _ in (.zero, .zero) } }
    (billingStart, billingEnd) = (now, zone.startOfNextMonth(after: now))
    return entries
  }
}

/// A line of a bill and a posting, either of which may be missing.
struct BilledEntry {
  let line: BillLine?
  let posting: Posting?
}

/// A line of a bill, as the member sees it.
struct BillLine {
  let member: Int
  let start: Instant
  let end: Instant
  let kind: PostingKind
  /// The tariff component, or what else is billed.
  let component: String
  /// The period of the tariff.
  let period: String
  let energy: MeteredEnergy
  /// What the member owes; negative when it is owed.
  let owed: Money
}
