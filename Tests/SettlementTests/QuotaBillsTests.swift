import Accounting
import Parameters
import Quantities
import Settlement
import Tariffs
import Testing

struct QuotaBillsTests {
  private func kilowattHours(_ number: Double) -> MeteredEnergy {
    SupplyAccountsTests.kilowattHours(number)
  }

  /// A community of two with a contract, and its bills.
  private func community() throws -> (Ledger, PartyAccounts, SupplyAccounts) {
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["first", "second"], hasContract: true, in: &ledger)
    let supply = SupplyAccounts(
      accounts: accounts, tariffs: [try SupplyAccountsTests.tariff()], tariffOfMember: [0, 0],
      hasQuota: true)
    return (ledger, accounts, supply)
  }

  private func post(_ supply: inout SupplyAccounts, to ledger: inout Ledger) throws {
    for (_, line) in supply.close(shareOfMonth: (1, 1)) {
      try ledger.post(debit: line.payer, credit: line.payee, amount: line.amount)
    }
  }

  @Test("An interval with quota and a local trade, calculated by hand")
  func interval() throws {
    var (ledger, accounts, supply) = try community()
    var registers = CreditRegisters(memberCount: 2)
    registers.beginInterval()
    registers.divide(
      Energy(kilowattHours: 4),
      among: [QuotaShare(member: 0, quota: 5_000), QuotaShare(member: 1, quota: 3_000)],
      capacity: Quota(watts: 10_000))

    // The first imports 3 kWh, the second 0.5; the second sells 0.4 kWh to the first at 0.20.
    var (purchase, sale) = (LocalTrade.none, LocalTrade.none)
    try purchase.buy(kilowattHours(0.4), for: Money(micros: 80_000))
    try sale.sell(kilowattHours(0.4), for: Money(micros: 80_000))
    let first = try Residual(
      imported: kilowattHours(3), exported: .zero, credited: registers.credited[0],
      bought: purchase.bought, sold: .zero)
    let second = try Residual(
      imported: kilowattHours(0.5), exported: .zero, credited: registers.credited[1],
      bought: .zero, sold: sale.sold)
    #expect(first.usedCredit == kilowattHours(2))
    #expect(first.fromSupplier == kilowattHours(0.6))
    #expect(second.usedCredit == kilowattHours(0.5))
    #expect(second.toSupplier == kilowattHours(0.3))

    // 0.08 to the second, 0.6·0.30 = 0.18 for supply, 0.4·0.061 + 2·0.061 = 0.1464 for the network.
    let firstOwes =
      try supply.book(purchase, member: 0)
      + supply.charge(
        first, bought: purchase.bought, credited: first.usedCredit, member: 0, period: 0)
    #expect(firstOwes == Money(micros: 80_000 + 180_000 + 146_400))
    // 0.08 from the first, 0.3·0.08 = 0.024 for the surplus, 0.5·0.061 = 0.0305 for the network.
    let secondOwes =
      try supply.book(sale, member: 1)
      + supply.charge(second, bought: .zero, credited: second.usedCredit, member: 1, period: 0)
    #expect(secondOwes == Money(micros: -80_000 - 24_000 + 30_500))

    try post(&supply, to: &ledger)
    let posting = try #require(
      accounts.unallocatedQuota(registers.unallocated, at: Instant(seconds: 0)))
    #expect(posting.energy == kilowattHours(0.8) && posting.kind == .unallocatedQuota)
    #expect(posting.debit == accounts.retailer && posting.credit == accounts.contract)
    try ledger.post(posting)
    #expect(ledger.balance(of: accounts.members[0]) == Money(micros: -406_400 - 9_000_000))
    #expect(ledger.balance(of: accounts.members[1]) == Money(micros: 73_500 - 9_000_000))
    #expect(ledger.balance(of: accounts.retailer) == Money(micros: 36_000 + 18_000_000))
    #expect(ledger.balance(of: accounts.distributionCompany) == Money(micros: 143_500))
    #expect(ledger.balance(of: accounts.government) == Money(micros: 153_400))
    #expect(ledger.balance(of: accounts.auctioneer) == .zero)
    #expect(ledger.sumOfBalances == .zero)
  }

  @Test("A month with banked credits, a minimum and upkeep, calculated by hand")
  func month() throws {
    var (ledger, accounts, supply) = try community()
    var bank = CreditBank(memberCount: 2, periodCounts: [1, 1], lifeMonths: 60)
    try bank.earn(kilowattHours(20), member: 0, period: 0, month: 7)
    try bank.earn(kilowattHours(300), member: 0, period: 0, month: 8)
    let residual = try Residual(
      imported: kilowattHours(350), exported: .zero, bought: .zero, sold: .zero)
    let owed = try supply.charge(residual, bought: .zero, member: 0, period: 0)
    #expect(owed == Money(micros: 105_000_000))

    let consumption = (0..<supply.periodCount(ofMember: 0)).map {
      supply.supplied(member: 0, period: $0)
    }
    #expect(consumption == [kilowattHours(350)])
    let offset = try bank.compensate(
      consumption, minimum: kilowattHours(100), member: 0, month: 8)
    // min(320, 350 − 100) = 250: the old 20 and 230 of the 300.
    #expect(offset == [kilowattHours(250)])
    #expect(bank.balance(ofMember: 0, period: 0, usableIn: 68) == kilowattHours(70))
    #expect(bank.balance(ofMember: 0, period: 0, usableIn: 69) == .zero)
    // 250·(0.10 + 0.07/2 + 0.8·0.13) = 250·0.239.
    let refund = try supply.compensate(offset[0], member: 0, period: 0)
    #expect(refund == Money(micros: -59_750_000))
    try supply.chargeUpkeep(Money(micros: 5_000_000), member: 0)

    try post(&supply, to: &ledger)
    #expect(ledger.balance(of: accounts.members[0]) == Money(micros: -59_250_000))
    #expect(ledger.balance(of: accounts.retailer) == Money(micros: 10_000_000 + 18_000_000))
    #expect(ledger.balance(of: accounts.distributionCompany) == Money(micros: 15_750_000))
    #expect(ledger.balance(of: accounts.government) == Money(micros: 19_500_000))
    #expect(try ledger.balance(of: #require(accounts.contract)) == Money(micros: 5_000_000))
    #expect(ledger.sumOfBalances == .zero)
    #expect(supply.lines.allSatisfy { $0.amount == .zero && $0.energy == .zero })
  }

  @Test("What funders pay in passes through the contract to the plant's builder")
  func investment() throws {
    var (ledger, accounts, _) = try community()
    let moment = Instant(seconds: 60)
    for (member, amount) in [(0, 300), (1, 700)] {
      try ledger.post(
        #require(
          accounts.investment(Money(micros: Int64(amount)), member: member, at: moment)))
    }
    #expect(try ledger.balance(of: #require(accounts.contract)) == Money(micros: 1_000))
    try ledger.post(#require(accounts.building(Money(micros: 1_000), at: moment)))
    #expect(try ledger.balance(of: #require(accounts.contract)) == .zero)
    #expect(try ledger.balance(of: #require(accounts.builder)) == Money(micros: 1_000))
    #expect(ledger.balance(of: accounts.members[1]) == Money(micros: -700))
    #expect(ledger.sumOfBalances == .zero)
  }

  @Test("Without a contract the accounts and the bills' lines are as they were")
  func withoutContract() throws {
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["member"], in: &ledger)
    #expect(
      ledger.accounts.map(\.name)
        == ["retailer", "distribution company", "government", "auctioneer", "member"])
    #expect(accounts.contract == nil && accounts.builder == nil)
    #expect(accounts.unallocatedQuota(kilowattHours(1), at: Instant(seconds: 0)) == nil)
    #expect(accounts.investment(Money(micros: 1), member: 0, at: Instant(seconds: 0)) == nil)
    #expect(accounts.building(Money(micros: 1), at: Instant(seconds: 0)) == nil)
    let supply = SupplyAccounts(
      accounts: accounts, tariffs: [try SupplyAccountsTests.tariff()], tariffOfMember: [0])
    #expect(
      supply.lines.map(\.kind) == [
        .supplierImport, .localCharge, .supplierImport, .localCharge, .supplierImport,
        .localCharge, .supplierExport, .imbalance, .localTrade, .localTrade, .standingCharge,
      ])
  }

  @Test("With a contract its accounts stand between the auctioneer's and the members'")
  func names() throws {
    let (ledger, accounts, _) = try community()
    #expect(
      ledger.accounts.map(\.name) == [
        "retailer", "distribution company", "government", "auctioneer", "contract",
        "plant builder", "first", "second",
      ])
    #expect(accounts.members.map(\.rawValue) == [6, 7])
  }

  /// A regime of Brazilian compensation: the share of the distribution wire (Fio B) that is due on
  /// compensated energy, and the bill that a table of the law's formulas expects.
  struct Regime: Sendable {
    let wireShare: Double
    let expected: Double
  }

  // Law 14.300/2022: GD I, then GD II from 2023 to 2028, for 350 kWh consumed and 300 compensated at
  // the prices of Energisa Tocantins of July 2026, taxes left out.
  static let regimes = [
    Regime(wireShare: 0, expected: 50.303), Regime(wireShare: 0.15, expected: 70.169522),
    Regime(wireShare: 0.3, expected: 90.036044), Regime(wireShare: 0.45, expected: 109.902566),
    Regime(wireShare: 0.6, expected: 129.769088), Regime(wireShare: 0.75, expected: 149.635609),
    Regime(wireShare: 0.9, expected: 169.502131),
  ]

  @Test("Brazilian bills with compensated energy are as the law's formulas", arguments: regimes)
  func brazil(_ regime: Regime) throws {
    func component(_ name: String, _ party: String, _ price: Double, _ share: Double)
      -> ParameterValues
    {
      ParameterValues([
        "name": .text(name), "party": .text(party), "price": .number(price),
        "localTradeShare": .number(share),
      ])
    }
    let tariff = try FlatTariff(
      ParameterValues([
        "components": .list([
          component("energy", "retailer", 0.32263, 0),
          component("wire", "distribution-company", 0.441478264, regime.wireShare),
          component("other", "distribution-company", 0.68343 - 0.441478264, 0),
        ]),
        "exportPrice": .number(0), "standingCharge": .number(0),
      ])
    ).plan(named: "flat", TariffInputs(currency: "BRL"))
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["member"], hasContract: true, in: &ledger)
    var supply = SupplyAccounts(
      accounts: accounts, tariffs: [tariff], tariffOfMember: [0], hasQuota: true)
    var bank = CreditBank(memberCount: 1, periodCounts: [1], lifeMonths: 60)
    try bank.earn(kilowattHours(300), member: 0, period: 0, month: 0)
    let residual = try Residual(
      imported: kilowattHours(350), exported: .zero, bought: .zero, sold: .zero)
    var owed = try supply.charge(residual, bought: .zero, member: 0, period: 0)
    let offset = try bank.compensate(
      [kilowattHours(350)], minimum: kilowattHours(50), member: 0, month: 0)
    owed += try supply.compensate(offset[0], member: 0, period: 0)
    // What stays due on local energy is held in millionths, so 300 kWh are up to half a thousandth off.
    #expect(abs(owed.units - regime.expected) < 0.0005)
  }

  @Test("Amounts that no 64 bits can hold are errors")
  func overflow() throws {
    var (_, _, supply) = try community()
    #expect(throws: QuantityOverflow.self) {
      try supply.chargeUpkeep(Money(micros: .max), member: 1)
      try supply.chargeUpkeep(Money(micros: 1), member: 1)
    }
    #expect(throws: QuantityOverflow.self) {
      for _ in 0..<3 {
        _ = try supply.compensate(
          MeteredEnergy(milliwattHours: .max / 2), member: 0, period: 0)
      }
    }
  }
}
