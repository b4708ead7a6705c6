import JSONReading

/// A number of a file as a whole number of some power of ten.
enum URDBDecimal: Hashable {
  /// A whole number, after rounding half to even where the text has more decimals.
  case whole(Int64)
  /// More than 64 bits hold.
  case tooLarge

  /// Reads a number from its decimal text, so that no binary fraction stands between: `0.1` in units
  /// of 10⁻⁶ is exactly 100 000.
  ///
  /// `nil` if the value is no number.
  init?(_ value: JSONValue, tens: Int) {
    guard value.kind == .number else { return nil }
    var digits: [Int128] = []
    var point: Int?
    var exponent = 0
    var isNegative = false
    loop: for (index, byte) in value.text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "."): point = digits.count
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let text = String(decoding: value.text.dropFirst(index + 1), as: UTF8.self)
        // An exponent beyond 64 bits acts like the greatest: only its sign matters.
        exponent = Int(text) ?? (text.hasPrefix("-") ? -1 << 40 : 1 << 40)
        break loop
      default: digits.append(Int128(byte) - Int128(UInt8(ascii: "0")))
      }
    }
    guard let leading = digits.firstIndex(where: { $0 != 0 }) else {
      self = .whole(0)
      return
    }
    let bounded = min(max(exponent, -1 << 40), 1 << 40)
    let whole = (point ?? digits.count) + bounded + tens - leading
    guard whole <= 19 else {
      self = .tooLarge
      return
    }
    guard whole >= 0 else {
      self = .whole(0)
      return
    }
    let significant = digits[leading...]
    var magnitude: Int128 = significant.prefix(whole).reduce(0) { $0 * 10 + $1 }
    for _ in 0..<max(0, whole - significant.count) { magnitude *= 10 }
    let rest = significant.dropFirst(whole)
    if let first = rest.first {
      let isHalf = first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
      if isHalf ? magnitude % 2 == 1 : first >= 5 { magnitude += 1 }
    }
    self = Int64(exactly: isNegative ? -magnitude : magnitude).map(Self.whole) ?? .tooLarge
  }
}
