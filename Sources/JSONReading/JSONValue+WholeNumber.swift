/// What a number of a JSON text is among the whole numbers.
package enum WholeNumber: Hashable, Sendable {
  /// A whole number of 64 bits.
  case integer(Int64)
  /// A number with a fraction.
  case fraction
  /// A whole number that 64 bits do not hold.
  case tooLarge
}

extension JSONValue {
  /// The number as a whole one, exactly, however it is written: `5`, `5.0` and `50e-1` are one.
  ///
  /// `nil` if the value is no number.
  package var wholeNumber: WholeNumber? {
    guard kind == .number else { return nil }
    let parts = text.split(whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })
    guard let mantissa = parts.first else { return nil }
    let isNegative = mantissa.first == UInt8(ascii: "-")
    let halves = (isNegative ? mantissa.dropFirst() : mantissa)
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var digits = halves.joined().drop { $0 == UInt8(ascii: "0") }
    guard !digits.isEmpty else { return .integer(0) }
    var zeros = 0
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      zeros += 1
    }
    let fractionCount = halves.count > 1 ? halves[1].count : 0
    let shift = zeros - fractionCount
    guard let exponent = exponent(parts.count > 1 ? parts[1] : []) else {
      return parts[1].first == UInt8(ascii: "-") ? .fraction : .tooLarge
    }
    let power = exponent + shift
    guard power >= 0 else { return .fraction }
    guard digits.count + power <= 19 else { return .tooLarge }
    let magnitude = (Array(digits) + Array(repeating: UInt8(ascii: "0"), count: power))
      .reduce(into: Int128(0)) { $0 = $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
    return Int64(exactly: isNegative ? -magnitude : magnitude).map { .integer($0) } ?? .tooLarge
  }

  /// The exponent, or `nil` if it is so large that only its sign matters.
  private func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty else { return 0 }
    guard let exponent = Int(String(decoding: text, as: UTF8.self)),
      exponent.magnitude < Int32.max
    else { return nil }
    return exponent
  }
}
