import ProfileFiles
import TestSupport
import Testing

@Suite("A decimal number")
struct DecimalNumberTests {
  static func read(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    var position = 0
    let value = readDecimal(bytes.span, at: &position, decimalMark: UInt8(ascii: "."))
    return position == bytes.count ? value : nil
  }

  @Test("is the nearest one, bit for bit as the standard library's", arguments: 0..<50)
  func nearest(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    var mistakes: [String] = []
    for _ in 0..<2000 {
      var text = Bool.random(using: &generator) ? "-" : ""
      for _ in 0..<Int.random(in: 1...22, using: &generator) {
        text += String(Int.random(in: 0...9, using: &generator))
      }
      if Bool.random(using: &generator) {
        text += "."
        for _ in 0..<Int.random(in: 0...22, using: &generator) {
          text += String(Int.random(in: 0...9, using: &generator))
        }
      }
      if Int.random(in: 0...3, using: &generator) == 0 {
        text += "e\(Int.random(in: -340...310, using: &generator))"
      }
      // The standard library takes no point without a digit behind it for granted.
      let reference = Double(text.hasSuffix(".") ? text + "0" : text)
      if Self.read(text)?.bitPattern != reference?.bitPattern { mistakes.append(text) }
    }
    #expect(mistakes.isEmpty)
  }

  @Test("reads back what was written", arguments: 0..<20)
  func roundTrip(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(Self.read("\(value)")?.bitPattern == value.bitPattern)
    }
  }

  @Test(
    "is nothing else", arguments: ["", "-", ".", "e5", "1e", "1e+", "0x10", "nan", "1 ", "--1"])
  func malformed(text: String) { #expect(Self.read(text) == nil) }

  @Test("may be zero, tiny or endless")
  func extremes() {
    #expect(Self.read("-0.0")?.sign == .minus)
    #expect(Self.read("1e-400") == 0)
    #expect(Self.read("1e99999999999999999999") == .infinity)
    #expect(Self.read("9007199254740993") == 9_007_199_254_740_992)
    #expect(Self.read("0." + String(repeating: "3", count: 5000)) == 1.0 / 3)
  }
}
