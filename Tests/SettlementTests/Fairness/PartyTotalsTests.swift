import Quantities
import Settlement
import Tariffs
import TestSupport
import Testing

struct PartyTotalsTests {
  @Test("What members pay is what retailer, network and state receive, by hand")
  func byHand() throws {
    let grid = try FairnessFixtures.grid(30)
    var imported = [Int64](repeating: 0, count: grid.count)
    var exported = imported
    imported[0] = 10_000_000
    exported[1] = 5_000_000
    var state = BillingState()
    let engine = try BillingEngine(FairnessFixtures.plan(), on: grid)
    let bills = try engine.bills(
      for: MeterSeries(imported: imported, exported: exported), state: &state)
    let totals = try PartyTotals([bills])
    // 10 kWh: 2.00, 1.00 and 0.50 with 19 %; 5 kWh sold at 0.08.
    #expect(totals.members == [Money(micros: 3_500_000 + 665_000 - 400_000)])
    #expect(totals.retailer == Money(micros: 2_000_000 - 400_000))
    #expect(totals.distributionCompany == Money(micros: 1_000_000))
    #expect(totals.government == Money(micros: 500_000 + 665_000))
    #expect(totals.community == .zero)
  }

  @Test("The changes of all parties sum to the change of the real costs", arguments: 0..<50)
  func identity(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let grid = try FairnessFixtures.grid(40)
    func totals(_ meters: [MeterSeries], _ price: Double) throws -> PartyTotals {
      var plan = FairnessFixtures.plan()
      plan.energy[0][0].prices[1] = FairnessFixtures.price(price)
      let billing = try CommunityBilling(
        plans: [plan], planOfMember: [0, 0, 0], memberNames: ["A", "B", "C"], on: grid)
      var states = meters.map { _ in BillingState() }
      return try PartyTotals(billing.bills(for: meters, states: &states))
    }
    let prices = PriceSeries(
      start: grid.start, intervalNanoseconds: 3_600_000_000_000,
      prices: (0..<grid.count).map { _ in
        UnitPrice(nanos: .random(in: -50_000_000...300_000_000, using: &generator))
      })
    let before = FairnessFixtures.meters(seed: seed, on: grid)
    let after = FairnessFixtures.meters(seed: seed + 1000, on: grid)
    var (base, changed) = (OutsideCosts(), OutsideCosts())
    base.energy = try OutsideCosts.wholesale(of: before, at: prices, on: grid)
    changed.energy = try OutsideCosts.wholesale(of: after, at: prices, on: grid)
    changed.losses = Money(micros: .random(in: 0...9_000_000, using: &generator))
    changed.members = [Money(micros: 7), .zero, Money(micros: -3)]
    let change = try PartyChange(
      from: totals(before, 0.1), costs: base, to: totals(after, 0.07), costs: changed)
    #expect(change.gap == 0)
    #expect(
      change.cost.micros == changed.energy.micros - base.energy.micros + changed.losses.micros + 4)
  }

  @Test("The wholesale cost is that of the net import in each interval, by hand")
  func wholesale() throws {
    let grid = try BillingGrid(
      start: Instant(seconds: 0), intervalNanoseconds: 3_600_000_000_000, count: 2)
    let meters = [
      MeterSeries(imported: [3_000_000, 1_000_000], exported: [0, 0]),
      MeterSeries(imported: [0, 0], exported: [1_000_000, 4_000_000]),
    ]
    let prices = PriceSeries(
      start: grid.start, intervalNanoseconds: 3_600_000_000_000,
      prices: [FairnessFixtures.price(0.1), FairnessFixtures.price(0.05)])
    // 2·0.10 − 3·0.05
    #expect(try OutsideCosts.wholesale(of: meters, at: prices, on: grid) == Money(micros: 50_000))
    let short = PriceSeries(
      start: grid.start, intervalNanoseconds: 3_600_000_000_000, prices: [prices.prices[0]])
    #expect(throws: BillingError.self) {
      try OutsideCosts.wholesale(of: meters, at: short, on: grid)
    }
  }

  @Test("A bill that is not the sum of its lines is refused")
  func wrongTotal() throws {
    let grid = try FairnessFixtures.grid(1)
    let bill = Bill(cycle: grid.cycles[0], lines: [], total: Money(micros: 1))
    #expect(throws: BillingError.self) { try PartyTotals([[bill]]) }
  }
}
