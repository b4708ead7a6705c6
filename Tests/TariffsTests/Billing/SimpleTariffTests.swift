import Quantities
import Tariffs
import Testing

/// The worked examples of `tariff_simple.json`.
struct SimpleTariffTests {
  struct Vector: Decodable {
    struct Flat: Decodable {
      var energy_kwh: [Double]
      var rate: Double
      var fixed: Double
      var expected_bill: Double
    }
    struct TimeOfUse: Decodable {
      var periods: [String: Double]
      var energy_kwh: [String: Double]
      var expected_bill: Double
    }
    struct Blocks: Decodable {
      struct Tier: Decodable {
        var max: Double?
        var rate: Double
      }
      struct Case: Decodable {
        var kwh: Double
        var expected: Double
      }
      var tiers: [Tier]
      var cases: [Case]
    }
    struct RealTime: Decodable {
      var energy_kwh: [Double]
      var price: [Double]
      var expected: Double
    }
    struct CriticalPeak: Decodable {
      var base_rate: Double
      var cpp_adder: Double
      var cpp_hours: [Int]
      var energy_kwh: [Double]
      var expected: Double
    }
    struct Rebate: Decodable {
      var base_rate: Double
      var rebate: Double
      var event_hours: [Int]
      var baseline_kwh: [Double]
      var energy_kwh: [Double]
      var expected: Double
    }
    struct Demand: Decodable {
      var power_kw: [Double]
      var rate_per_kw: Double
      var expected_billed_kw: Double
      var expected: Double
    }
    struct Ratchet: Decodable {
      var months_peak_kw: [Double]
      var lookback_months: Int
      var ratchet: Double
      var rate: Double
      var expected_billed_kw: [Double]
      var expected: [Double]
    }
    struct Minimum: Decodable {
      var computed: Double
      var min_monthly: Double
      var expected: Double
    }
    var flat: Flat
    var tou: TimeOfUse
    var inclining_block: Blocks
    var real_time: RealTime
    var critical_peak: CriticalPeak
    var peak_time_rebate: Rebate
    var demand_charge: Demand
    var demand_ratchet: Ratchet
    var minimum_charge: Minimum
  }

  let vector: Vector

  init() throws { vector = try BillingSamples.vector("tariff_simple", as: Vector.self) }

  /// January 2018 whole, in hours, with energies in the first ones.
  private func month(_ energies: [Double]) throws -> (MeterSeries, BillingGrid) {
    let padding = Array(repeating: 0.0, count: 744 - energies.count)
    return (BillingSamples.meter(energies + padding), try BillingSamples.grid(count: 744))
  }

  @Test("A flat bill is the energy at its price and the standing charge")
  func flat() throws {
    let flat = vector.flat
    var plan = BillingSamples.flat(flat.rate)
    plan.fixed = [FixedCharge("standing charge", price: BillingSamples.price(flat.fixed))]
    let (meter, grid) = try month(flat.energy_kwh)
    let total = try BillingSamples.total(plan, meter, on: grid)
    #expect(total == BillingSamples.micros(flat.expected_bill))
  }

  @Test("Each period of a time-of-use tariff has its price")
  func timeOfUse() throws {
    let names = ["peak", "mid", "off"]
    let windows = names.enumerated().map {
      PeriodWindow($1, minutes: $0 * 480..<($0 + 1) * 480)
    }
    let plan = BillingSamples.plan(
      names.map { [BillingSamples.tier(vector.tou.periods[$0] ?? 0)] },
      periods: try PeriodSchedule(windows: windows))
    var energies = Array(repeating: 0.0, count: 24)
    for (index, name) in names.enumerated() {
      energies[index * 8] = vector.tou.energy_kwh[name] ?? 0
    }
    let (meter, grid) = try month(energies)
    let total = try BillingSamples.total(plan, meter, on: grid)
    #expect(total == BillingSamples.micros(vector.tou.expected_bill))
  }

  @Test("Limits of blocks are cumulative", arguments: 0..<4)
  func blocks(index: Int) throws {
    let blocks = vector.inclining_block
    let plan = BillingSamples.plan([
      blocks.tiers.map { BillingSamples.tier($0.rate, upTo: $0.max) }
    ])
    let example = blocks.cases[index]
    let (meter, grid) = try month([example.kwh * 0.3, example.kwh * 0.7])
    let bills = try BillingSamples.bills(plan, meter, on: grid)
    #expect(bills[0].total.micros == BillingSamples.micros(example.expected))
    let quantity = bills[0].lines.reduce(0) { $0 + $1.quantity }
    #expect(quantity == BillingSamples.energy(example.kwh))
  }

  @Test("A series of prices is multiplied interval by interval")
  func realTime() throws {
    let example = vector.real_time
    let grid = try BillingSamples.grid(count: 4)
    var plan = BillingSamples.flat(0)
    plan.adders = [
      EnergyAdder(
        "spot",
        times: .series(
          PriceSeries(
            start: grid.start, intervalNanoseconds: 3_600_000_000_000,
            prices: example.price.map { BillingSamples.price($0) })))
    ]
    let meter = BillingSamples.meter(example.energy_kwh)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  private func events(_ hours: [Int], on grid: BillingGrid) -> [Range<Instant>] {
    hours.map { grid.start(ofInterval: $0)..<grid.start(ofInterval: $0 + 1) }
  }

  @Test("A critical peak is added to the price in its hours")
  func criticalPeak() throws {
    let example = vector.critical_peak
    let grid = try BillingSamples.grid(count: 4)
    var plan = BillingSamples.flat(example.base_rate)
    plan.adders = [
      EnergyAdder(
        "critical peak",
        times: .events(
          events(example.cpp_hours, on: grid), price: BillingSamples.price(example.cpp_adder)))
    ]
    let meter = BillingSamples.meter(example.energy_kwh)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  @Test("A rebate pays what was used less than the baseline")
  func rebate() throws {
    let example = vector.peak_time_rebate
    let grid = try BillingSamples.grid(count: 4)
    var plan = BillingSamples.flat(example.base_rate)
    var adder = EnergyAdder(
      "rebate",
      times: .events(
        events(example.event_hours, on: grid), price: BillingSamples.price(example.rebate)))
    adder.basis = .belowBaseline
    plan.adders = [adder]
    var meter = BillingSamples.meter(example.energy_kwh)
    meter.baseline = example.baseline_kwh.map(BillingSamples.energy)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  @Test("A demand charge bills the greatest mean power of a quarter of an hour")
  func demand() throws {
    let example = vector.demand_charge
    let grid = try BillingSamples.grid(minutes: 15, count: 5)
    var plan = BillingSamples.flat(0)
    var charge = DemandCharge(
      "demand", tiers: [[DemandTier(price: BillingSamples.price(example.rate_per_kw))]])
    charge.windowMinutes = 15
    plan.demand = [charge]
    let meter = BillingSamples.meter(example.power_kw.map { $0 / 4 })
    let bill = try BillingSamples.bills(plan, meter, on: grid)[0]
    #expect(bill.total.micros == BillingSamples.micros(example.expected))
    let demand = try #require(bill.lines.first { $0.kind == .demand })
    #expect(demand.quantity == BillingSamples.energy(example.expected_billed_kw))
  }

  @Test("A ratchet bills a share of the greatest earlier peak")
  func ratchet() throws {
    let example = vector.demand_ratchet
    let grid = try BillingSamples.grid(count: 24 * 90)
    var plan = BillingSamples.flat(0)
    var charge = DemandCharge(
      "demand", tiers: [[DemandTier(price: BillingSamples.price(example.rate))]])
    charge.ratchet = DemandRatchet(
      share: BillingSamples.energy(example.ratchet), lookbackCycles: example.lookback_months)
    plan.demand = [charge]
    var energies = Array(repeating: 0.0, count: grid.count)
    for (cycle, peak) in zip(grid.cycles, example.months_peak_kw) {
      energies[cycle.intervals.lowerBound + 30] = peak
    }
    let bills = try BillingSamples.bills(plan, BillingSamples.meter(energies), on: grid)
    #expect(bills.map(\.total.micros) == example.expected.map(BillingSamples.micros))
    #expect(
      bills.map { $0.lines.first { $0.kind == .demand }?.quantity ?? 0 }
        == example.expected_billed_kw.map(BillingSamples.energy))
  }

  @Test("A minimum charge fills the bill up")
  func minimum() throws {
    let example = vector.minimum_charge
    var plan = BillingSamples.flat(example.computed)
    plan.minimum = .amount(
      BillingSamples.price(example.min_monthly), span: .month, party: .retailer)
    let (meter, grid) = try month([1])
    let bill = try BillingSamples.bills(plan, meter, on: grid)[0]
    #expect(bill.total.micros == BillingSamples.micros(example.expected))
    let filled = try #require(bill.lines.first { $0.kind == .minimum })
    #expect(filled.net.micros == BillingSamples.micros(example.expected - example.computed))
  }
}
