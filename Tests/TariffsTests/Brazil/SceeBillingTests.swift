import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct SceeBillingTests {
  static func plan(
    _ requested: String?, _ more: [String: ParameterValue] = [:]
  ) throws -> RatePlan {
    try Brazil.groupB(
      Brazil.tocantins.merging(["generation": Brazil.generation(requested: requested)]) { $1 }
        .merging(more) { $1 })
  }

  static let after = "2023-09-01"

  @Test("Units of GD I pay the minimum at the full tariff")
  func gd1() throws {
    let vector = try Vector("br_scee_billing")
    let bill = try Brazil.bill(
      Self.plan("2022-06-01"), 2026, 7, imported: try vector.number("case", "consumed_kwh"),
      exported: try vector.number("case", "injected_kwh"))
    #expect(bill.units == (try vector.number("GD_I", "expected")))
  }

  @Test("Units of GD II pay the share of Fio B of each year on compensated energy")
  func gd2() throws {
    let vector = try Vector("br_scee_billing")
    for (year, expected) in try #require(try vector["GD_II", "expected_by_year"].members) {
      let number = try #require(year.string.flatMap { Int($0) })
      let bill = try Brazil.bill(
        Self.plan(Self.after), number, 7,
        imported: try vector.number("case", "consumed_kwh"),
        exported: try vector.number("case", "injected_kwh"))
      // The vector has six decimals, and the lines of three components are rounded each.
      #expect(abs(bill.units - (try #require(expected.number))) <= 1.5e-6)
    }
  }

  @Test("The bill of 2026 is that of the vector to the last digit")
  func gd2Exact() throws {
    let bill = try Brazil.bill(Self.plan(Self.after), 2026, 7, imported: 350, exported: 300)
    #expect(bill.total == Money(micros: 129_769_088))
    #expect(bill.lines.first { $0.kind == .retained }?.net == Money(micros: 79_466_088))
  }

  @Test("Units of GD III pay shares of three groups of components")
  func gd3() throws {
    let vector = try Vector("br_scee_billing")
    let components = try vector["GD_III", "synthetic_components"]
    let plan = try Brazil.groupB([
      "te": .number(0.3), "tusd": .number(0.5),
      "tusdFioB": .number(try components.number("TUSD_FioB")),
      "tusdTransmission": .number(try components.number("transmission_group")),
      "tusdPeDTFSEE": .number(try components.number("PeD_TFSEE")),
      "generation": Brazil.generation(
        requested: Self.after, kilowatts: 900, ["modality": .text("remote-self-consumption")]),
    ])
    let bill = try Brazil.bill(plan, 2026, 7, imported: 100, exported: 100)
    let each = try vector.number("GD_III", "per_compensated_kwh")
    #expect(abs(bill.amount(.retained) - 100 * each) < 1e-9)
  }

  @Test("The minimum acts by class as the vector says")
  func minimumCases() throws {
    let cases = try #require(try Vector("br_scee_billing")["minimum_cases"].elements)
    for entry in cases {
      let isFirst = try entry.text("regime") == "GD_I"
      let consumed = try entry.number("consumed")
      let bill = try Brazil.bill(
        Self.plan(isFirst ? "2022-06-01" : Self.after), 2026, 7, imported: consumed,
        exported: try entry.number("injected"))
      let used = Double(bill.credits.used) / 1e6
      if let compensated = entry.member("expected_compensated_kwh")?.number {
        #expect(used == compensated)
        #expect(Double(bill.creditBalance) / 1e6 == (try entry.number("expected_new_credit_kwh")))
      }
      if let billed = entry.member("expected_billed_kwh")?.number {
        #expect(abs(bill.units - billed * 1.00606) < 3e-6)
      }
      if entry.member("expected_charge_R$") != nil {
        #expect(abs(bill.units - 200 * 0.6 * 0.441478264) <= 5e-7)
      }
      if entry.member("expected")?.string != nil {
        #expect(abs(bill.units - 50 * 1.00606) < 3e-6)
        #expect(used == 0)
      }
    }
    #expect(cases.count == 3)
  }

  @Test("By the stricter reading compensation of GD II stops at the minimum, too")
  func stricterReading() throws {
    let plan = try Self.plan(Self.after, ["minimumReading": .text("compensation-stops")])
    let bill = try Brazil.bill(plan, 2026, 7, imported: 200, exported: 400)
    #expect(bill.credits.used == 150_000_000)
    #expect(abs(bill.units - (50 * 1.00606 + 150 * 0.6 * 0.441478264)) < 3e-6)
  }

  @Test("Credits are used oldest first and are gone in the sixtieth cycle after their own")
  func creditLedger() throws {
    let plan = try Self.plan("2022-06-01", ["connection": .text("single-phase")])
    let grid = try Brazil.grid(2024, 1, months: 62, minutes: 1440)
    let name = plan.periods.names[0]
    // What the minimum of 30 kWh leaves of 150 kWh is offset: 120 kWh.
    let imported = [[:], [:], [name: 150.0]]
    let meter = try Brazil.meter(
      plan, on: grid, imported: imported, exported: [[name: 100], [name: 50]])
    var state = BillingState()
    let bills = try BillingEngine(plan, on: grid).bills(for: meter, state: &state)
    #expect(bills[1].creditBalance == 150_000_000)
    #expect(bills[2].credits.used == 120_000_000)
    #expect(bills[2].creditBalance == 30_000_000)
    #expect(bills[60].creditBalance == 30_000_000)
    #expect(bills[60].credits.expired == 0)
    #expect((bills[60].cycle.year, bills[60].cycle.month) == (2029, 1))
    #expect(bills[61].creditBalance == 0)
    #expect(bills[61].credits.expired == 30_000_000)
    #expect(try Vector("br_scee_credit_ledger")["events"].elements?.count == 5)
  }

  @Test("In several periods surplus serves its own first, then the others")
  func whiteCompensation() throws {
    let plan = try Brazil.groupB([
      "modality": .text("white"), "distributor": .text("Enel CE"),
      "prices": Brazil.list(
        [("off-peak", 0.5), ("intermediate", 0.8), ("peak", 1.2)].map {
          ["period": .text($0.0), "te": .number(0.2), "tusd": .number($0.1 - 0.2)]
        }),
      "generation": Brazil.generation(requested: nil), "connection": .text("single-phase"),
    ])
    let bill = try Brazil.bill(
      plan, 2026, 3, imported: ["off-peak": 100, "peak": 100], exported: ["off-peak": 130])
    let offset = bill.lines.filter { $0.kind == .compensation }
    func energy(_ period: String) -> Int64 {
      offset.first { $0.period == period && $0.component == "TE" }?.quantity ?? 0
    }
    #expect(energy("off-peak") == -100_000_000)
    #expect(energy("peak") == -30_000_000)
    #expect(abs(bill.units - 70 * 1.2) < 1e-6)
  }
}
