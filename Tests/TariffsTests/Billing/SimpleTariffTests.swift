import Quantities
import Tariffs
import Testing

/// The worked examples of `tariff_simple.json`.
struct SimpleTariffTests {
  struct Vector: Decodable {
    struct Flat: Decodable {
      var energyKwh: [Double]
      var rate: Double
      var fixed: Double
      var expectedBill: Double
    }
    struct TimeOfUse: Decodable {
      var periods: [String: Double]
      var energyKwh: [String: Double]
      var expectedBill: Double
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
      var energyKwh: [Double]
      var price: [Double]
      var expected: Double
    }
    struct CriticalPeak: Decodable {
      var baseRate: Double
      var cppAdder: Double
      var cppHours: [Int]
      var energyKwh: [Double]
      var expected: Double
    }
    struct Rebate: Decodable {
      var baseRate: Double
      var rebate: Double
      var eventHours: [Int]
      var baselineKwh: [Double]
      var energyKwh: [Double]
      var expected: Double
    }
    struct Demand: Decodable {
      var powerKw: [Double]
      var ratePerKw: Double
      var expectedBilledKw: Double
      var expected: Double
    }
    struct Ratchet: Decodable {
      var monthsPeakKw: [Double]
      var lookbackMonths: Int
      var ratchet: Double
      var rate: Double
      var expectedBilledKw: [Double]
      var expected: [Double]
    }
    struct Minimum: Decodable {
      var computed: Double
      var minMonthly: Double
      var expected: Double
    }
    var flat: Flat
    var tou: TimeOfUse
    var incliningBlock: Blocks
    var realTime: RealTime
    var criticalPeak: CriticalPeak
    var peakTimeRebate: Rebate
    var demandCharge: Demand
    var demandRatchet: Ratchet
    var minimumCharge: Minimum
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
    let (meter, grid) = try month(flat.energyKwh)
    let total = try BillingSamples.total(plan, meter, on: grid)
    #expect(total == BillingSamples.micros(flat.expectedBill))
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
      energies[index * 8] = vector.tou.energyKwh[name] ?? 0
    }
    let (meter, grid) = try month(energies)
    let total = try BillingSamples.total(plan, meter, on: grid)
    #expect(total == BillingSamples.micros(vector.tou.expectedBill))
  }

  @Test("Limits of blocks are cumulative", arguments: 0..<4)
  func blocks(index: Int) throws {
    let blocks = vector.incliningBlock
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
    let example = vector.realTime
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
    let meter = BillingSamples.meter(example.energyKwh)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  private func events(_ hours: [Int], on grid: BillingGrid) -> [Range<Instant>] {
    hours.map { grid.start(ofInterval: $0)..<grid.start(ofInterval: $0 + 1) }
  }

  @Test("A critical peak is added to the price in its hours")
  func criticalPeak() throws {
    let example = vector.criticalPeak
    let grid = try BillingSamples.grid(count: 4)
    var plan = BillingSamples.flat(example.baseRate)
    plan.adders = [
      EnergyAdder(
        "critical peak",
        times: .events(
          events(example.cppHours, on: grid), price: BillingSamples.price(example.cppAdder)))
    ]
    let meter = BillingSamples.meter(example.energyKwh)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  @Test("A rebate pays what was used less than the baseline")
  func rebate() throws {
    let example = vector.peakTimeRebate
    let grid = try BillingSamples.grid(count: 4)
    var plan = BillingSamples.flat(example.baseRate)
    var adder = EnergyAdder(
      "rebate",
      times: .events(
        events(example.eventHours, on: grid), price: BillingSamples.price(example.rebate)))
    adder.basis = .belowBaseline
    plan.adders = [adder]
    var meter = BillingSamples.meter(example.energyKwh)
    meter.baseline = example.baselineKwh.map(BillingSamples.energy)
    #expect(
      try BillingSamples.total(plan, meter, on: grid) == BillingSamples.micros(example.expected))
  }

  @Test("A demand charge bills the greatest mean power of a quarter of an hour")
  func demand() throws {
    let example = vector.demandCharge
    let grid = try BillingSamples.grid(minutes: 15, count: 5)
    var plan = BillingSamples.flat(0)
    var charge = DemandCharge(
      "demand", tiers: [[DemandTier(price: BillingSamples.price(example.ratePerKw))]])
    charge.windowMinutes = 15
    plan.demand = [charge]
    let meter = BillingSamples.meter(example.powerKw.map { $0 / 4 })
    let bill = try BillingSamples.bills(plan, meter, on: grid)[0]
    #expect(bill.total.micros == BillingSamples.micros(example.expected))
    let demand = try #require(bill.lines.first { $0.kind == .demand })
    #expect(demand.quantity == BillingSamples.energy(example.expectedBilledKw))
  }

  @Test("A ratchet bills a share of the greatest earlier peak")
  func ratchet() throws {
    let example = vector.demandRatchet
    let grid = try BillingSamples.grid(count: 24 * 90)
    var plan = BillingSamples.flat(0)
    var charge = DemandCharge(
      "demand", tiers: [[DemandTier(price: BillingSamples.price(example.rate))]])
    charge.ratchet = DemandRatchet(
      share: BillingSamples.energy(example.ratchet), lookbackCycles: example.lookbackMonths)
    plan.demand = [charge]
    var energies = Array(repeating: 0.0, count: grid.count)
    for (cycle, peak) in zip(grid.cycles, example.monthsPeakKw) {
      energies[cycle.intervals.lowerBound + 30] = peak
    }
    let bills = try BillingSamples.bills(plan, BillingSamples.meter(energies), on: grid)
    #expect(bills.map(\.total.micros) == example.expected.map(BillingSamples.micros))
    #expect(
      bills.map { $0.lines.first { $0.kind == .demand }?.quantity ?? 0 }
        == example.expectedBilledKw.map(BillingSamples.energy))
  }

  @Test("A minimum charge fills the bill up")
  func minimum() throws {
    let example = vector.minimumCharge
    var plan = BillingSamples.flat(example.computed)
    plan.minimum = .amount(
      BillingSamples.price(example.minMonthly), span: .month, party: .retailer)
    let (meter, grid) = try month([1])
    let bill = try BillingSamples.bills(plan, meter, on: grid)[0]
    #expect(bill.total.micros == BillingSamples.micros(example.expected))
    let filled = try #require(bill.lines.first { $0.kind == .minimum })
    #expect(filled.net.micros == BillingSamples.micros(example.expected - example.computed))
  }
}
