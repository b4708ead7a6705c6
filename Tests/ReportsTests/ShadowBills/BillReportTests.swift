import Foundation
import Quantities
import Reports
import Tariffs
import TestSupport
import Testing

@Suite("Tables of bills")
struct BillReportTests {
  static func bills() throws -> ShadowBills {
    try ShadowBillingTests.shadow(
      [TariffChoice(ShadowBillingTests.own), TariffChoice(ShadowBillingTests.rich)], trades: true,
      .residual)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var format: ReportFormat
    var name: String
    var rows: [BillTable.Rows]
    var testDescription: String { name }
  }

  static let cases = [
    Case(format: .text, name: "bills.txt", rows: BillTable.Rows.allCases),
    Case(format: .json, name: "bills.json", rows: [.member, .component]),
    Case(format: .csv, name: "bills.csv", rows: [.member]),
    Case(format: .latex, name: "bills.tex", rows: [.member, .party]),
    Case(format: .markdown, name: "bills.md", rows: [.cycle, .component]),
  ]

  @Test("Tables read as recorded", arguments: cases)
  func golden(example: Case) throws {
    try expectGolden(
      try Self.bills().report(example.format, by: example.rows), named: example.name)
  }

  @Test("A table of JSON is JSON, with exact amounts")
  func json() throws {
    let bills = try Self.bills()
    let text = bills.report(.json, by: BillTable.Rows.allCases)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(object["by_member"] as? [[String: Any]])
    #expect(rows.count == 4)
    #expect(
      (rows[1]["simulated"] as? Double).map { ($0 * 1e6).rounded() }
        == Double(bills.simulated.bill(ofMember: 1).micros))
  }

  @Test("Changes are per cent of what the run billed, rounded half to even, whatever its sign")
  func shares() {
    func share(_ simulated: Int64, _ amount: Int64) -> Int64? {
      BillTable.Row(
        labels: [], simulated: Money(micros: simulated), amounts: [Money(micros: amount)]
      ).share(0)
    }
    #expect(share(200, 250) == 2500)
    #expect(share(-200, -250) == -2500)
    #expect(share(-200, 100) == 15_000)
    #expect(share(0, 100) == nil)
    #expect(share(80_000, 80_001) == 0)
    #expect(share(.min, .max) == nil)
  }

  @Test("Amounts are written exactly and rounded half to even")
  func decimals() {
    #expect(DecimalText.money(1_005_000, decimals: 2) == "1.00")
    #expect(DecimalText.money(1_015_000, decimals: 2) == "1.02")
    #expect(DecimalText.money(-4_999, decimals: 2) == "0.00")
    #expect(DecimalText.money(-5_001, decimals: 2) == "-0.01")
    #expect(DecimalText.money(.min, decimals: 6) == "-9223372036854.775808")
    #expect(DecimalText.shortest(-1_500_000) == "-1.5")
    #expect(DecimalText.shortest(0) == "0")
  }

  @Test("Names that mean something to a format are escaped")
  func escapes() throws {
    let plan = {
      var plan = ShadowBillingTests.own
      plan.name = "50% _of_ {a\\b}, \"c\" | d"
      return plan
    }()
    let bills = try ShadowBillingTests.shadow([TariffChoice(plan)])
    #expect(
      bills.report(.latex, by: [.member]).contains(
        "50\\% \\_of\\_ \\{a\\textbackslash{}b\\}, \"c\" \\textbar{} d"))
    #expect(bills.report(.csv, by: [.member]).contains("\"50% _of_ {a\\b}, \"\"c\"\" | d (BRL)\""))
    #expect(bills.report(.markdown, by: [.member]).contains("50% \\_of\\_ {a\\\\b}, \"c\" \\| d"))
    #expect(bills.report(.json, by: [.member]).contains("50% _of_ {a\\\\b}, \\\"c\\\" | d"))
  }
}
