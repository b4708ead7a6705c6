import Foundation
import TestSupport
import Testing

/// `mgsim bill`, as a user starts it.
struct BillToolTests {
  private static let tariff = """
    kind: rate-plan
    name: blocks
    currency: EUR
    timeZone: UTC
    energy:
      - tiers:
          - {upTo: 100 kWh, price: 0.10 EUR/kWh}
          - {price: 0.25 EUR/kWh}
    """

  private static let flat = """
    kind: flat
    name: flat
    timeZone: UTC
    components:
      - {name: energy, price: 0.2 EUR/kWh}
    """

  private static let meter = """
    time,alice:import,bob:import
    2026-01-01T00:00,60,10
    2026-01-01T12:00,80,10

    """

  private func study(meter: String = meter, tariff: String = tariff) throws -> Study {
    let study = try Study()
    try study.add("blocks.yaml", tariff)
    try study.add("flat.yaml", Self.flat)
    try study.add("meter.csv", meter)
    return study
  }

  @Test("Every line of a bill is told in JSON, with its tier, quantity, price and amount")
  func lines() throws {
    let study = try study()
    let outcome = try study.program(
      "bill", "--tariff", "../input/blocks.yaml", "--meter", "../input/meter.csv", "--member",
      "alice", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try #require(try parse(outcome.output) as? [String: Any])
    let tariffs = try #require(report["tariffs"] as? [[String: Any]])
    let members = try #require(tariffs[0]["members"] as? [[String: Any]])
    #expect(members.count == 1 && members[0]["member"] as? String == "alice")
    let bills = try #require(members[0]["bills"] as? [[String: Any]])
    let lines = try #require(bills[0]["lines"] as? [[String: Any]])
    #expect(lines.map { $0["tier"] as? Int } == [1, 2])
    #expect(lines.map { $0["quantity"] as? Double } == [100, 40])
    #expect(lines.map { $0["amount"] as? Double } == [10, 10])
    #expect(bills[0]["total"] as? Double == 20)
  }

  @Test("Several tariffs give a table of totals, also in Markdown and LaTeX")
  func totals() throws {
    let study = try study()
    let files = [
      "bill", "--tariff", "../input/blocks.yaml", "--tariff", "../input/flat.yaml", "--meter",
      "../input/meter.csv",
    ]
    let text = try Program.run(files, in: study.outputFolder)
    #expect(text.code == 0, "\(text.errors)")
    #expect(
      text.output == """
        member  blocks   flat
        alice    20.00  28.00
        bob       2.00   4.00
        total    22.00  32.00

        """)
    let markdown = try Program.run(
      files + ["--format", "markdown", "-o", "bills.md"], in: study.outputFolder)
    #expect(markdown.code == 0 && markdown.output == "")
    let written = try String(contentsOfFile: study.output("bills.md"), encoding: .utf8)
    #expect(written.contains("| alice | 20.00 | 28.00 |"))
    let again = try Program.run(
      files + ["--format", "latex", "-o", "bills.md"], in: study.outputFolder)
    #expect(again.code == 2 && again.errors.contains("--force"))
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var meter = BillToolTests.meter
    var tariff = BillToolTests.tariff
    var options: [String] = []
    let says: String
    var testDescription: String { says }
  }

  @Test(
    "What is wrong with a bill's input ends it with code 2 and the place",
    arguments: [
      Bad(
        meter: meter.replacing("T12:00,80,10", with: "T12:00,80,-1"),
        says: "../input/meter.csv:3:21: '-1' is negative"),
      Bad(
        meter: meter + "2026-01-02T12:00,1,1\n",
        says: "../input/meter.csv:4:1: 1 row is missing before 2026-01-02T12:00:00"),
      Bad(
        tariff: tariff.replacing("upTo: 100", with: "upto: 100"),
        says: "../input/blocks.yaml:7:10: unknown key 'upto' in 'tier'. Did you mean 'upTo'?"),
      Bad(
        tariff: tariff + "\nvalidFrom: 2027-01-01\n", says: "blocks"),
      Bad(options: ["--member", "alcie"], says: "Did you mean 'alice'?"),
      Bad(options: ["--time-zone", "Europe/Berlni"], says: "Europe/Berlin"),
      Bad(options: ["--holidays", "brasil"], says: "'brazil'"),
      Bad(options: ["--tariff", "none.yaml"], says: "there is no such file"),
    ])
  func refusing(bad: Bad) throws {
    let study = try study(meter: bad.meter, tariff: bad.tariff)
    let outcome = try Program.run(
      ["bill", "--tariff", "../input/blocks.yaml", "--meter", "../input/meter.csv"] + bad.options,
      in: study.outputFolder)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(bad.says), "\(outcome.errors)")
  }
}
