/// A decimal number as people write it, split so that powers of ten can be applied exactly.
///
/// `0.30 kW` becomes `0.30e3` before it becomes a `Double`: 300 W to the last bit.
struct DecimalText {
  private let mantissa: Substring
  private let exponent: Int
  /// What stands behind the number.
  let rest: Substring

  /// Reads a number at the start of a text; `nil` when there is none.
  init?(_ text: Substring) {
    var index = text.startIndex
    func skipDigits() -> Int {
      let start = index
      while index < text.endIndex, ("0"..."9").contains(text[index]), text[index].isASCII {
        index = text.index(after: index)
      }
      return text.distance(from: start, to: index)
    }
    if index < text.endIndex, text[index] == "-" || text[index] == "+" {
      index = text.index(after: index)
    }
    let integerDigits = skipDigits()
    guard integerDigits > 0 else { return nil }
    if index < text.endIndex, text[index] == "." {
      index = text.index(after: index)
      guard skipDigits() > 0 else { return nil }
    }
    mantissa = text[..<index]
    guard mantissa.utf8.count <= 64 else { return nil }
    var exponent = 0
    if index < text.endIndex, text[index] == "e" || text[index] == "E" {
      let start = text.index(after: index)
      index = start
      if index < text.endIndex, text[index] == "-" || text[index] == "+" {
        index = text.index(after: index)
      }
      guard case let digits = skipDigits(), (1...3).contains(digits),
        let value = Int(text[start..<index])
      else { return nil }
      exponent = value
    }
    self.exponent = exponent
    rest = text[index...]
  }

  /// The number times a power of ten, rounded once; `nil` when it is too large.
  func value(timesTenToThe power: Int = 0) -> Double? {
    Double("\(mantissa)e\(exponent + power)").flatMap { $0.isFinite ? $0 : nil }
  }
}
