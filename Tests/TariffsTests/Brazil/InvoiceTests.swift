import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

/// Two real invoices, billed by the kind of tariff and the engine.
struct InvoiceTests {
  static let taxes: [String: ParameterValue] = [
    "connection": .text("single-phase"), "icms": .number(0.2), "pis": .number(0.0165),
    "cofins": .number(0.076), "priceDecimals": .integer(5), "lineDecimals": .integer(2),
  ]

  /// How the lower taxes on compensated energy are said: ICMS is credited with the energy tariff
  /// alone, or an effective rate.
  enum Exemption: CaseIterable { case energyOnly, effectiveRate }

  @Test("The invoice of August 2026 (GD I) is met line by line", arguments: Exemption.allCases)
  func gd1(exemption: Exemption) throws {
    let vector = try Vector("br_scee_invoices")["GD_I_aug_2026"]
    var given = Self.taxes.merging([
      "te": .number(0.32263), "tusd": .number(0.68343),
      "streetLighting": .number(try vector.number("cosip")),
      "generation": Brazil.generation(requested: "2022-06-01"),
      "flags": Brazil.list([["month": .text("2026-08"), "flag": .text("Amarela")]]),
      "extraLines": Brazil.list([
        [
          "name": .text("bonus"), "amount": .number(try vector.number("bonus")),
          "month": .text("2026-08"),
        ]
      ]),
    ]) { $1 }
    switch exemption {
    case .energyOnly: given["compensatedTaxes"] = .text("energy-only")
    case .effectiveRate: given["compensatedIcms"] = .number(0.07422)
    }
    let plan = try Brazil.groupB(given)
    let bill = try Brazil.bill(
      plan, 2026, 8, imported: try vector.number("consumed_kwh"),
      exported: try vector.number("compensated_kwh"))
    let lines = try #require(vector.member("expected_lines"))
    #expect(abs(bill.amount(.energy) - (try lines.number("consumption"))) < 0.0201)
    #expect(abs(bill.amount(.compensation) - (try lines.number("compensated"))) < 0.0201)
    #expect(abs(bill.amount(.adder) - (try vector.number("bandeira"))) < 0.0001)
    #expect(bill.amount(.levy) == (try vector.number("cosip")))
    #expect(bill.amount(.discount) == (try vector.number("bonus")))
    #expect(abs(bill.units - (try vector.number("expected_total"))) < 0.0301)
    if exemption == .energyOnly { #expect(bill.units == 199.39) }
  }

  @Test("The invoice of July 2026 (GD II) is met line by line", arguments: Exemption.allCases)
  func gd2(exemption: Exemption) throws {
    let vector = try Vector("br_scee_invoices")["GD_II_jul_2026"]
    // The whole price is known; its energy tariff follows from the compensated price of the invoice.
    var given = Self.taxes.merging([
      "te": .number(0.28976), "tusd": .number(0.93022 - 0.28976),
      "tusdFioB": .number(try vector.number("implied_fio_b_R$_MWh") / 1000),
      "streetLighting": .number(try vector.number("cosip")),
      "generation": Brazil.generation(requested: Self.after),
    ]) { $1 }
    switch exemption {
    case .energyOnly: given["compensatedTaxes"] = .text("energy-only")
    case .effectiveRate: given["compensatedIcms"] = .number(0.07225)
    }
    let plan = try Brazil.groupB(given)
    let energy = try vector.number("consumed_kwh")
    let bill = try Brazil.bill(plan, 2026, 7, imported: energy, exported: energy)
    let lines = try #require(vector.member("expected_lines"))
    #expect(abs(bill.amount(.energy) - (try lines.number("consumption"))) < 0.0201)
    #expect(abs(bill.amount(.compensation) - (try lines.number("compensated"))) < 0.0201)
    #expect(abs(bill.amount(.retained) - (try lines.number("ajuste_GDII"))) < 0.0201)
    #expect(bill.lines.filter { $0.kind == .retained }.allSatisfy { $0.tax == .zero })
    #expect(abs(bill.units - (try vector.number("expected_total"))) < 0.0301)
  }

  static let after = "2024-02-01"
}
