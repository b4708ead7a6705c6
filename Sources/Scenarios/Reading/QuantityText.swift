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
    String(text.flatMap { $0 == "¤" ? currency : String($0) })
  }

  /// Reads a quantity in its base unit.
  package func read(_ text: String, as dimension: Dimension) throws(Fault) -> Double {
    guard let number = DecimalText(text[...]) else { throw .noNumber }
    let symbol = number.rest.drop { Self.spaces.contains($0) }
    guard !symbol.isEmpty else { throw .noUnit }
    guard let unit = dimension.units.first(where: { spelled($0.symbol) == symbol }) else {
      throw .unknownUnit(String(symbol))
    }
    let value: Double? =
      if let power = Self.powersOfTen[unit.factor] {
        number.value(timesTenToThe: power)
      } else {
        number.value().map { $0 * unit.factor }
      }
    guard let value, abs(value) <= dimension.greatestMagnitude else { throw .tooLarge }
    return value
  }

  /// Writes a quantity in the largest unit, from the base unit up, in which it is one or more and is
  /// read back as the same number; in the base unit when there is none.
  package func text(of value: Double, as dimension: Dimension) -> String {
    for unit in dimension.units.sorted(by: { $0.factor > $1.factor })
    where unit.factor > 1 && abs(value) >= unit.factor {
      let text = "\(Self.decimal(value / unit.factor)) \(spelled(unit.symbol))"
      if (try? read(text, as: dimension)) == value { return text }
    }
    return "\(Self.decimal(value)) \(spelled(dimension.units[0].symbol))"
  }

  /// The shortest text of a number that is read back as the same, without `.0`.
  static func decimal(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Spaces that may stand between number and unit: plain, not breaking, narrow, thin.
  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]

  private static let powersOfTen: [Double: Int] = [1e-3: -3, 1: 0, 1e3: 3, 1e6: 6]
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
