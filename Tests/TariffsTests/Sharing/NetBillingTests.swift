import Quantities
import Tariffs
import Testing

struct NetBillingTests {
  /// 0.01 for each month, and 0.001 for each hour; weekends half.
  static func table() throws -> ExportPriceTable {
    func rows(_ factor: Double) -> [[UnitPrice]] {
      (1...12).map { month in
        (0..<24).map { SharingFixtures.price(factor * (0.01 * Double(month) + 0.001 * Double($0))) }
      }
    }
    return try ExportPriceTable(weekday: rows(1), weekend: rows(0.5))
  }

  static func csv() -> String {
    var text = "month,day,hour,price\n"
    for month in 1...12 {
      for (day, factor) in [("weekday", 1.0), ("weekend", 0.5)] {
        for hour in 0..<24 {
          text +=
            "\(month),\(day),\(hour),\(factor * (0.01 * Double(month) + 0.001 * Double(hour)))\n"
        }
      }
    }
    return text
  }

  @Test("576 prices of a file are those of the arrays")
  func files() throws {
    let table = try ExportPriceTable(csv: Array(Self.csv().utf8))
    #expect(table == (try Self.table()))
    #expect(table.prices.count == ExportPriceTable.valueCount)
  }

  @Test("Exports earn the price of their month, kind of day and hour, and what is left is carried")
  func bills() throws {
    // 2025-01-01 is a Wednesday: from Friday 31 January to Sunday 2 February.
    let grid = try SharingFixtures.grid(72, from: "2025-01-31T00:00")
    var exported = [Int64](repeating: 0, count: 72)
    exported[12] = 10  // Friday 12:00 in January: 0.01 + 0.012
    exported[24 + 12] = 10  // Saturday in February: half of 0.02 + 0.012
    exported[48 + 13] = 10  // Sunday: half of 0.02 + 0.013
    var plan = SharingFixtures.plan()
    plan.exports = .californiaNetBilling(try Self.table(), trueUpMonth: 12)
    var state = BillingState()
    let bills = try BillingEngine(plan, on: grid).bills(
      for: SharingFixtures.meter([Int64](repeating: 0, count: 71) + [1], exported), state: &state)
    let earned = bills.map { bill in
      bill.lines.filter { $0.kind == .export }.map { -$0.net.micros }.reduce(0, +)
    }
    #expect(earned == [220_000, 160_000 + 165_000])
    // January's 0.22 are carried; February's 0.35 less 0.325 takes 0.025 of them.
    #expect(bills.map(\.total) == [.zero, .zero])
    #expect(bills.map(\.moneyBalance) == [Money(micros: 220_000), Money(micros: 195_000)])
  }

  @Test("Missing, double and broken values are named by their place")
  func refusals() throws {
    func message(_ text: String) -> String? {
      do {
        _ = try ExportPriceTable(csv: Array(text.utf8))
        return nil
      } catch { return error.description }
    }
    let lines = Self.csv().split(separator: "\n")
    #expect(
      message(lines.dropLast().joined(separator: "\n"))?.contains("month 12, weekend, hour 23")
        == true)
    #expect(message((lines + [lines[1]]).joined(separator: "\n"))?.contains("line 578") == true)
    #expect(message("a\n1,monday,0,0.1")?.contains("line 2") == true)
    #expect(message("a\n13,weekday,0,0.1")?.contains("line 2") == true)
    #expect(throws: BillingError.self) { try ExportPriceTable(weekday: [], weekend: []) }
  }
}
