import Quantities
import Settlement
import Tariffs
import TestSupport

/// A community of two customers without and one with own generation, over two months.
enum FairnessFixtures {
  static func price(_ units: Double) -> UnitPrice { UnitPrice(rounding: units) }

  static func plan() -> RatePlan {
    var plan = RatePlan(
      name: "flat", currency: "EUR",
      components: [
        RateComponent("energy", party: .retailer),
        RateComponent("network", party: .distributionCompany),
        RateComponent("levy", party: .government),
      ],
      energy: [
        [EnergyTier(prices: [price(0.2), price(0.1), price(0.05)], exportPrice: price(0.08))]
      ])
    plan.taxes.taxes = [Tax("VAT", rateMillionths: 190_000, group: 0)]
    return plan
  }

  static func grid(_ days: Int = 61) throws -> BillingGrid {
    try BillingGrid(
      start: Instant(seconds: 1_717_200_000), intervalNanoseconds: 3_600_000_000_000,
      count: 24 * days)
  }

  static func meters(seed: Int, count: Int = 3, on grid: BillingGrid) -> [MeterSeries] {
    var generator = TestGenerator(seed: seed)
    return (0..<count).map { member in
      let producer = member == count - 1
      return MeterSeries(
        imported: (0..<grid.count).map { interval in
          producer && (9..<16).contains(interval % 24)
            ? 0 : Int64.random(in: 0...1_500_000, using: &generator)
        },
        exported: (0..<grid.count).map { interval in
          producer && (9..<16).contains(interval % 24)
            ? Int64.random(in: 0...3_000_000, using: &generator) : 0
        })
    }
  }

  static func study(seed: Int, plan: RatePlan = plan()) throws -> FairnessStudy {
    let grid = try grid()
    return FairnessStudy(
      memberNames: ["A", "B", "C"], plans: [plan], planOfMember: [0, 0, 0], grid: grid,
      meters: meters(seed: seed, on: grid))
  }
}
