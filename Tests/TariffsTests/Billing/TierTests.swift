import Quantities
import Tariffs
import Testing

/// The worked examples of `urdb_tier_semantics.json`.
struct TierTests {
  /// 1 kW throughout January: the first half of each day in one period, the rest in another.
  private func plan() throws -> RatePlan {
    BillingSamples.plan(
      [
        [
          BillingSamples.tier(0.1, upTo: 100, export: 0.1), BillingSamples.tier(0.2, export: 0.2),
        ],
        [
          BillingSamples.tier(0.3, upTo: 100, export: 0.3), BillingSamples.tier(0.5, export: 0.5),
        ],
      ],
      periods: try PeriodSchedule(
        windows: [PeriodWindow("first", minutes: 0..<720)], otherwise: "rest"))
  }

  private let constant = BillingSamples.meter(Array(repeating: 1, count: 744))

  @Test(
    "Tiers fill in the order of time where imports are billed as they occur",
    arguments: [ExportScheme.Kind.netPurchaseAndSale, .netBilling, .buyAllSellAll])
  func chronological(kind: ExportScheme.Kind) throws {
    var plan = try plan()
    plan.exports.kind = kind
    let total = try BillingSamples.total(plan, constant, on: BillingSamples.grid(count: 744))
    #expect(total == 245_600_000)
  }

  @Test("Tiers are shared pro rata where the cycle is netted as a whole")
  func proRata() throws {
    var plan = try plan()
    for window in [NettingWindow.interval, .cycle, .cycleByPeriod] {
      plan.exports.kind = .netMetering
      plan.exports.window = window
      let total = try BillingSamples.total(plan, constant, on: BillingSamples.grid(count: 744))
      #expect(total == 245_400_000)
    }
  }

  @Test("Exports fill the same tiers")
  func exports() throws {
    let meter = MeterSeries(imported: constant.exported, exported: constant.imported)
    let total = try BillingSamples.total(plan(), meter, on: BillingSamples.grid(count: 744))
    #expect(total == -245_600_000)
  }

  @Test("A limit in kWh for each kW grows with the peak of the cycle")
  func perPeak() throws {
    // 100 kWh/kW at 5 kW: 500 kWh at 0.20 and 341 at 0.05.
    var plan = BillingSamples.plan([
      [BillingSamples.tier(0.2, upTo: 100), BillingSamples.tier(0.05)]
    ])
    plan.tierBasis = .energyPerPeak
    var energies = Array(repeating: 836.0 / 743, count: 743)
    energies.append(5)
    var meter = BillingSamples.meter(energies)
    meter.imported[0] += 841_000_000 - meter.imported.reduce(0, +)
    let total = try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 744))
    #expect(total == 117_050_000)
  }

  @Test("A daily limit grows with the days of the cycle")
  func perDay() throws {
    var plan = BillingSamples.plan([
      [BillingSamples.tier(0.1, upTo: 10), BillingSamples.tier(0.3)]
    ])
    plan.tierBasis = .energyOfDay
    let total = try BillingSamples.total(plan, constant, on: BillingSamples.grid(count: 744))
    #expect(total == 161_200_000)
  }

  @Test("Monthly adjustments are added to every tier of the first component")
  func adjustments() throws {
    var plan = try plan()
    plan.monthlyAdjustments = (1...12).map { BillingSamples.price(Double($0) / 100) }
    let total = try BillingSamples.total(plan, constant, on: BillingSamples.grid(count: 744))
    #expect(total == 245_600_000 + 7_440_000)
  }
}
