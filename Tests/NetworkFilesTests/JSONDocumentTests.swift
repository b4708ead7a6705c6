import JSONReading
import NetworkFiles
import PowerFlow
import Testing

/// The strict JSON reader that importers stand on.
struct JSONDocumentTests {
  static func fault(_ text: String) -> JSONFault? {
    #expect(throws: JSONFault.self) { try JSONDocument(Array(text.utf8)) }
  }

  @Test("Values arrive as they are written")
  func values() throws {
    let text = #" {"a": [1, -2.5e-3, 0], "é\n\u00e9\uD83D\uDE00\/": null, "t": true, "f": false} "#
    let members = try #require(try JSONDocument(Array(text.utf8)).root.members)
    #expect(members[0].value.elements?.map(\.number) == [1, -0.0025, 0])
    #expect(members[1].name.string == "é\né😀/")
    #expect(members[1].value.kind == .null)
    #expect(members[2].value.bool == true && members[3].value.bool == false)
    #expect(members[3].value.string == nil && members[3].value.number == nil)
  }

  static let malformed = [
    "", " ", "{", "[1,]", "[1 2]", "{\"a\" 1}", "{\"a\": 1,}", "{a: 1}", "01", "1.", ".5", "+1",
    "-",
    "1e", "nul", "tru", "'a'", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"",
    "\"\\ud800\\u0041\"", "\"a", "\"\t\"", "[1] 2", "// x\n1", "NaN", "Infinity", "\u{FEFF}1",
  ]

  @Test("What RFC 8259 does not allow is refused", arguments: malformed)
  func refusesMalformed(text: String) { _ = Self.fault(text) }

  @Test("Bytes that are not UTF-8 are refused where they stand")
  func utf8() throws {
    let samples: [[UInt8]] = [
      [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xF4, 0x90, 0x80, 0x80], [0x80],
    ]
    for sample in samples {
      let bytes = [UInt8(ascii: "\"")] + sample + [UInt8(ascii: "\"")]
      let fault = #expect(throws: JSONFault.self) { try JSONDocument(bytes) }
      #expect(try #require(fault).offset == 1)
    }
  }

  static let wholeNumbers: [(text: String, expected: WholeNumber)] = [
    ("0", .integer(0)), ("-0.00e99999999999", .integer(0)), ("12", .integer(12)),
    ("1.50e1", .integer(15)), ("1000e-3", .integer(1)), ("-5.0", .integer(-5)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .tooLarge), ("-9223372036854775809", .tooLarge), ("1e19", .tooLarge),
    ("1e99999999999999999999", .tooLarge), ("1e-99999999999999999999", .fraction),
    ("0.5", .fraction), ("15e-1", .fraction),
    ("9007199254740993.0", .integer(9_007_199_254_740_993)),
  ]

  @Test("Whole numbers are told exactly from fractions and from what 64 bits do not hold")
  func wholeNumber() throws {
    for (text, expected) in Self.wholeNumbers {
      #expect(try JSONDocument(Array(text.utf8)).root.wholeNumber == expected, "\(text)")
    }
    #expect(try JSONDocument(Array("\"1\"".utf8)).root.wholeNumber == nil)
  }

  @Test("Nesting is bounded")
  func depth() throws {
    let limit = JSONDocument.depthLimit
    let allowed = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(throws: Never.self) { try JSONDocument(Array(allowed.utf8)) }
    let fault = try #require(Self.fault(String(repeating: "[", count: 1_000_000)))
    #expect(fault.offset == limit)
  }

  @Test("Columns count characters, not bytes")
  func places() throws {
    let bytes = Array("[\n\"äöü\", 1]".utf8)
    let document = try JSONDocument(bytes)
    let number = try #require(document.root.elements?.last)
    var places = TextPlaces(bytes)
    #expect(places.place(ofByte: 1) == (1, 2))
    #expect(places.place(ofByte: number.offset) == (2, 8))
    #expect(places.place(ofByte: .max) == (2, 10))
  }
}
