import MarketFiles
import TestSupport
import Testing

struct BadBookTests {
  struct Case: Sendable {
    let text: String
    /// The line, the column and the message.
    let says: String

    init(_ text: String, _ says: String) {
      self.text = text
      self.says = says
    }

    /// A book with one bid that is wrong.
    static func bid(_ bid: String, _ says: String) -> Case {
      Case("{\"asks\": [],\n \"bids\": [\(bid)]}", says)
    }
  }

  static let cases: [Case] = [
    Case("", "1:1: the file is empty; expected '{'."),
    Case("[]", "1:1: expected an object with 'bids' and 'asks', but found a list."),
    Case(
      "{\"asks\": []}",
      "1:1: the book needs 'bids'; write an empty list for a side without orders."),
    Case(
      "{\"bids\": []}",
      "1:1: the book needs 'asks' (or 'offers'); write an empty list for a side without orders."),
    Case(
      "{\"bids\": [], \"asks\": [], \"offers\": []}",
      "1:22: the book needs only one of 'asks' and 'offers', which mean the same."),
    Case(
      "{\"bids\": [], \"asks\": [], \"bids\": []}",
      "1:26: the key 'bids' stands twice in the book."),
    Case(
      "{\"bids\": [], \"asks\": [], \"importprice\": 1}",
      "1:26: unknown key 'importprice' in the book. Did you mean 'importPrice'?"),
    Case(
      "{\"bids\": {}, \"asks\": []}",
      "1:10: can't read 'bids': expected a list, but found an object."),
    Case(
      "{\"bids\": [], \"asks\": [], \"seed\": -1}", "1:34: 'seed' must be at least 0, but is -1."),
    Case(
      "{\"bids\": [], \"asks\": [], \"intervalOrdinal\": 0.5}",
      "1:45: can't read 'intervalOrdinal': expected a whole number, but found 0.5."),
    Case(
      "{\"bids\": [], \"asks\": [], \"quotaShares\": {\"a\": 1}}",
      "1:42: unknown trader 'a' in 'quotaShares'. There is none."),
    .bid("7", "2:11: can't read the bid: expected an object, but found 7."),
    .bid("{\"kwh\": 1, \"price\": 1}", "2:11: the bid needs 'id'."),
    .bid("{\"id\": \"b\", \"price\": 1}", "2:11: the bid needs 'kwh'."),
    .bid("{\"id\": \"b\", \"kwh\": 1}", "2:11: the bid needs 'price'."),
    .bid(
      "{\"id\": \"\", \"kwh\": 1, \"price\": 1}",
      "2:18: can't read 'id': expected a text that is not empty, but found the text ''."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1, \"prise\": 1, \"price\": 1}",
      "2:33: unknown key 'prise' in the bid. Did you mean 'price'?"),
    .bid("{\"id\": \"b\", \"kwh\": 0, \"price\": 1}", "2:30: 'kwh' must be above 0, but is 0."),
    .bid("{\"id\": \"b\", \"kwh\": -2, \"price\": 1}", "2:30: 'kwh' must be above 0, but is -2."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1e-9, \"price\": 1}",
      "2:30: 'kwh' must be at least 0.000001, one milliwatt-hour, but is 1e-9."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1e13, \"price\": 1}",
      "2:30: 'kwh' must be at most 9223372036854, but is 1e13."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1, \"price\": -1e400}",
      "2:42: 'price' must lie from -9223372036854 to 9223372036854, but is -1e400."),
    .bid(
      "{\"id\": \"b\", \"kwh\": \"NaN\", \"price\": 1}",
      "2:30: can't read 'kwh': expected a number of kilowatt-hours, but found the text 'NaN'."),
    .bid("{\"id\": \"b\", \"kwh\": NaN, \"price\": 1}", "2:30: expected a value, but found 'N'."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1, \"price\": 1, \"slope\": -0.1}",
      "2:54: 'slope' must be at least 0, but is -0.1; limits of bids fall and those of offers rise "
        + "by it."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1, \"price\": 1}, {\"id\": \"b\", \"kwh\": 1, \"price\": 1}",
      "2:46: there is more than one order called 'b'."),
    .bid(
      "{\"id\": \"b\", \"kwh\": 1, \"price\": 1, \"sequence\": 1}, "
        + "{\"id\": \"c\", \"kwh\": 1, \"price\": 1}",
      "2:61: the order 'c' needs 'sequence', as others have it."),
  ]

  @Test("What is wrong with a book is one sentence with its place", arguments: cases)
  func faults(wrong: Case) {
    let error = #expect(throws: MarketFileError.self) {
      try OrderBookFile.read(Array(wrong.text.utf8), named: "book.json")
    }
    #expect(error?.description == "book.json:" + wrong.says)
  }

  @Test("All faults of a book are told at once, a hundred at most")
  func manyFaults() throws {
    let bid = "{\"id\": \"b\", \"kwh\": 0, \"price\": true}"
    let text =
      "{\"bids\": [\(Array(repeating: bid, count: 3).joined(separator: ","))], \"asks\": 1}"
    let error = #expect(throws: MarketFileError.self) {
      try OrderBookFile.read(Array(text.utf8), named: "book.json")
    }
    #expect(error?.diagnostics.count == 7)
    let long =
      "{\"asks\": [], \"bids\": [\(Array(repeating: "0", count: 900).joined(separator: ","))]}"
    let full = #expect(throws: MarketFileError.self) {
      try OrderBookFile.read(Array(long.utf8), named: "book.json")
    }
    #expect(full?.diagnostics.count == 100)
  }

  private static let whole = """
    {"bids": [{"id": "b1", "kwh": 1.5, "price": 0.3, "trader": "ann", "bus": "near", "slope": 0.1}],
     "asks": [{"id": "s1", "kwh": 2, "price": -0.1, "bus": "far", "zone": "z", "sequence": 2}],
     "importPrice": 0.3, "exportPrice": 0.1, "intervalOrdinal": 3, "seed": 1,
     "quotaShares": {"ann": 1},
     "network": {"buses": [{"id": "near"}, {"id": "far", "parent": "near", "r": 0.1, "x": 0.2}],
       "distances": [[0, 1], [1, 0]],
       "feeder": {"minimumVoltage": 0.9, "maximumVoltage": 1.1, "kilowattHoursPerUnit": 10}}}
    """

  @Test("Any bytes give a book or an error, never a trap", arguments: 0..<40 as Range<UInt64>)
  func mutations(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let words = [
      "0", "-1", "1e999", "1e-999", "99999999999999999999", "null", "true", "\"\"", "[]", "{}",
      "\"b1\"", "\"near\"", "0.0000005", "9223372036854.775807",
    ].map { Array($0.utf8) }
    for _ in 0..<200 {
      var bytes = Array(Self.whole.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = .random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(.random(in: 32...126, using: &generator), at: place)
        default:
          // A whole value in place of another.
          guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { continue }
          let end = bytes[colon...].firstIndex { ",}]".utf8.contains($0) } ?? bytes.endIndex
          bytes.replaceSubrange(
            (colon + 1)..<max(end, colon + 1), with: words.randomElement(using: &generator) ?? [])
        }
        if bytes.isEmpty { break }
      }
      do throws(MarketFileError) {
        _ = try OrderBookFile.read(bytes, named: "mutant.json")
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}
