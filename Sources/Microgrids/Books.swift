import Accounting
import Quantities
import Scenarios
import Settlement
import Tariffs

/// The money of a run: what each member owes for each interval, the bills, the ledger.
struct Books {
  private(set) var ledger = Ledger()
  let accounts: PartyAccounts
  private(set) var supply: SupplyAccounts
  /// The present interval's trade of each member.
  private(set) var trades: [LocalTrade]
  /// What each member owes for the present interval.
  private(set) var costs: [Money]
  /// What each member's energy cost in this billing period, and what it would have cost under the
  /// tariff alone, in currency units.
  private var months: [(alone: Double, paid: Double)]
  /// The import and export price of each tariff's periods, in currency units per mWh.
  private let tariffPrices: [[(importing: Double, exporting: Double)]]
  private let tariffOfMember: [Int]
  /// The bills of those whose tariffs look at a whole billing cycle; `nil` when there are none.
  private var cycles: CycleBilling?
  /// What each member was billed in the whole run.
  private(set) var billed: [Money]
  /// When the present billing period began, and when it ends.
  private(set) var billingStart: Instant
  private(set) var billingEnd: Instant
  private var lossRegister = EnergyRegister()
  private var losses = MeteredEnergy.zero
  /// What the owner of the network receives of local trades in this billing period.
  private var networkFees = Money.zero
  /// The energy of shared plants in this billing period that was nobody's.
  private var unallocated = MeteredEnergy.zero
  /// The credit that each member used in the present interval.
  private(set) var usedCredits: [MeteredEnergy]
  /// What the recorded postings have covered of each line, where each interval's are recorded.
  private var recorded: [(energy: MeteredEnergy, amount: Money)]?

  init(_ scenario: borrowing Scenario) {
    let hasContract = scenario.contract?.isEnabled == true
    accounts = PartyAccounts(
      memberNames: scenario.members.map(\.name), hasContract: hasContract, in: &ledger)
    supply = SupplyAccounts(
      accounts: accounts, tariffs: scenario.tariffs.map(\.plan),
      tariffOfMember: scenario.members.map(\.tariff), hasQuota: hasContract,
      isBilledByCycle: scenario.isBilledByCycle)
    cycles = CycleBilling(scenario)
    usedCredits = scenario.members.map { _ in .zero }
    trades = scenario.members.map { _ in .none }
    costs = scenario.members.map { _ in .zero }
    billed = costs
    months = scenario.members.map { _ in (0, 0) }
    tariffOfMember = scenario.members.map(\.tariff)
    tariffPrices = scenario.tariffs.map { named in
      named.plan.periods.names.indices.map {
        (
          EnergyPrice(named.plan.importPrice(inPeriod: $0)).unitsPerKilowattHour / 1e6,
          EnergyPrice(named.plan.exportPrice(inPeriod: $0)).unitsPerKilowattHour / 1e6
        )
      }
    }
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
    imported: MeteredEnergy, exported: MeteredEnergy, credited: MeteredEnergy, trade: LocalTrade,
    generationWattHours: Double, member: Int, period: Int
  ) throws(QuantityOverflow) {
    let residual = try Residual(
      imported: imported, exported: exported, credited: credited, bought: trade.bought,
      sold: trade.sold)
    trades[member] = trade
    usedCredits[member] = residual.usedCredit
    let forTrade = try supply.book(trade, member: member)
    let forSupply = try supply.charge(
      residual, bought: trade.bought, credited: residual.usedCredit, member: member,
      period: period)
    costs[member] = try forTrade.adding(forSupply)
    let demand = Double(imported.milliwattHours - exported.milliwattHours)
    let prices = tariffPrices[tariffOfMember[member]][period]
    months[member].paid += costs[member].units
    guard cycles?.bills(member) == true else {
      months[member].alone += demand * (demand > 0 ? prices.importing : prices.exporting)
      return
    }
    try cycles?.record(
      net: imported.subtracting(exported), residual: residual,
      generation: Energy(wattHours: generationWattHours), member: member, period: period)
  }

  /// Bills those whose tariffs look at the whole billing cycle that ends.
  mutating func closeCycle() throws {
    try cycles?.close(from: billingStart)
    for bill in cycles?.closed ?? [] {
      months[bill.member].alone += bill.alone.units
      months[bill.member].paid += bill.bill.total.units
    }
  }

  /// Charges a member for its deviation from the position that it had announced.
  mutating func chargeImbalance(
    _ energy: MeteredEnergy, _ amount: Money, member: Int
  ) throws(QuantityOverflow) {
    try supply.chargeImbalance(energy, amount, member: member)
    costs[member] = try costs[member].adding(amount)
    months[member].paid += amount.units
  }

  /// Counts what the owner of the network receives of an interval's local trades.
  mutating func count(networkFees fees: Money) throws(QuantityOverflow) {
    networkFees = try networkFees.adding(fees)
  }

  /// What a member's energy would have cost under the tariff alone in this billing period and what
  /// it did cost, compensation and upkeep included; counting begins anew.
  mutating func takeMonth(ofMember member: Int) -> (alone: Double, paid: Double) {
    defer { months[member] = (0, 0) }
    return months[member]
  }

  /// Counts the network losses of an interval, which the tariffs cover.
  mutating func count(lossWattHours: Double) throws(QuantityOverflow) {
    losses = try losses.adding(lossRegister.count(Energy(wattHours: lossWattHours)))
  }

  /// Counts the energy of shared plants that was nobody's in an interval.
  mutating func countUnallocated(_ energy: MeteredEnergy) throws(QuantityOverflow) {
    unallocated = try unallocated.adding(energy)
  }

  /// What the supplier has delivered to a member in this billing period, by period of its tariff.
  func supplied(toMember member: Int) -> [MeteredEnergy] {
    if let supplied = cycles?.supplied(toMember: member) { return supplied }
    return tariffPrices[tariffOfMember[member]].indices.map {
      supply.supplied(member: member, period: $0)
    }
  }

  /// Lets credits of the month offset what the supplier has delivered.
  mutating func compensate(
    _ energy: MeteredEnergy, member: Int, period: Int
  ) throws(QuantityOverflow) {
    months[member].paid += try supply.compensate(energy, member: member, period: period).units
  }

  /// Charges a member for the upkeep of the shared plants.
  mutating func chargeUpkeep(_ amount: Money, member: Int) throws(QuantityOverflow) {
    try supply.chargeUpkeep(amount, member: member)
    months[member].paid += amount.units
  }

  /// Books what a funder pays for a plant, in whole units of the currency.
  ///
  /// - Returns: The postings.
  mutating func invest(
    _ units: Int64, member: Int, at now: Instant
  ) throws(QuantityOverflow) -> [Posting] {
    let (micros, overflows) = units.multipliedReportingOverflow(by: 1_000_000)
    guard !overflows else { throw QuantityOverflow(calculation: "an investment") }
    let amount = Money(micros: micros)
    let postings = [
      accounts.investment(amount, member: member, at: now), accounts.building(amount, at: now),
    ].compactMap { $0 }
    for posting in postings { try ledger.post(posting) }
    return postings
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
    let share = (part: now.nanoseconds - billingStart.nanoseconds, whole: month)
    var entries: [BilledEntry] = []
    for (index, closed) in supply.close(shareOfMonth: share).enumerated() {
      let line = closed.line
      guard line.energy != .zero || line.amount != .zero else { continue }
      try ledger.post(debit: line.payer, credit: line.payee, amount: line.amount)
      let isReceipt = line.payee == accounts.members[closed.member]
      let owed = isReceipt ? -line.amount : line.amount
      billed[closed.member] = try billed[closed.member].adding(owed)
      entries.append(
        BilledEntry(
          line: RecordedLine(
            member: closed.member, start: billingStart, end: now, kind: line.kind,
            component: line.component, period: line.period, energy: line.energy,
            rate: rate(of: line, index: index, member: closed.member, shareOfMonth: share),
            owed: owed),
          posting: unrecorded(line, index: index, at: now)))
    }
    try addCycleBills(to: &entries, at: now)
    if losses != .zero {
      let posting = Posting(
        debit: accounts.distributionCompany, credit: accounts.retailer, amount: .zero,
        energy: losses, kind: .losses, bookedAt: now)
      try ledger.post(posting)
      entries.append(BilledEntry(line: nil, posting: posting))
    }
    losses = .zero
    if networkFees != .zero {
      let posting = Posting(
        debit: accounts.auctioneer, credit: accounts.distributionCompany, amount: networkFees,
        energy: .zero, kind: .networkFee, bookedAt: now)
      try ledger.post(posting)
      entries.append(BilledEntry(line: nil, posting: posting))
    }
    networkFees = .zero
    if unallocated != .zero, let posting = accounts.unallocatedQuota(unallocated, at: now) {
      try ledger.post(posting)
      entries.append(BilledEntry(line: nil, posting: posting))
    }
    unallocated = .zero
    recorded = recorded.map { $0.map { _ in (.zero, .zero) } }
    (billingStart, billingEnd) = (now, zone.startOfNextMonth(after: now))
    return entries
  }
}

// MARK: Bills of whole cycles

extension Books {
  /// How a line that is settled by the interval came about.
  private func rate(
    of line: ChargeLine, index: Int, member: Int, shareOfMonth share: (part: Int64, whole: Int64)
  ) -> BilledRate {
    switch line.kind {
    case .standingCharge:
      BilledRate(
        quantity: Double(share.part) / Double(max(share.whole, 1)), unit: .month,
        price: supply.standingCharge(ofMember: member)?.units ?? .nan)
    case .upkeep: BilledRate(quantity: 1, unit: .none, price: line.amount.units)
    default:
      BilledRate(
        quantity: line.energy.kilowattHours, unit: .kilowattHour,
        price: supply.price(ofLine: index, member: member)?.units ?? .nan)
    }
  }

  /// Posts the bills of the cycle that ends: each line to its party, its taxes to the state.
  private mutating func addCycleBills(
    to entries: inout [BilledEntry], at now: Instant
  ) throws(QuantityOverflow) {
    for closed in cycles?.takeClosed() ?? [] {
      let payer = accounts.members[closed.member]
      for line in closed.bill.lines {
        let owed = try line.net.adding(line.tax)
        let energy =
          line.unit == .kilowattHour ? MeteredEnergy(milliwattHours: line.quantity) : .zero
        var posting: Posting? = Posting(
          debit: payer, credit: accounts.account(of: line.party), amount: line.net, energy: energy,
          kind: PostingKind(line.kind), bookedAt: now)
        if let posting { try ledger.post(posting) }
        billed[closed.member] = try billed[closed.member].adding(owed)
        if line.net == .zero, energy == .zero { posting = nil }
        entries.append(
          BilledEntry(
            line: RecordedLine(
              member: closed.member, start: billingStart, end: now, kind: PostingKind(line.kind),
              component: line.component, period: line.period, energy: energy,
              rate: BilledRate(line), tax: line.tax, owed: owed),
            posting: posting))
        guard line.tax != .zero else { continue }
        let tax = Posting(
          debit: payer, credit: accounts.government, amount: line.tax, kind: .tax, bookedAt: now)
        try ledger.post(tax)
        entries.append(BilledEntry(line: nil, posting: tax))
      }
    }
  }
}
