import JSONReading
import Quantities

/// What a number of a file is in whole units of a power of ten.
enum ScaledInteger: Hashable, Sendable {
  /// A whole number of 64 bits, after rounding half to even where the text has more decimals.
  case integer(Int64)
  /// More than 64 bits hold.
  case tooLarge
}

extension JSONValue {
  /// The number times a power of ten, from its decimal text, rounded once, half to even; `nil` if
  /// the value is no number.
  ///
  /// `0.1` in units of 10⁻⁶ is exactly 100 000: no binary fraction stands between.
  func scaledInteger(tens: Int) -> ScaledInteger? {
    guard kind == .number else { return nil }
    let parts = text.split(whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })
    guard let mantissa = parts.first else { return nil }
    let isNegative = mantissa.first == UInt8(ascii: "-")
    let halves = (isNegative ? mantissa.dropFirst() : mantissa)
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let digits = Array(halves.joined().drop { $0 == UInt8(ascii: "0") })
    guard !digits.isEmpty else { return .integer(0) }
    let written = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) : 0
    guard let written, written.magnitude < Int32.max else {
      // An exponent of so many digits: only its sign matters.
      return parts[1].first == UInt8(ascii: "-") ? .integer(0) : .tooLarge
    }
    let power = written + tens - (halves.count > 1 ? halves[1].count : 0)
    // The digits in front of the point after scaling.
    let wholeCount = digits.count + power
    guard wholeCount <= 19 else { return .tooLarge }
    guard wholeCount >= 0 else { return .integer(0) }
    let zeros = repeatElement(UInt8(ascii: "0"), count: max(0, power))
    var magnitude = (digits.prefix(wholeCount) + zeros)
      .reduce(into: Int128(0)) { $0 = $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
    let cut = digits.dropFirst(wholeCount)
    if roundsUp(cut, isOdd: magnitude % 2 == 1) { magnitude += 1 }
    return Int64(exactly: isNegative ? -magnitude : magnitude).map { .integer($0) } ?? .tooLarge
  }

  /// Whether digits behind the point are more than a half, or a half behind an odd number.
  private func roundsUp(_ cut: ArraySlice<UInt8>, isOdd: Bool) -> Bool {
    guard let first = cut.first else { return false }
    let half = UInt8(ascii: "5")
    guard first == half else { return first > half }
    return isOdd || cut.dropFirst().contains { $0 != UInt8(ascii: "0") }
  }
}
