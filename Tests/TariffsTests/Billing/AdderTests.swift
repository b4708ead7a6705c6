import Quantities
import Tariffs
import Testing

struct AdderTests {
  private func event(
    _ hours: Range<Int>, on grid: BillingGrid, _ price: Double
  ) -> EnergyAdder {
    EnergyAdder(
      "event",
      times: .events(
        [grid.start(ofInterval: hours.lowerBound)..<grid.start(ofInterval: hours.upperBound)],
        price: BillingSamples.price(price)))
  }

  @Test("A baseline of prior days is the mean of the same hour on days of the same kind")
  func priorDays() throws {
    // 2018-01-01 is a Monday. The event is on the Monday after; the days before it that work are
    // Friday, Thursday and Wednesday, of which Thursday had an event itself.
    let grid = try BillingSamples.grid(count: 24 * 8)
    var plan = BillingSamples.flat(0)
    var adder = EnergyAdder(
      "rebate",
      times: .events(
        [
          grid.start(ofInterval: 3 * 24 + 5)..<grid.start(ofInterval: 3 * 24 + 6),
          grid.start(ofInterval: 7 * 24 + 18)..<grid.start(ofInterval: 7 * 24 + 19),
        ], price: BillingSamples.price(1)))
    adder.basis = .belowBaseline
    adder.baseline = .priorDays(2)
    plan.adders = [adder]
    var energies = Array(repeating: 0.0, count: grid.count)
    for (day, energy) in [9.0, 9, 4, 9, 6, 9, 9, 1].enumerated() {
      energies[day * 24 + 18] = energy
    }
    // The first event finds 0 kWh in its hour; the second (4 + 6) / 2 − 1.
    let bill = try BillingSamples.bills(plan, BillingSamples.meter(energies), on: grid)[0]
    #expect(bill.total.micros == -4_000_000)
    #expect(bill.lines.map(\.kind) == [.energy, .rebate])

    adder.baseline = .priorDays(5)
    plan.adders = [adder]
    #expect(throws: BillingError.self) {
      try BillingSamples.bills(plan, BillingSamples.meter(energies), on: grid)
    }
  }

  @Test("An event that begins within an interval is refused")
  func cutEvent() throws {
    let grid = try BillingSamples.grid(count: 24)
    var plan = BillingSamples.flat(0)
    plan.adders = [
      EnergyAdder(
        "event",
        times: .events(
          [Instant(seconds: 1_514_766_600)..<Instant(seconds: 1_514_768_400)],
          price: UnitPrice(nanos: 1)))
    ]
    #expect(throws: BillingError.self) { try BillingEngine(plan, on: grid) }
  }

  @Test("An adder on billed energy leaves out what exports offset, in proportion in its hours")
  func billedShare() throws {
    let grid = try BillingSamples.grid(count: 24)
    var plan = BillingSamples.flat(0)
    plan.exports.kind = .netMetering
    var adder = event(10..<12, on: grid, 2)
    adder.basis = .billed
    plan.adders = [adder]
    var energies = Array(repeating: 0.0, count: 24)
    (energies[2], energies[10]) = (6, 4)
    var exported = Array(repeating: 0.0, count: 24)
    exported[13] = 5
    // Half of 10 kWh is offset, so 2 of the event's 4 kWh are billed.
    let meter = BillingSamples.meter(energies, exported)
    #expect(try BillingSamples.total(plan, meter, on: grid) == 4_000_000)
    plan.adders[0].basis = .imported
    #expect(try BillingSamples.total(plan, meter, on: grid) == 8_000_000)
  }

  @Test("A monthly price is due in its month, under its name")
  func months() throws {
    let grid = try BillingSamples.grid(count: 24 * 59)
    var plan = BillingSamples.flat(0)
    plan.adders = [
      EnergyAdder(
        "flag",
        times: .months([
          MonthlyPrice(year: 2018, month: 2, name: "Amarela", price: BillingSamples.price(0.01)),
          MonthlyPrice(year: 2017, month: 1, name: "Verde", price: BillingSamples.price(9)),
        ]))
    ]
    let meter = BillingSamples.meter(Array(repeating: 1, count: grid.count))
    let bills = try BillingSamples.bills(plan, meter, on: grid)
    #expect(bills.map(\.total.micros) == [0, 6_720_000])
    #expect(bills[1].lines.last?.component == "Amarela")
  }

  @Test("Reactive energy beyond the reference power factor is charged")
  func reactive() throws {
    var plan = BillingSamples.flat(0)
    plan.reactive = [
      ReactiveCharge(
        "reactive", price: BillingSamples.price(2), referencePowerFactor: 920_000,
        windowMinutes: 60)
    ]
    var meter = BillingSamples.meter([3, 4, 10])
    meter.reactive = [4, 3, 0].map(BillingSamples.energy)
    // Power factors 0.6, 0.8 and 1: 0.92·5 − 3 = 1.6 and 0.92·5 − 4 = 0.6.
    let grid = try BillingSamples.grid(count: 3)
    #expect(try BillingSamples.total(plan, meter, on: grid) == 4_400_000)
    meter.reactive = []
    #expect(throws: BillingError.self) { try BillingSamples.bills(plan, meter, on: grid) }
  }

  @Test("Windows of netting and demand follow the clock over a change of it")
  func daylightSaving() throws {
    let zone = try CivilTimeZone(
      identifier: "Europe/Berlin",
      covering: Instant(seconds: 1_740_000_000)..<Instant(seconds: 1_770_000_000))
    // 2025-10-26 has 25 hours: the hour from 02:00 is there twice.
    let grid = try BillingSamples.grid(
      year: 2025, month: 10, day: 26, count: 25, zone: zone)
    var plan = BillingSamples.flat(1, export: 0)
    plan.exports.kind = .netBilling
    plan.exports.window = .minutes(120)
    var imported = Array(repeating: 0.0, count: 25)
    var exported = imported
    // 02:00 in summer time and 03:00 in winter time are not in one window.
    (imported[2], exported[4]) = (1, 1)
    #expect(
      try BillingSamples.total(plan, BillingSamples.meter(imported, exported), on: grid)
        == 1_000_000)
    // 02:00 and 03:00 in winter time are.
    (imported[2], imported[3]) = (0, 1)
    #expect(
      try BillingSamples.total(plan, BillingSamples.meter(imported, exported), on: grid) == 0)
    exported = Array(repeating: 0, count: 25)

    plan.exports = ExportScheme()
    plan.energy = BillingSamples.flat(0).energy
    var charge = DemandCharge("demand", tiers: [[DemandTier(price: BillingSamples.price(1))]])
    charge.windowMinutes = 120
    plan.demand = [charge]
    imported[2] = 4
    // The hour of summer time stands alone in its window, so its mean is that of one hour.
    #expect(
      try BillingSamples.total(plan, BillingSamples.meter(imported, exported), on: grid)
        == 4_000_000)
  }
}
