import Foundation
import TestSupport
import Testing

/// `mgsim bill --results`, `fairness`, `invest` and `import`, as a user starts them.
struct RunBillToolTests {
  private static let own = """
    kind: flat
    name: household
    currency: EUR
    components:
      - {name: energy, price: 0.30 EUR/kWh}
    exportPrice: 0.08 EUR/kWh
    """

  private static let network = """
    kind: rate-plan
    name: parts
    currency: EUR
    components:
      - {name: energy, party: retailer}
      - {name: wires, party: distribution-company}
    energy:
      - {prices: [0.18 EUR/kWh, 0.12 EUR/kWh], exportPrice: 0.08 EUR/kWh}
    """

  /// A study with a finished run `village.h5`.
  private func study() throws -> Study {
    let study = try Study()
    try study.add("own.yaml", Self.own)
    try study.add("parts.yaml", Self.network)
    let run = try study.program("run", Study.scenario, "--set", "market.kind=none", "--quiet")
    #expect(run.code == 0, "\(run.errors)")
    return study
  }

  @Test("The tariff of the run gives the bills of the run again")
  func ownTariff() throws {
    let study = try study()
    let outcome = try study.program(
      "bill", "--results", "village.h5", "--tariff", "../input/own.yaml", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try #require(try parse(outcome.output) as? [String: Any])
    let rows = try #require(report["by_member"] as? [[String: Any]])
    #expect(rows.count == 5)
    for row in rows {
      let simulated = try #require(row["simulated"] as? Double)
      let bills = try #require(row["bills"] as? [[String: Any]])
      let amount = try #require(bills[0]["amount"] as? Double)
      #expect(abs(amount - simulated) < 1e-5)
    }
  }

  @Test("Designs of network tariffs and investments are printed for a run")
  func fairnessAndInvestments() throws {
    let study = try study()
    let fairness = try study.program(
      "fairness", "village.h5", "--tariff", "../input/parts.yaml", "--format", "json")
    #expect(fairness.code == 0, "\(fairness.errors)")
    let report = try #require(try parse(fairness.output) as? [String: Any])
    for row in try #require(report["parties"] as? [[String: Any]]) {
      #expect(abs(try #require(row["collected share"] as? Double) - 1) < 1e-4)
    }
    let invest = try study.program(
      "invest", "village.h5", "--tariff", "../input/own.yaml", "--capital", "baker=900")
    #expect(invest.code == 0, "\(invest.errors)")
    #expect(invest.output.contains("baker"))
    let nobody = try study.program(
      "invest", "village.h5", "--tariff", "../input/own.yaml", "--capital", "nobody=900")
    #expect(nobody.code == 2)
    #expect(nobody.errors.contains("'nobody'"))
  }

  @Test("A rate of the URDB becomes a tariff file that bills the same")
  func importUrdb() throws {
    let study = try Study()
    let hours = "[" + Array(repeating: "0", count: 24).joined(separator: ",") + "]"
    let months = "[" + Array(repeating: hours, count: 12).joined(separator: ",") + "]"
    let tiers = "[[{\"rate\": 0.1, \"max\": 10}, {\"rate\": 0.2}]]"
    try study.add(
      "rate.json",
      "{\"label\": \"a1\", \"name\": \"A rate\", \"energyratestructure\": \(tiers), "
        + "\"energyweekdayschedule\": \(months), \"energyweekendschedule\": \(months)}")
    try study.add("meter.csv", "time,import\n2018-01-01T00:00,6\n2018-01-01T12:00,7\n")
    let imported = try study.program(
      "import", "urdb", "../input/rate.json", "-o", "tariff.yaml")
    #expect(imported.code == 0, "\(imported.errors)")
    for tariff in ["tariff.yaml", "../input/rate.json"] {
      let bill = try study.program(
        "bill", "--tariff", tariff, "--meter", "../input/meter.csv", "--format", "json")
      #expect(bill.code == 0, "\(bill.errors)")
      #expect(bill.output.contains("\"total\": 1.60"))
    }
  }

  @Test("A year that the law leaves open asks for the parameter by its name")
  func openYear() throws {
    let study = try Study()
    try study.add(
      "gd2.yaml",
      """
      kind: brazil-group-b
      name: b1
      currency: BRL
      timeZone: America/Sao_Paulo
      connection: single-phase
      te: 0.3 BRL/kWh
      tusd: 0.7 BRL/kWh
      tusdFioB: 0.4 BRL/kWh
      generation: {requestDate: 2024-03-01, power: 3 kW}
      """)
    try study.add(
      "meter.csv", "time,import,export\n2029-02-01T00:00,6,0\n2029-02-01T12:00,0,7\n")
    let bill = try study.program(
      "bill", "--tariff", "../input/gd2.yaml", "--meter", "../input/meter.csv")
    #expect(bill.code == 2)
    #expect(bill.errors.contains("postTransitionShare"), "\(bill.errors)")
    #expect(bill.errors.contains("2029"), "\(bill.errors)")
  }
}
