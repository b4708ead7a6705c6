import Quantities
import Tariffs

/// Bills of a year of quarters of an hour under a tiered time-of-use tariff with demand.
struct TariffBenchmark: Benchmark {
  let name = "tariff"
  let summary = "a year of 15-minute bills, tiers × periods and demand (CPU time)"

  private let memberCount = 1000
  private let intervalCount = 35_040

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    let grid = try Self.grid(count: intervalCount)
    let plan = try Self.plan()
    // Every member has series of its own, so that they are read from main memory.
    let meters = (0..<memberCount).map { Self.meter(intervalCount, seed: UInt64($0)) }
    var times: [Double] = []
    var rates: [Double] = []
    var single: [Double] = []
    var checksum: Int64?
    for _ in 0..<context.repetitions {
      var sum: Int64 = 0
      let nanoseconds = try ProcessorTime.measure {
        let engine = try BillingEngine(plan, on: grid)
        for meter in meters {
          var state = BillingState()
          for bill in try engine.bills(for: meter, state: &state) { sum &+= bill.total.micros }
        }
      }
      guard sum == checksum ?? sum else {
        throw BenchmarkFailure(description: "two rounds of bills differ.")
      }
      checksum = sum
      times.append(nanoseconds / 1e9)
      rates.append(Double(memberCount * grid.cycles.count) / nanoseconds * 1e9)
      single.append(try ProcessorTime.measure { _ = try BillingEngine(plan, on: grid) } / 1e6)
    }
    func measurement(_ subject: String, _ unit: String, _ values: [Double]) -> Measurement {
      Measurement(
        benchmark: name, scenario: "1,000 members, a year", subject: subject, unit: unit,
        values: values)
    }
    return [
      measurement("mgsim", "s", times), measurement("mgsim bills", "bills/s", rates),
      measurement("mgsim preparation", "ms", single),
    ]
  }

  private static func grid(count: Int) throws -> BillingGrid {
    try BillingGrid(
      start: Instant(seconds: 1_767_225_600), intervalNanoseconds: 900_000_000_000, count: count,
      holidays: .brazil)
  }

  /// Three periods with three tiers and two components each, and demand in two periods.
  private static func plan() throws -> RatePlan {
    let periods = try PeriodSchedule(
      windows: [
        PeriodWindow("peak", days: [.working], minutes: 1050..<1230),
        PeriodWindow("intermediate", days: [.working], minutes: 990..<1050),
        PeriodWindow("intermediate", days: [.working], minutes: 1230..<1290),
      ], otherwise: "off-peak")
    let limits: [BilledQuantity?] = [100_000_000, 300_000_000, nil]
    let energy = (1...3).map { period in
      limits.enumerated().map { tier, limit in
        let step = Int64(period * 3 + tier) * 20_000_000
        return EnergyTier(
          limit: limit,
          prices: [UnitPrice(nanos: 300_000_000 + step), UnitPrice(nanos: 200_000_000 + step)],
          exportPrice: UnitPrice(nanos: 90_000_000))
      }
    }
    var plan = RatePlan(
      name: "benchmark", currency: "BRL",
      components: [
        RateComponent("energy", party: .retailer),
        RateComponent("network", party: .distributionCompany),
      ], periods: periods, energy: energy)
    let tiers = [
      DemandTier(limit: 5_000_000, price: UnitPrice(nanos: 8_000_000_000)),
      DemandTier(price: UnitPrice(nanos: 12_000_000_000)),
    ]
    plan.demand = [
      DemandCharge(
        "demand",
        schedule: try PeriodSchedule(
          windows: [PeriodWindow("peak", days: [.working], minutes: 1020..<1260)],
          otherwise: "rest"), tiers: [tiers, tiers])
    ]
    plan.fixed = [FixedCharge("standing charge", price: UnitPrice(nanos: 9_000_000_000))]
    return plan
  }

  /// A household with a plant, drawn at random.
  private static func meter(_ count: Int, seed: UInt64) -> MeterSeries {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var imported: [Int64] = []
    var exported: [Int64] = []
    imported.reserveCapacity(count)
    exported.reserveCapacity(count)
    for interval in 0..<count {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let load = Int64(state % 400_000)
      let sun = (32..<64).contains(interval % 96) ? Int64((state >> 32) % 600_000) : 0
      imported.append(max(0, load - sun))
      exported.append(max(0, sun - load))
    }
    return MeterSeries(imported: imported, exported: exported)
  }
}
