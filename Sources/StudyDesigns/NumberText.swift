/// The shortest decimal digits that read back as the same number, without an exponent where 21
/// places suffice: `5`, `0.00001`, `1234.5`.
///
/// The text depends on the number alone, so what is made of it, such as the id of a point, is the
/// same on every machine.
func decimalText(_ number: Double) -> String {
  guard number != 0 else { return "0" }
  let text = number.description
  guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...])
  else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
  guard exponent.magnitude <= 21 else { return text }
  let sign = text.hasPrefix("-") ? "-" : ""
  var digits = text[..<mark].filter { $0 != "-" && $0 != "." }
  while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
  guard exponent >= 0 else {
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
  // An exponent is written from 2⁵⁴ on, where all numbers are whole.
  return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
}

/// A number rounded to twelve significant decimal digits, so that levels between two ends are
/// written as a person would write them: 0.3, not 0.30000000000000004.
///
/// Numbers beyond 10²¹ or within 10⁻¹⁰ of zero stay as they are.
func roundedToTwelveDigits(_ number: Double) -> Double {
  let magnitude = number.magnitude
  guard magnitude >= 1e-10, magnitude < 1e21 else { return number }
  // With a power of ten that a Double holds exactly, both the integer and the quotient are the
  // nearest ones.
  var power = 1.0
  if magnitude < 1e12 {
    while magnitude * power < 1e11 { power *= 10 }
    return (number * power).rounded() / power
  }
  while magnitude / power >= 1e12 { power *= 10 }
  return (number / power).rounded() * power
}
