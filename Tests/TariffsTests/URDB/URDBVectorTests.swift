import Foundation
import JSONReading
import Quantities
import Tariffs
import Testing

/// Worked examples of rates in the form of the Utility Rate Database.
struct URDBVectorTests {
  @Test("A rate with tiers, hours and demand is billed as PySAM bills it, line by line")
  func tieredDemand() throws {
    let root = try JSONDocument(URDBYear.data("urdb_tou_tiered_demand.json")).root
    let rate = try #require(root.member("rate"))
    var options = URDBOptions()
    options.ignoresDates = true
    let plan = try URDBRate.read([UInt8](rate.text), named: "rate").plan(options)
    let hours = 0..<8760
    let load = hours.map { hour in
      0.5 + 0.1 * Double(hour % 24) + ((hour / 24) % 7 >= 5 ? 1.0 : 0)
    }
    let generation = hours.map { hour in
      (6...18).contains(hour % 24)
        ? 3 * max(0, sin(Double.pi * Double(hour % 24 - 6) / 12)) : 0
    }
    let meter = URDBYear.meter(
      load: URDBYear.milliwattHours(load), generation: URDBYear.milliwattHours(generation))
    let bills = try URDBYear.bills(plan, meter)
    let expected = try #require(root.member("expected_monthly_bill")?.elements)
    let components = try #require(root.member("expected_components")?.elements)
    #expect(bills.count == 12)
    for (bill, (total, parts)) in zip(bills, zip(expected, components)) {
      func part(_ kind: BillLineKind, _ component: String? = nil) -> Double {
        bill.lines.filter { $0.kind == kind && (component ?? $0.component) == $0.component }
          .reduce(0) { $0 + $1.amount.units }
      }
      #expect(abs(bill.total.units - (total.number ?? 0)) <= 2e-6)
      let found = [
        "energy": part(.energy), "export_credit": -part(.export),
        "flat_demand": part(.demand, "flat demand"), "tou_demand": part(.demand, "demand"),
        "fixed": part(.fixed),
      ]
      for (name, amount) in found {
        #expect(abs(amount - (parts.member(name)?.number ?? .nan)) <= 2e-6, "\(name)")
      }
    }
  }

  /// A rate of one structure whose first half day is one period.
  static func rate(_ structure: String, boundary: Int = 12) -> [UInt8] {
    let hours = (0..<24).map { $0 < boundary ? "0" : "1" }.joined(separator: ",")
    let year = Array(repeating: "[\(hours)]", count: 12).joined(separator: ",")
    return Array(
      """
      {"label": "test", "energyratestructure": \(structure),
       "energyweekdayschedule": [\(year)], "energyweekendschedule": [\(year)]}
      """.utf8)
  }

  static func january(
    _ rate: [UInt8], _ scheme: URDBExportScheme, _ load: (Int) -> Int64
  ) throws -> Double {
    var options = URDBOptions()
    options.exportScheme = scheme
    let loads = (0..<8760).map(load)
    let meter = URDBYear.meter(load: loads, generation: Array(repeating: 0, count: 8760))
    let bills = try URDBYear.bills(URDBRate.read(rate, named: "rate").plan(options), meter)
    return bills[0].total.units
  }

  @Test("Tiers count over the month across periods: by the clock, or pro rata under net metering")
  func tierSemantics() throws {
    let rate = Self.rate(
      """
      [[{"max": 100, "rate": 0.1}, {"rate": 0.2}],[{"max": 100, "rate": 0.3}, {"rate": 0.5}]]
      """)
    for scheme in [URDBExportScheme.netBilling, .netBillingCarry, .buyAllSellAll] {
      #expect(try Self.january(rate, scheme) { _ in 1_000_000 } == 245.6)
    }
    for scheme in [URDBExportScheme.netMetering, .netMeteringMoney] {
      #expect(abs(try Self.january(rate, scheme) { _ in 1_000_000 } - 245.4) <= 2e-6)
    }
  }

  @Test("Limits in kWh/kW are multiples of the month's peak, daily ones of its days")
  func tierUnits() throws {
    let perPeak = """
      [[{"max": 100, "unit": "kWh/kW", "rate": 0.2}, {"unit": "kWh/kW", "rate": 0.05}]]
      """
    // 841 kWh with a peak of 5 kW: 500 kWh at 0.20 and 341 at 0.05.
    let load: (Int) -> Int64 = { $0 == 7 ? 5_000_000 : $0 < 94 ? 2_000_000 : 1_000_000 }
    #expect((0..<744).reduce(0) { $0 + load($1) } == 841_000_000)
    #expect(try Self.january(Self.rate(perPeak, boundary: 24), .netBilling, load) == 117.05)
    let daily = """
      [[{"max": 10, "unit": "kWh daily", "rate": 0.1}, {"unit": "kWh daily", "rate": 0.3}]]
      """
    #expect(
      try Self.january(Self.rate(daily, boundary: 24), .netBilling) { _ in 1_000_000 } == 161.2)
  }
}
