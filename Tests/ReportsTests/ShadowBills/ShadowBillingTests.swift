import Foundation
import Quantities
import Reports
import ResultFiles
import Tariffs
import TestSupport
import Testing

@Suite("Bills of a finished run under other tariffs")
struct ShadowBillingTests {
  static func price(_ micros: Int64) -> UnitPrice { UnitPrice(nanos: micros * 1000) }

  /// The tariff of the run.
  static var own: RatePlan {
    RatePlan(
      name: "B1", currency: "BRL",
      components: [
        RateComponent("energy", party: .retailer),
        RateComponent("wires", party: .distributionCompany),
      ],
      energy: [
        [
          EnergyTier(
            prices: [price(RunFile.prices.energy), price(RunFile.prices.wires)],
            exportPrice: price(RunFile.prices.export))
        ]
      ])
  }

  /// One with tiers, a charge for each month, a demand charge and a tax.
  static var rich: RatePlan {
    var plan = own
    plan.name = "tiers & tax"
    plan.energy = [
      [
        EnergyTier(limit: 5_000_000, prices: [price(310_001), price(200_003)]),
        EnergyTier(prices: [price(770_007), price(200_003)], exportPrice: price(100_000)),
      ]
    ]
    plan.fixed = [FixedCharge("standing", price: price(31_000_000))]
    plan.demand = [DemandCharge("demand", tiers: [[DemandTier(price: price(4_000_000))]])]
    plan.taxes.taxes = [Tax("ICMS", rateMillionths: 200_000, group: 0)]
    plan.taxes.method = .insideEach
    return plan
  }

  static func shadow(
    _ tariffs: [TariffChoice], trades: Bool = false, _ reading: MeterReading = .net
  ) throws -> ShadowBills {
    let meters = try RunMetersTests.meters(
      RunFile(trades: trades), RunMetersTests.options(reading))
    return try ShadowBilling(meters, tariffs: tariffs).bills()
  }

  @Test("The run's own tariff gives the run's bills again", arguments: [false, true])
  func ownTariff(trades: Bool) throws {
    let bills = try Self.shadow([TariffChoice(Self.own)], trades: trades, trades ? .residual : .net)
    for member in 0..<3 {
      for cycle in 0..<2 {
        #expect(
          bills.cases[0].bill(ofMember: member, cycle: cycle)
            == bills.simulated.bill(ofMember: member, cycle: cycle))
      }
    }
    #expect(bills.cases[0].total == bills.simulated.total)
    for party in bills.simulated.parties {
      #expect(
        bills.cases[0].receipts(ofParty: party, cycles: [0, 1])
          == bills.simulated.receipts(ofParty: party, cycles: [0, 1]), "\(party)")
    }
  }

  @Test("Shadow bills are those of the engine itself", arguments: MeterReading.allCases)
  func directBills(reading: MeterReading) throws {
    let meters = try RunMetersTests.meters(RunFile(), RunMetersTests.options(reading))
    let bills = try ShadowBilling(
      meters, tariffs: [TariffChoice(Self.rich), TariffChoice(Self.own)]
    ).bills()
    let engine = try BillingEngine(Self.rich, on: meters.grid)
    var sum: Int64 = 0
    for member in 0..<3 {
      var state = BillingState()
      let direct = try engine.bills(for: meters.meter(ofMember: member), state: &state)
      for (cycle, bill) in direct.enumerated() {
        #expect(bills.cases[0].bill(ofMember: member, cycle: cycle) == bill.total)
        #expect(bill.total != .zero)
        sum += bill.total.micros
      }
    }
    #expect(bills.cases[0].total.micros == sum)
  }

  @Test("What the parties receive is what the members pay, in each reading")
  func partiesBalance() throws {
    for reading in MeterReading.allCases {
      let bills = try Self.shadow(
        [TariffChoice(Self.rich), TariffChoice(Self.own)], trades: true, reading)
      for made in [bills.simulated] + bills.cases {
        for cycle in 0..<2 {
          let received = made.parties.reduce(Int64(0)) {
            $0 + made.receipts(ofParty: $1, cycles: [cycle]).micros
          }
          #expect(received == made.bills(inCycle: cycle).micros, "\(made.name), \(reading)")
        }
        #expect(
          made.components.reduce(Int64(0)) { $0 + $1.amount.micros } == made.total.micros)
      }
    }
  }

  @Test("Members who are named pay their own tariff in every comparison")
  func namedMembers() throws {
    let bills = try Self.shadow([
      TariffChoice(Self.own), TariffChoice(Self.rich, name: "rich"),
      TariffChoice(Self.rich, name: "commercial", members: ["bakery", "sun-*"]),
    ])
    #expect(bills.cases.map(\.name) == ["B1", "rich"])
    for member in 1..<3 {
      #expect(
        bills.cases[0].bill(ofMember: member) == bills.cases[1].bill(ofMember: member))
    }
    #expect(bills.cases[0].bill(ofMember: 0) == bills.simulated.bill(ofMember: 0))
    #expect(bills.cases[0].bill(ofMember: 0) != bills.cases[1].bill(ofMember: 0))
  }

  @Test("A set of rules of sharing is a comparison of its own beside the tariff alone")
  func sharing() throws {
    let meters = try RunMetersTests.meters()
    let bills = try ShadowBilling(
      meters, tariffs: [TariffChoice(Self.rich)],
      sharing: [SharingChoice(name: "nothing shared", rules: [])]
    ).bills()
    #expect(bills.cases.map(\.name) == ["tiers & tax", "tiers & tax + nothing shared"])
    #expect(bills.cases[0].total == bills.cases[1].total)
  }

  struct BadChoice: CustomTestStringConvertible, Sendable {
    var testDescription: String { message }
    var message: String
    var tariffs: [TariffChoice]
  }

  static let badChoices = [
    BadChoice(message: "there is no tariff", tariffs: []),
    BadChoice(
      message: "the run has no member 'shop'",
      tariffs: [TariffChoice(own), TariffChoice(rich, members: ["shop"])]),
    BadChoice(
      message: "'bakery' is to pay both 'B1' and 'tiers & tax'",
      tariffs: [TariffChoice(own, members: ["bakery"]), TariffChoice(rich, members: ["b*"])]),
    BadChoice(
      message: "2 members have no tariff, 'ana' first",
      tariffs: [TariffChoice(own, members: ["bakery"])]),
    BadChoice(
      message: "two tariffs are called 'B1'", tariffs: [TariffChoice(own), TariffChoice(own)]),
    BadChoice(
      message: "'USD rate' has prices in USD, but the run counts in BRL",
      tariffs: [
        TariffChoice(RatePlan(name: "USD rate", currency: "USD", components: [], energy: []))
      ]
    ),
    BadChoice(
      message: "needs the generation behind the meters",
      tariffs: [
        TariffChoice(
          {
            var plan = own
            plan.exports.kind = .buyAllSellAll
            return plan
          }())
      ]),
  ]

  @Test("A choice of tariffs that cannot be billed is refused", arguments: badChoices)
  func refused(choice: BadChoice) throws {
    let meters = try RunMetersTests.meters()
    do throws(ShadowBillError) {
      _ = try ShadowBilling(meters, tariffs: choice.tariffs)
      Issue.record("was billed")
    } catch {
      #expect(error.description.contains(choice.message), "\(error)")
    }
  }
}
