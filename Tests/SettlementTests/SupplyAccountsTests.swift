import Accounting
import Parameters
import Quantities
import Settlement
import Tariffs
import Testing

struct SupplyAccountsTests {
  static func tariff() throws -> RatePlan {
    func component(_ name: String, _ party: String, _ price: Double, _ share: Double)
      -> ParameterValues
    {
      ParameterValues([
        "name": .text(name), "party": .text(party), "price": .number(price),
        "localTradeShare": .number(share),
      ])
    }
    return try FlatTariff(
      ParameterValues([
        "components": .list([
          component("energy", "retailer", 0.10, 0),
          component("network", "distribution-company", 0.07, 0.5),
          component("taxes", "government", 0.13, 0.2),
        ]),
        "exportPrice": .number(0.08), "standingCharge": .number(9),
      ])
    ).plan(named: "flat", TariffInputs(currency: "EUR"))
  }

  static func kilowattHours(_ number: Double) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: Int64(number * 1e6))
  }

  @Test("An interval and a month of two members, calculated by hand")
  func handCalculated() throws {
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["buyer", "seller"], in: &ledger)
    var supply = SupplyAccounts(
      accounts: accounts, tariffs: [try Self.tariff()], tariffOfMember: [0, 0])

    // The seller exports 5 kWh and sells 3 at 0.15; the buyer imports 4 kWh.
    var (bought, sold) = (LocalTrade.none, LocalTrade.none)
    try bought.buy(Self.kilowattHours(3), for: Money(micros: 450_000))
    try sold.sell(Self.kilowattHours(3), for: Money(micros: 450_000))
    let buyerResidual = try Residual(
      imported: Self.kilowattHours(4), exported: .zero, bought: bought.bought, sold: .zero)
    let sellerResidual = try Residual(
      imported: .zero, exported: Self.kilowattHours(5), bought: .zero, sold: sold.sold)
    #expect(buyerResidual.fromSupplier == Self.kilowattHours(1))
    #expect(buyerResidual.toSupplier == .zero)
    #expect(sellerResidual.toSupplier == Self.kilowattHours(2))

    // 0.45 to the seller, 3·(0.035 + 0.026) = 0.183 for using the network, 0.30 for 1 kWh.
    let buyerCost =
      try supply.book(bought, member: 0)
      + supply.charge(buyerResidual, bought: bought.bought, member: 0, period: 0)
    #expect(buyerCost == Money(micros: 450_000 + 183_000 + 300_000))
    let sellerCost =
      try supply.book(sold, member: 1)
      + supply.charge(sellerResidual, bought: .zero, member: 1, period: 0)
    #expect(sellerCost == Money(micros: -450_000 - 160_000))

    for (_, line) in supply.close(shareOfMonth: (1, 2)) {
      try ledger.post(
        Posting(
          debit: line.payer, credit: line.payee, amount: line.amount, energy: line.energy,
          kind: line.kind, bookedAt: Instant(nanoseconds: 0)))
    }
    #expect(ledger.balance(of: accounts.members[0]) == Money(micros: -933_000 - 4_500_000))
    #expect(ledger.balance(of: accounts.members[1]) == Money(micros: 610_000 - 4_500_000))
    #expect(ledger.balance(of: accounts.retailer) == Money(micros: 100_000 - 160_000 + 9_000_000))
    #expect(ledger.balance(of: accounts.distributionCompany) == Money(micros: 70_000 + 105_000))
    #expect(ledger.balance(of: accounts.government) == Money(micros: 130_000 + 78_000))
    #expect(ledger.balance(of: accounts.auctioneer) == .zero)
    #expect(ledger.sumOfBalances == .zero)
    #expect(supply.lines.allSatisfy { $0.amount == .zero && $0.energy == .zero })
  }

  @Test("The amounts of many small intervals sum to the whole energy's price, rounded once")
  func roundedOnce() throws {
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["member"], in: &ledger)
    var supply = SupplyAccounts(
      accounts: accounts, tariffs: [try Self.tariff()], tariffOfMember: [0])
    var owed = Money.zero
    let intervals: Int64 = 100_000
    for _ in 0..<intervals {
      // 7 mWh at 0.30 would be 2.1 millionths.
      let residual = try Residual(
        imported: MeteredEnergy(milliwattHours: 7), exported: .zero, bought: .zero, sold: .zero)
      owed += try supply.charge(residual, bought: .zero, member: 0, period: 0)
    }
    #expect(owed == Money(micros: 7 * intervals * 3 / 10))
  }

  @Test("What no 64 bits can hold is an error, not a wrong number")
  func overflowIsAnError() throws {
    #expect(throws: QuantityOverflow.self) {
      try Residual(
        imported: MeteredEnergy(milliwattHours: .max), exported: .zero, bought: .zero,
        sold: MeteredEnergy(milliwattHours: 1))
    }
    var ledger = Ledger()
    let accounts = PartyAccounts(memberNames: ["member"], in: &ledger)
    var supply = SupplyAccounts(
      accounts: accounts, tariffs: [try Self.tariff()], tariffOfMember: [0])
    let residual = try Residual(
      imported: MeteredEnergy(milliwattHours: .max), exported: .zero, bought: .zero, sold: .zero)
    #expect(throws: QuantityOverflow.self) {
      _ = try supply.charge(residual, bought: .zero, member: 0, period: 0)
      _ = try supply.charge(residual, bought: .zero, member: 0, period: 0)
    }
  }
}
