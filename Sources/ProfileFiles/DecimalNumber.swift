/// Reads the decimal number at a position and moves behind it; `nil` when there is none.
///
/// The number is the one nearest to the decimal text, as `Double(_: String)` gives it. Numbers of up
/// to 2⁵³ with a power of ten within ±22 need one exact multiplication or division, whose rounding
/// is the only one; others go through the standard library.
///
/// > W. D. Clinger. How to read floating point numbers accurately. *ACM SIGPLAN Notices* 25 (6),
/// > 1990, 92–101. doi:10.1145/93548.93557
@inline(__always)
package func readDecimal(
  _ bytes: Span<UInt8>, at position: inout Int, decimalMark: UInt8
) -> Double? {
  let count = bytes.count
  let start = position
  var index = start
  // SAFETY: `index` is not negative, and every read is behind a comparison with the count.
  guard index < count else { return nil }
  var isNegative = false
  let sign = unsafe bytes[unchecked: index]
  if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
    isNegative = sign == UInt8(ascii: "-")
    index &+= 1
  }
  var mantissa: UInt64 = 0
  let firstDigit = index
  while index < count, case let digit = unsafe bytes[unchecked: index] &- 48, digit < 10 {
    mantissa = mantissa &* 10 &+ UInt64(digit)
    index &+= 1
  }
  var digits = index &- firstDigit
  var exponent = 0
  if index < count, unsafe bytes[unchecked: index] == decimalMark {
    index &+= 1
    let firstDecimal = index
    while index < count, case let digit = unsafe bytes[unchecked: index] &- 48, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index &+= 1
    }
    exponent = firstDecimal &- index
    digits &-= exponent
  }
  guard digits > 0 else { return nil }
  if index < count, unsafe bytes[unchecked: index] | 0x20 == UInt8(ascii: "e") {
    guard let written = readExponent(bytes, at: &index) else { return nil }
    exponent &+= written
  }
  position = index
  // Nineteen digits fit into 64 bits; leading zeros are counted too, which costs only time.
  guard digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else {
    return slowDecimal(bytes, from: start, to: index, decimalMark: decimalMark)
  }
  let magnitude = Double(mantissa)
  let value =
    exponent < 0 ? magnitude / powerOfTen(-exponent) : magnitude * powerOfTen(exponent)
  return isNegative ? -value : value
}

/// Reads `e-12` and moves behind it; `nil` when there are no digits.
private func readExponent(_ bytes: Span<UInt8>, at index: inout Int) -> Int? {
  index += 1
  var isNegative = false
  if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
    isNegative = bytes[index] == UInt8(ascii: "-")
    index += 1
  }
  let first = index
  var exponent = 0
  while index < bytes.count, case let digit = bytes[index] &- 48, digit < 10 {
    exponent = min(exponent * 10 + Int(digit), 100_000)
    index += 1
  }
  guard index > first else { return nil }
  return isNegative ? -exponent : exponent
}

/// Reads a number that is known to be well formed; infinite when it is too large.
private func slowDecimal(
  _ bytes: Span<UInt8>, from start: Int, to end: Int, decimalMark: UInt8
) -> Double? {
  var text: [UInt8] = []
  text.reserveCapacity(end - start)
  for index in start..<end {
    text.append(bytes[index] == decimalMark ? UInt8(ascii: ".") : bytes[index])
  }
  return Double(String(decoding: text, as: UTF8.self))
}

/// The powers of ten that a `Double` holds exactly.
@inline(__always)
private func powerOfTen(_ exponent: Int) -> Double {
  // A switch of constants becomes a table in read-only memory, without the lazy initialisation of a
  // global array.
  switch exponent {
  case 0: 1
  case 1: 1e1
  case 2: 1e2
  case 3: 1e3
  case 4: 1e4
  case 5: 1e5
  case 6: 1e6
  case 7: 1e7
  case 8: 1e8
  case 9: 1e9
  case 10: 1e10
  case 11: 1e11
  case 12: 1e12
  case 13: 1e13
  case 14: 1e14
  case 15: 1e15
  case 16: 1e16
  case 17: 1e17
  case 18: 1e18
  case 19: 1e19
  case 20: 1e20
  case 21: 1e21
  default: 1e22
  }
}
