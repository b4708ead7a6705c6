import Parameters
import Quantities

/// Parameters that several parts of a rate plan share.
enum RatePlanFields {
  /// The greatest share, multiple or rate that may be written.
  static let greatestShare = 1000.0

  static func price(
    _ name: String, default value: Double? = nil, isOptional: Bool = false,
    _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, default: value.map { .number($0) },
      isOptional: isOptional, documentation)
  }

  static func prices(_ name: String, isOptional: Bool = true, _ documentation: String) -> Parameter
  {
    Parameter(
      name, .quantities(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, isOptional: isOptional, documentation)
  }

  static func money(
    _ name: String, default value: Double? = nil, isOptional: Bool = false,
    _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .quantity(.money), minimum: -Money.greatestUnits, maximum: Money.greatestUnits,
      default: value.map { .number($0) }, isOptional: isOptional, documentation)
  }

  static func share(
    _ name: String, default value: Double? = nil, isOptional: Bool = false,
    _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .fraction, minimum: 0, maximum: greatestShare, default: value.map { .number($0) },
      isOptional: isOptional, documentation)
  }

  static func party(_ standard: TariffParty) -> Parameter {
    Parameter(
      "party", .choice(TariffParty.allCases.map(\.rawValue)), default: .text(standard.rawValue),
      "Who is owed it.")
  }

  static let taxed = Parameter(
    "taxed", .boolean, default: .boolean(true), "Whether the taxes of the tariff are due on it.")

  static let span = Parameter(
    "per", .choice(["day", "month", "year"]), default: .text("month"),
    "What the amount is due for each of; a year is divided into twelve months.")

  static func choice<Word: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ words: Word.Type, default standard: Word, _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .choice(words.allCases.map(\.rawValue)), default: .text(standard.rawValue),
      documentation)
  }
}

extension ParameterValues {
  /// A price in ten decimal digits less one, as exact as its text.
  func unitPrice(_ name: String) -> UnitPrice { UnitPrice(rounding: number(name)) }

  func unitPrices(_ name: String) -> [UnitPrice] { numbers(name).map(UnitPrice.init(rounding:)) }

  /// A share, rounded to millionths.
  func roundedShare(_ name: String) -> Int64 { Int64(nearest: number(name) * 1e6) }

  /// An energy or power in base units, rounded to millionths of kWh or kW.
  func billed(_ name: String) -> BilledQuantity { Int64(nearest: number(name) * 1000) }

  func word<Word: RawRepresentable<String>>(_ name: String, or standard: Word) -> Word {
    Word(rawValue: text(name)) ?? standard
  }

  var party: TariffParty { word("party", or: .retailer) }

  var span: FixedCharge.Span {
    switch text("per") {
    case "day": .day
    case "year": .year
    default: .month
    }
  }

  func optionalText(_ name: String) -> String? { has(name) ? text(name) : nil }
}

extension ParameterValue {
  static func price(_ price: UnitPrice) -> ParameterValue { .number(price.units) }
  static func prices(_ prices: [UnitPrice]) -> ParameterValue { .numbers(prices.map(\.units)) }
  static func share(_ millionths: Int64) -> ParameterValue { .number(Double(millionths) / 1e6) }
  static func billed(_ quantity: BilledQuantity) -> ParameterValue {
    .number(Double(quantity) / 1000)
  }
  static func party(_ party: TariffParty) -> ParameterValue { .text(party.rawValue) }
  static func span(_ span: FixedCharge.Span) -> ParameterValue {
    switch span {
    case .day: .text("day")
    case .month: .text("month")
    case .year: .text("year")
    }
  }
}

extension Int64 {
  /// The nearest whole number; what leaves the range becomes its end, what is no number zero.
  init(nearest value: Double) {
    let rounded = value.rounded(.toNearestOrEven)
    self =
      rounded.isNaN ? 0 : Int64(exactly: rounded) ?? (rounded < 0 ? Int64.min : Int64.max)
  }
}
