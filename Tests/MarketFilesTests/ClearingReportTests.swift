import Foundation
import MarketFiles
import Testing

struct ClearingReportTests {
  private static let book = """
    {"bids": [{"id": "B1", "kwh": 10, "price": 0.3}, {"id": "B2", "kwh": 5, "price": 0.25},
              {"id": "B3", "kwh": 8, "price": 0.2}, {"id": "B4", "kwh": 4, "price": 0.12}],
     "asks": [{"id": "S1", "kwh": 6, "price": 0.08}, {"id": "S2", "kwh": 6, "price": 0.14},
              {"id": "S3", "kwh": 8, "price": 0.18}, {"id": "S4", "kwh": 10, "price": 0.26}]}
    """

  private func report(_ design: String, _ text: String = book) throws -> ClearingReport {
    ClearingReport(
      clearing: try OrderBookFile.read(Array(text.utf8), named: "book.json"),
      by: try MarketDesign(named: design))
  }

  private func json(_ report: ClearingReport) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(report))
    return try #require(object as? [String: Any])
  }

  @Test("The published book has its published volume, price, welfare and matches in JSON")
  func publishedBook() throws {
    let report = try json(report("uniform-price-double-auction"))
    #expect(report["design"] as? String == "uniform-price-double-auction")
    #expect(report["volume"] as? Double == 20 && report["price"] as? Double == 0.2)
    #expect(report["welfare"] as? Double == 2.49 && report["lostWelfare"] as? Double == 0)
    #expect(report["lowerCompetitivePrice"] as? Double == 0.2)
    #expect(report["upperCompetitivePrice"] as? Double == 0.2)
    #expect(report["auctioneerBalance"] as? Double == 0)
    let trades = try #require(report["trades"] as? [[String: Any]])
    let names = trades.map { "\($0["bid"] ?? "")-\($0["offer"] ?? "")" }
    #expect(names == ["B1-S1", "B1-S2", "B2-S2", "B2-S3", "B3-S3"])
    #expect(trades.map { $0["kwh"] as? Double } == [6, 4, 2, 3, 5])
    let orders = try #require(report["orders"] as? [[String: Any]])
    #expect(orders.map { $0["servedKwh"] as? Double } == [10, 5, 5, 0, 6, 6, 8, 0])
    #expect(orders.map { $0["amount"] as? Double } == [2, 1, 1, 0, 1.2, 1.2, 1.6, 0])
    #expect(orders[0]["side"] as? String == "bid" && orders[4]["side"] as? String == "offer")
  }

  @Test("What is not known is null, and every key stands in every report")
  func unknown() throws {
    let empty = try json(report("none", "{\"bids\": [], \"asks\": []}"))
    let full = try json(report("none"))
    #expect(Set(empty.keys) == Set(full.keys))
    for key in ["price", "marginalBid", "lowerCompetitivePrice"] {
      #expect(empty[key] is NSNull, "\(key)")
    }
    #expect(full["lostWelfare"] as? Double == 2.49)
  }

  @Test("Amounts beyond the range of money are unknown, not wrong, and numbers stay exact")
  func enormous() throws {
    let text = """
      {"bids": [{"id": "b", "kwh": 9223372036854.775807, "price": 9223372036854.775807}],
       "asks": [{"id": "s", "kwh": 9223372036854.775807, "price": -9223372036854.775808}]}
      """
    let report = try report("uniform-price-double-auction", text)
    #expect(report.welfare == nil && report.lostWelfare == nil)
    #expect(report.volume.description == "9223372036854.775807")
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    #expect(json.contains("\"volume\":9223372036854.775807"))
    #expect(json.contains("-9223372036854.775808"))
    #expect(report.text.contains("welfare             – of – ¤, – ¤ lost"))
  }

  @Test(
    "Millionths are written as the shortest decimal number",
    arguments: [
      (0, "0"), (1, "0.000001"), (-250_000, "-0.25"), (1_000_000, "1"), (-10, "-0.00001"),
    ])
  func exactDecimals(millionths: Int64, text: String) {
    #expect(ExactDecimal(millionths: millionths).description == text)
  }

  @Test("Names of any kind stay in their line of the table")
  func strangeNames() throws {
    let text = """
      {"bids": [{"id": "a\\nb", "kwh": 1, "price": 1}],
       "asks": [{"id": "\\u0007x", "kwh": 1, "price": 1}]}
      """
    let lines = try report("uniform-price-double-auction", text).text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  a\\u{a}b  \\u{7}x") })
  }
}
