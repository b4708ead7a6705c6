import Parameters
import Quantities
import Spelling

/// Reads single words, numbers and texts as the values that parameters ask for.
struct ScalarReading {
  /// The greatest magnitude of plain numbers.
  private static let greatestNumber = 1e15

  let quantities: QuantityText

  /// Why a text is no value of a parameter: the end of a sentence that begins with its name.
  struct Fault: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  /// Reads a value and checks it against the parameter's range.
  ///
  /// - Parameter isPlain: Whether it was written without quotation marks; numbers and truth values
  ///   must be.
  func value(
    _ text: String, isPlain: Bool, as parameter: Parameter
  ) throws(Fault) -> ParameterValue {
    switch parameter.kind {
    case .quantity(let dimension):
      return .number(try checked(quantity(text, as: dimension), text, parameter))
    case .fraction where text.hasSuffix("%"):
      let digits = text.dropLast().reversed().drop { $0 == " " || $0 == "\u{A0}" }.reversed()
      guard let number = DecimalText(Substring(String(digits))), number.rest.isEmpty,
        let value = number.value(timesTenToThe: -2)
      else { throw unexpected(text, parameter) }
      return .number(try checked(value, text, parameter))
    case .fraction, .number:
      guard isPlain, let number = DecimalText(text[...]), number.rest.isEmpty,
        let value = number.value()
      else { throw unexpected(text, parameter) }
      guard abs(value) <= Self.greatestNumber else { throw Fault("is too large: '\(text)'") }
      return .number(try checked(value, text, parameter))
    case .integer:
      guard isPlain, let integer = Int64(text) else { throw unexpected(text, parameter) }
      try checked(Double(integer), text, parameter)
      return .integer(integer)
    case .boolean:
      guard isPlain, let boolean = Bool(text) else { throw unexpected(text, parameter) }
      return .boolean(boolean)
    case .timeOfDay:
      guard let minutes = CivilText.minutes(text) else { throw unexpected(text, parameter) }
      return .integer(minutes)
    case .choice(let words):
      guard words.contains(text) else {
        throw Fault("cannot be '\(text)'. \(advice(for: text, among: words))")
      }
      return .text(text)
    case .date, .dates:
      guard CivilDate(parsing: text) != nil else { throw unexpected(text, parameter) }
      return .text(text)
    case .dateTime:
      guard CivilText.time(text) != nil else { throw unexpected(text, parameter) }
      return .text(text)
    case .text, .texts:
      guard (1...10_000).contains(text.utf8.count) else {
        throw Fault("must be \(expectation(of: parameter)) of at most 10000 characters")
      }
      return .text(text)
    case .quantities, .section, .list, .variant, .variantList, .overrides, .anything:
      throw unexpected(text, parameter)
    }
  }

  /// Checks a number against the range of a parameter.
  ///
  /// - Parameter text: How the number was written; `nil` writes it anew.
  @discardableResult
  func checked(
    _ value: Double, _ text: String?, _ parameter: Parameter
  ) throws(Fault) -> Double {
    let found = "but is '\(text ?? self.text(value, parameter))'"
    if let minimum = parameter.minimum {
      let bound = self.text(minimum, parameter)
      if parameter.excludesMinimum, value <= minimum {
        throw Fault("must be above \(bound), \(found)")
      }
      if value < minimum { throw Fault("must be at least \(bound), \(found)") }
    }
    if let maximum = parameter.maximum, value > maximum {
      throw Fault("must be at most \(self.text(maximum, parameter)), \(found)")
    }
    return value
  }

  /// What should be written for a parameter.
  func expectation(of parameter: Parameter) -> String {
    switch parameter.kind {
    case .quantity(let dimension): quantities.spelled(dimension.example)
    case .number: "a number such as '0.5', without quotation marks"
    case .fraction: "a share such as '0.95' or '95 %'"
    case .integer: "a whole number"
    case .boolean: "'true' or 'false'"
    case .text: "a text"
    case .choice(let words): words.map { "'\($0)'" }.joined(separator: " or ")
    case .timeOfDay: "a time of day such as '17:30'"
    case .date: "a date such as '2016-12-24'"
    case .dateTime: "a date such as '2016-01-01' or a moment such as '2016-01-01T12:00'"
    case .texts: "a list of texts"
    case .dates: "a list of dates such as '2016-12-24'"
    case .quantities(let dimension):
      "a list in which each element is \(quantities.spelled(dimension.example))"
    case .section, .variant: "a section"
    case .list, .variantList: "a list of sections"
    case .anything(_, let expectation): expectation
    case .overrides: "a section of paths and values such as 'market.kind: none'"
    }
  }

  private func unexpected(_ text: String, _ parameter: Parameter) -> Fault {
    Fault("must be \(expectation(of: parameter)), but is '\(text)'")
  }

  private func text(_ value: Double, _ parameter: Parameter) -> String {
    guard case .quantity(let dimension) = parameter.kind else {
      return QuantityText.decimal(value)
    }
    return quantities.text(of: value, as: dimension)
  }

  private func quantity(_ text: String, as dimension: Dimension) throws(Fault) -> Double {
    let expected = quantities.spelled(dimension.example)
    let units = quantities.symbols(of: dimension).joined(separator: ", ")
    do {
      return try quantities.read(text, as: dimension)
    } catch {
      switch error {
      case .noNumber:
        throw Fault("must be \(expected), but is '\(text)'")
      case .noUnit:
        throw Fault("must be \(expected), but '\(text)' has no unit. Units: \(units)")
      case .unknownUnit(let symbol)
      where symbol.first == "," && symbol.dropFirst().first?.isNumber == true:
        throw Fault("must be \(expected), but is '\(text)': write a decimal point")
      case .unknownUnit(let symbol):
        throw Fault(
          "must be \(expected), but '\(text)' has the unit '\(symbol)'. Units: \(units)")
      case .tooLarge:
        throw Fault("is too large: '\(text)'")
      }
    }
  }
}
