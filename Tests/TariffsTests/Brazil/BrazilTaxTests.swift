import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct BrazilTaxTests {
  @Test("Prices with taxes within are those of two invoices, cut to five decimals")
  func invoices() throws {
    for entry in try #require(try Vector("br_tax_gross_up")["invoice_cases"].elements) {
      let base = try entry.number("base_R$_kWh")
      let taxes: [String: ParameterValue] = [
        "te": .number(base), "tusd": .number(0), "icms": .number(try entry.number("icms")),
        "pis": .number(0.0165), "cofins": .number(try entry.number("pis_cofins") - 0.0165),
      ]
      let exact = try Brazil.bill(Brazil.groupB(taxes), 2026, 7, imported: 1000)
      #expect(abs(exact.units / 1000 - (try entry.number("formula_value"))) < 1e-9)
      let cut = try Brazil.bill(
        Brazil.groupB(taxes.merging(["priceDecimals": .integer(5)]) { $1 }), 2026, 7,
        imported: 1000)
      #expect(abs(cut.units / 1000 - (try entry.number("expected_billed_R$_kWh"))) < 1e-5 + 1e-12)
      let net = exact.lines.reduce(0) { $0 + $1.net.micros }
      #expect(net == Int64((base * 1e9).rounded()))
    }
  }

  @Test("The legacy rule takes all taxes off the price together")
  func legacy() throws {
    let entry = try Vector("br_tax_gross_up")["legacy_case"]
    let plan = try Brazil.groupB([
      "te": .number(try entry.number("base")), "tusd": .number(0), "taxRule": .text("legacy"),
      "icms": .number(try entry.number("icms")), "pis": .number(0.0065), "cofins": .number(0.08),
    ])
    let bill = try Brazil.bill(plan, 2014, 7, imported: 100)
    #expect(abs(bill.units / 100 - (try entry.number("expected"))) < 5e-6)
  }

  @Test("Rates change from a month on, and what is not named stays")
  func taxMonths() throws {
    let plan = try Brazil.groupB([
      "te": .number(0.6), "tusd": .number(0.12), "icms": .number(0.2), "pis": .number(0.1),
      "taxMonths": Brazil.list([
        ["from": .text("2026-02"), "icms": .number(0.25)],
        ["from": .text("2026-04"), "pis": .number(0.04)],
      ]),
    ])
    let grid = try Brazil.grid(2026, 1, months: 4)
    let name = plan.periods.names[0]
    let meter = try Brazil.meter(
      plan, on: grid, imported: Array(repeating: [name: 100], count: 4))
    var state = BillingState()
    let bills = try BillingEngine(plan, on: grid).bills(for: meter, state: &state)
    // 72/(0.8·0.9), 72/(0.75·0.9), the same, 72/(0.8·0.96): each line rounded to millionths.
    for (bill, expected) in zip(bills, [100, 106.666667, 106.666667, 93.75]) {
      #expect(abs(bill.units - expected) <= 1.0e-6)
    }
  }

  @Test("Rates out of order, or that take all, are refused")
  func refusals() {
    let base: [String: ParameterValue] = ["te": .number(0.6), "tusd": .number(0.12)]
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          base.merging([
            "taxMonths": Brazil.list([["from": .text("2026-02")], ["from": .text("2026-02")]])
          ]) { $1 })
      } == "taxMonths: must be in order of time, but 2026-02 comes late")
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          base.merging(["icms": .number(0.6), "pis": .number(0.4)]) { $1 })
      }.contains("must stay below 100 %"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          base.merging(["taxMonths": Brazil.list([["from": .text("2026-13")]])]) { $1 })
      }.contains("months are written such as '2026-07'"))
  }
}
