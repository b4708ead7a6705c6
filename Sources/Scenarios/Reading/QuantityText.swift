package import Parameters

/// How quantities are written: a number, a space if wanted, and a unit.
package struct QuantityText {
  /// The code of the currency that stands for `¤` in the units of money.
  let currency: String

  package init(currency: String) { self.currency = currency }

  /// Why a text is no quantity.
  package enum Fault: Error {
    case noNumber
    case noUnit
    case unknownUnit(String)
    case tooLarge
  }

  /// The units that may be written, as the scenario's currency spells them.
  func symbols(of dimension: Dimension) -> [String] {
    dimension.units.map { spelled($0.symbol) }
  }

  /// A text in which the currency stands for `¤`.
  func spelled(_ text: String) -> String {
    // The sign of currencies is the only character of a unit that begins with this byte but '°'.
    guard text.utf8.contains(0xC2) else { return text }
    return String(text.flatMap { $0 == "¤" ? currency : String($0) })
  }

  /// Reads a quantity in its base unit.
  package func read(_ text: String, as dimension: Dimension) throws(Fault) -> Double {
    guard let number = DecimalText(text[...]) else { throw .noNumber }
    let symbol = number.rest.drop { Self.spaces.contains($0) }
    guard !symbol.isEmpty else { throw .noUnit }
    guard let unit = Self.units(of: dimension).first(where: { spelled($0.symbol) == symbol })
    else { throw .unknownUnit(String(symbol)) }
    guard let value = Self.value(of: number, unit), abs(value) <= dimension.greatestMagnitude else {
      throw .tooLarge
    }
    return value
  }

  /// Writes a quantity in the largest unit, from the base unit up, in which it is one or more and is
  /// read back as the same number; in the base unit when there is none.
  package func text(of value: Double, as dimension: Dimension) -> String {
    let units = Self.units(of: dimension)
    for unit in units
    where unit.factor > 1 && abs(value) >= unit.factor {
      let number = Self.decimal(value / unit.factor)
      if Self.value(of: number, unit) == value { return "\(number) \(spelled(unit.symbol))" }
    }
    return "\(Self.decimal(value)) \(spelled(Self.baseUnits[dimension]?.symbol ?? ""))"
  }

  /// The shortest text of a number that is read back as the same, without `.0`.
  static func decimal(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Spaces that may stand between number and unit: plain, not breaking, narrow, thin.
  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]

  private static func value(of text: String, _ unit: Dimension.Unit) -> Double? {
    DecimalText(text[...]).flatMap { value(of: $0, unit) }
  }

  private static func value(of number: DecimalText, _ unit: Dimension.Unit) -> Double? {
    switch unit.factor {
    case 1: number.value()
    case 1e3: number.value(timesTenToThe: 3)
    case 1e6: number.value(timesTenToThe: 6)
    case 1e-3: number.value(timesTenToThe: -3)
    default: number.value().map { $0 * unit.factor }
    }
  }

  private static func units(of dimension: Dimension) -> [Dimension.Unit] {
    sortedUnits[dimension] ?? []
  }

  /// The units of each dimension, the largest first, those of one size as they are documented.
  private static let sortedUnits = Dictionary(
    uniqueKeysWithValues: Dimension.allCases.map { dimension in
      (
        dimension,
        dimension.units.enumerated().sorted {
          ($1.element.factor, $0.offset) < ($0.element.factor, $1.offset)
        }.map(\.element)
      )
    })

  private static let baseUnits = Dictionary(
    uniqueKeysWithValues: Dimension.allCases.map { ($0, $0.units[0]) })
}

extension Dimension {
  /// The greatest number of base units that can be meant: more would not fit the exact sums of
  /// energy and money over long horizons.
  var greatestMagnitude: Double {
    switch self {
    case .money, .moneyPerMonth, .moneyPerYear, .energyPrice: 1e9
    case .moneyPerPower, .moneyPerPowerAndYear, .energyPerYear, .quotaPrice: 1e9
    case .moneyPerHour, .discomfortPrice, .demandPrice: 1e9
    case .yearlyRate, .years, .temperature, .temperatureDifference: 1e6
    case .heatCapacity, .conductance: 1e10
    case .power, .reactivePower, .apparentPower: 1e10
    case .energy, .duration, .voltage, .frequency, .tokens, .specificYield: 1e12
    }
  }
}
