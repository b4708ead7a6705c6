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
    let bytes = text.utf8
    var index = bytes.startIndex
    func byte() -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }
    func skipDigits() -> Int {
      var count = 0
      while let digit = byte(), (48...57).contains(digit) {
        index = bytes.index(after: index)
        count += 1
      }
      return count
    }
    func skipSign() {
      if let sign = byte(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        index = bytes.index(after: index)
      }
    }
    skipSign()
    let integerDigits = skipDigits()
    guard integerDigits > 0 else { return nil }
    if byte() == UInt8(ascii: ".") {
      index = bytes.index(after: index)
      guard skipDigits() > 0 else { return nil }
    }
    mantissa = text[..<index]
    guard mantissa.utf8.count <= 64 else { return nil }
    var exponent = 0
    if let mark = byte(), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      index = bytes.index(after: index)
      let start = index
      skipSign()
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
    quick(exponent + power)
      ?? Double("\(mantissa)e\(exponent + power)").flatMap { $0.isFinite ? $0 : nil }
  }

  /// The number times a power of ten where both factors are exact, so that the result is rounded
  /// once; `nil` for other numbers.
  private func quick(_ power: Int) -> Double? {
    var (digits, count, isNegative, hasPoint) = (Int64(0), power, false, false)
    var number = 0
    for byte in mantissa.utf8 {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): hasPoint = true
      default:
        number += 1
        guard number <= 15 else { return nil }
        digits = digits * 10 + Int64(byte - 48)
        if hasPoint { count -= 1 }
      }
    }
    guard Self.powers.indices.contains(abs(count)) else { return nil }
    let magnitude =
      count < 0 ? Double(digits) / Self.powers[-count] : Double(digits) * Self.powers[count]
    return isNegative ? -magnitude : magnitude
  }

  /// The powers of ten that a `Double` holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
