import Parameters
import Quantities

/// The rules and the days that a Brazilian tariff is planned with.
struct BrazilInputs {
  let rules: BrazilRules
  let inputs: TariffInputs

  init(_ values: ParameterValues, _ inputs: TariffInputs) throws(ParameterError) {
    self.inputs = inputs
    guard values.has("rules") else {
      rules = try inParameter("rules") { () throws(BrazilRulesError) in try BrazilRules.embedded }
      return
    }
    let name = values.text("rules")
    let bytes = try inputs.bytes(name)
    rules = try inParameter("rules") { () throws(BrazilRulesError) in
      try BrazilRules(json: bytes, named: name)
    }
  }
}

/// Does what may fail with rules, and names the parameter that asked for it.
func inParameter<Value>(
  _ parameter: String, _ body: () throws(BrazilRulesError) -> Value
) throws(ParameterError) -> Value {
  do {
    return try body()
  } catch {
    throw ParameterError(parameter, "can't be used: \(clause(error.description))")
  }
}

/// A sentence without its full stop, as a part of another one.
func clause(_ sentence: String) -> String {
  sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
}

extension BillingMonth {
  /// Reads a month such as `2026-07`.
  init(parsing text: String, in parameter: String) throws(ParameterError) {
    guard text.utf8.count == 7, let date = CivilDate(parsing: text + "-01") else {
      throw ParameterError(
        parameter, "holds the month '\(text)', but months are written such as '2026-07'")
    }
    self.init(year: date.year, month: date.month)
  }
}

extension ParameterValues {
  /// A share in millionths.
  func optionalMillionths(_ name: String) -> Int64? {
    optionalNumber(name).map { Int64(($0 * 1e6).rounded(.toNearestOrEven)) }
  }

  /// A price of kilowatt-hours.
  func price(_ name: String) -> UnitPrice? { optionalNumber(name).map(UnitPrice.init(rounding:)) }

  /// A date.
  func date(_ name: String) throws(ParameterError) -> CivilDate? {
    guard has(name) else { return nil }
    guard let date = CivilDate(parsing: text(name)) else {
      throw ParameterError(name, "holds '\(text(name))', which is no date such as '2026-07-04'")
    }
    return date
  }
}

extension Money {
  /// Creates an amount from currency units, rounded to millionths; what leaves the range becomes its
  /// end.
  init(units: Double) {
    self.init(micros: UnitPrice(rounding: units / 1000).nanos)
  }
}
