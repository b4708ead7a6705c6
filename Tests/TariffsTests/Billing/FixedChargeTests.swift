import Quantities
import Tariffs
import Testing

struct FixedChargeTests {
  private func totals(
    _ charge: FixedCharge, year: Int = 2024, day: Int = 1, days: Int, meters: Int = 1
  ) throws -> [Int64] {
    var plan = BillingSamples.flat(0)
    plan.fixed = [charge]
    var meter = BillingSamples.meter(Array(repeating: 0, count: 24 * days))
    meter.meterCount = meters
    return try BillingSamples.bills(
      plan, meter, on: BillingSamples.grid(year: year, day: day, count: 24 * days)
    ).map(\.total.micros)
  }

  @Test("Charges of days count the days, in leap years too")
  func days() throws {
    let charge = FixedCharge("standing charge", price: BillingSamples.price(0.5), span: .day)
    #expect(try totals(charge, days: 60) == [15_500_000, 14_500_000])
    #expect(try totals(charge, year: 2023, days: 59) == [15_500_000, 14_000_000])
  }

  @Test("Charges of months are shared out over a part of a month")
  func months() throws {
    let charge = FixedCharge("standing charge", price: BillingSamples.price(31))
    #expect(try totals(charge, day: 22, days: 39) == [10_000_000, 31_000_000])
  }

  @Test("A year is twelve months, and further meters have their price")
  func years() throws {
    var charge = FixedCharge("standing charge", price: BillingSamples.price(100), span: .year)
    #expect(try totals(charge, days: 31) == [8_333_333])
    charge.furtherMeterPrice = BillingSamples.price(20)
    #expect(try totals(charge, days: 31, meters: 3) == [11_666_667])
  }

  @Test("A minimum of energy and demand leaves the standing charge aside")
  func energyMinimum() throws {
    var plan = BillingSamples.flat(1)
    plan.fixed = [FixedCharge("standing charge", price: BillingSamples.price(10))]
    plan.minimum = .energyAmount(BillingSamples.price(7), span: .month, party: .retailer)
    let meter = BillingSamples.meter([3] + Array(repeating: 0, count: 743))
    #expect(
      try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 744)) == 17_000_000)
    plan.minimum = .amount(BillingSamples.price(7), span: .month, party: .retailer)
    #expect(
      try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 744)) == 13_000_000)
  }

  @Test("Exports stay paid where a minimum is due")
  func minimumBelowZero() throws {
    var plan = BillingSamples.flat(1, export: 1)
    plan.minimum = .amount(BillingSamples.price(7), span: .month, party: .retailer)
    let meter = BillingSamples.meter(
      Array(repeating: 0, count: 744), [5] + Array(repeating: 0, count: 743))
    #expect(
      try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 744)) == 2_000_000)
  }

  @Test("Under buy-all/sell-all a minimum looks at what is bought alone")
  func minimumOfPurchases() throws {
    var plan = BillingSamples.flat(1, export: 1)
    plan.exports.kind = .buyAllSellAll
    plan.minimum = .amount(BillingSamples.price(7), span: .month, party: .retailer)
    let rest = Array(repeating: 0.0, count: 743)
    let meter = BillingSamples.meter([6] + rest, [5] + rest)
    #expect(
      try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 744)) == 2_000_000)
  }

  @Test("A yearly minimum is filled up in December")
  func yearlyMinimum() throws {
    var plan = BillingSamples.flat(1)
    plan.minimum = .amount(BillingSamples.price(120), span: .year, party: .retailer)
    let grid = try BillingSamples.grid(count: 8760)
    var meter = BillingSamples.meter(Array(repeating: 0, count: 8760))
    meter.imported[0] = 50_000_000
    let bills = try BillingSamples.bills(plan, meter, on: grid)
    #expect(
      bills.map(\.total.micros) == [50_000_000] + Array(repeating: 0, count: 10) + [70_000_000])
  }
}
