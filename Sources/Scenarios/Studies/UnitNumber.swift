/// A number with or without a unit, as it is written: `5 kWh`, `20 %`, `0.3`.
struct UnitNumber: Hashable {
  let number: Double
  /// What stands behind the number; empty for nothing.
  let unit: String

  /// Reads a number; `nil` when a text is none, or is too large.
  init?(_ text: String) {
    guard let decimal = DecimalText(text[...]), let number = decimal.value() else { return nil }
    let unit = decimal.rest.drop { $0.isWhitespace }
    guard unit.utf8.count <= 32, !unit.contains(where: \.isWhitespace),
      unit.isEmpty || unit.contains(where: { $0.isLetter || $0 == "%" || $0 == "°" })
    else { return nil }
    // A date begins with a number too, and has no unit.
    guard unit.first.map({ !"-+.,:".contains($0) }) ?? true else { return nil }
    self.number = number
    self.unit = String(unit)
  }

  /// The number as it is written in a scenario.
  var text: String {
    let decimal = QuantityText.decimal(number)
    return unit.isEmpty ? decimal : "\(decimal) \(unit)"
  }
}
