import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct BrazilLinesTests {
  @Test("A flag is due on what is billed, not on what is compensated")
  func flags() throws {
    let entry = try Vector("br_bandeiras")["case"]
    // The vector's billed energy is what the meter registered.
    let registered = try entry.number("billed_kwh")
    let compensated = try entry.number("compensated_kwh")
    let plan = try Brazil.groupB(
      Brazil.tocantins.merging([
        "generation": Brazil.generation(requested: nil),
        "flags": Brazil.list([
          ["month": .text("2026-07"), "flag": .text(try entry.text("flag"))]
        ]),
      ]) { $1 })
    let bill = try Brazil.bill(plan, 2026, 7, imported: registered, exported: compensated)
    // The vector has four decimals.
    #expect(abs(bill.amount(.adder) - (try entry.number("expected_R$"))) <= 5e-5)
    #expect(bill.lines.first { $0.kind == .adder }?.component == "Vermelha P1")
    #expect(try Brazil.bill(plan, 2026, 8, imported: registered).amount(.adder) == 0)
  }

  @Test("The social tariff takes off the first kilowatt-hours")
  func socialTariff() throws {
    let vector = try Vector("br_tarifa_social")
    let plan = try Brazil.groupB([
      "te": .number(0.3), "tusd": .number(try vector.number("rate_R$_kWh") - 0.3),
      "socialTariff": .boolean(true),
    ])
    for entry in try #require(try vector["cases"].elements) {
      let bill = try Brazil.bill(plan, 2026, 3, imported: try entry.number("kwh"))
      #expect(bill.units == (try entry.number("expected")))
    }
  }

  @Test("The social discount exempts the first 120 kWh from CDE alone")
  func socialDiscount() throws {
    let components: [[String: ParameterValue]] = [
      ["name": .text("TE"), "price": .number(0.3)],
      ["name": .text("TUSD_CDE"), "price": .number(0.1)],
      ["name": .text("TUSD_other"), "price": .number(0.2)],
    ]
    let given: [String: ParameterValue] = [
      "components": Brazil.list(components), "socialDiscount": .boolean(true),
    ]
    let plan = try Brazil.groupB(given)
    // 200·0.5 + 80·0.1, and 100·0.5.
    #expect(try Brazil.bill(plan, 2026, 3, imported: 200).units == 108)
    #expect(try Brazil.bill(plan, 2026, 3, imported: 100).units == 50)
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          given, days: try Brazil.date("2025-12-01")...Brazil.date("2026-03-31"))
      }.contains("holds from 2026-01-01 on, but 2025-12-01 is asked for"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB([
          "te": .number(0.3), "tusd": .number(0.3), "socialDiscount": .boolean(true),
        ])
      }.contains("needs the component 'TUSD_CDE'"))
  }

  @Test("The levy for street lighting bears no taxes and may follow consumption")
  func streetLighting() throws {
    let taxed: [String: ParameterValue] = [
      "te": .number(0.6), "tusd": .number(0.12), "icms": .number(0.2), "pis": .number(0.1),
    ]
    let fixed = try Brazil.groupB(taxed.merging(["streetLighting": .number(42.14)]) { $1 })
    let bill = try Brazil.bill(fixed, 2026, 3, imported: 100)
    #expect(bill.amount(.levy) == 42.14)
    #expect(bill.units == 142.14)
    let table = try Brazil.groupB(
      taxed.merging([
        "streetLightingTable": Brazil.list([
          ["upTo": .number(100_000), "amount": .number(0)],
          ["upTo": .number(200_000), "amount": .number(7.5)], ["amount": .number(20)],
        ])
      ]) { $1 })
    for (energy, levy) in [(100.0, 0.0), (100.000001, 7.5), (200, 7.5), (5000, 20)] {
      #expect(try Brazil.bill(table, 2026, 3, imported: energy).amount(.levy) == levy)
    }
  }

  @Test("A line of one month is on that month's bill only")
  func extraLines() throws {
    let plan = try Brazil.groupB([
      "te": .number(0.6), "tusd": .number(0.4),
      "extraLines": Brazil.list([
        ["name": .text("Itaipu bonus"), "amount": .number(-4.46), "month": .text("2026-08")]
      ]),
    ])
    #expect(try Brazil.bill(plan, 2026, 8, imported: 100).units == 95.54)
    #expect(try Brazil.bill(plan, 2026, 9, imported: 100).units == 100)
    #expect(try Brazil.bill(plan, 2026, 8, imported: 100).amount(.discount) == -4.46)
  }

  @Test("The minimum is billed by the kind of connection")
  func minimum() throws {
    for (connection, least) in [("single-phase", 30.0), ("two-phase", 50), ("three-phase", 100)] {
      let plan = try Brazil.groupB([
        "te": .number(0.6), "tusd": .number(0.4), "connection": .text(connection),
      ])
      #expect(try Brazil.bill(plan, 2026, 3, imported: 10).units == least)
      #expect(try Brazil.bill(plan, 2026, 3, imported: 0).units == least)
      #expect(try Brazil.bill(plan, 2026, 3, imported: least + 1).units == least + 1)
    }
  }

  @Test("Prices given as a whole leave a component for what their parts leave")
  func shorthand() throws {
    let plan = try Brazil.groupB(
      Brazil.tocantins.merging([
        "tusdTransmission": .number(0.05), "tusdPeDTFSEE": .number(0.006),
      ]) { $1 })
    #expect(
      plan.components.map(\.name) == [
        "TE", "TUSD_FioB", "TUSD_transmission", "TUSD_PeD_TFSEE", "TUSD_other",
      ])
    #expect(
      plan.components.map(\.party) == [.retailer] + Array(repeating: .distributionCompany, count: 4)
    )
    #expect(
      plan.energy[0][0].prices.map(\.nanos)
        == [322_630_000, 441_478_264, 50_000_000, 6_000_000, 185_951_736])
    let published = try Brazil.groupB(["priceSet": .text("Energisa TO 2026")])
    #expect(published.energy[0][0].prices.map(\.nanos) == [322_630_000, 441_478_264, 241_951_736])
    #expect(
      Brazil.message { _ = try Brazil.groupB(["priceSet": .text("Energisa TO 2025")]) }
        .contains("Did you mean 'Energisa TO 2026'?"))
  }

  @Test("Both kinds are listed and describe themselves")
  func kinds() {
    #expect(BrazilGroupBTariff.parameterSet.name == "brazil-group-b")
    #expect(BrazilGroupATariff.parameterSet.name == "brazil-group-a")
    for set in [BrazilGroupBTariff.parameterSet, BrazilGroupATariff.parameterSet] {
      #expect(Set(set.parameters.map(\.name)).count == set.parameters.count)
      #expect(set.exactlyOneOf.allSatisfy { key in set.parameters.contains { $0.name == key } })
    }
  }
}
