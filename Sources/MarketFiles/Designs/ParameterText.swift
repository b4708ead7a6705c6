import JSONReading
import Parameters
import Spelling

/// Reads the words of a command line as the values that parameters ask for.
enum ParameterText {
  /// Why a text is no value: the end of a sentence that begins with the parameter's name.
  struct Fault: Error {
    let message: String
  }

  /// The greatest magnitude of plain numbers.
  private static let greatestNumber = 1e15

  /// Reads a value and checks it against the parameter's range.
  static func value(
    _ text: String, as parameter: Parameter
  ) throws(Fault) -> ParameterValue {
    switch parameter.kind {
    case .number:
      return .number(try checked(number(text[...]), text, parameter))
    case .fraction:
      guard text.hasSuffix("%") else {
        return .number(try checked(number(text[...]), text, parameter))
      }
      let digits = trimmed(text.dropLast())
      return .number(try checked(number(digits, tens: -2), text, parameter))
    case .quantity(let dimension):
      return .number(try checked(quantity(text, dimension), text, parameter))
    case .integer:
      guard let integer = Int64(text) else { throw unexpected(text, parameter) }
      _ = try checked(Double(integer), text, parameter)
      return .integer(integer)
    case .boolean:
      guard let boolean = Bool(text) else { throw unexpected(text, parameter) }
      return .boolean(boolean)
    case .choice(let words):
      guard words.contains(text) else {
        throw Fault(message: "cannot be '\(shown(text))'. \(advice(for: text, among: words))")
      }
      return .text(text)
    case .text: return .text(text)
    case .texts: return .texts(text.split(separator: ",").map(String.init))
    case .timeOfDay, .date, .dates, .dateTime, .quantities, .section, .list, .variant,
      .variantList, .overrides, .anything:
      throw Fault(message: "cannot be set on the command line.")
    }
  }

  /// What should be written for a parameter.
  static func expectation(of parameter: Parameter) -> String {
    switch parameter.kind {
    case .quantity(let dimension): dimension.example
    case .number: "a number such as '0.5'"
    case .fraction: "a share such as '0.95' or '95 %'"
    case .integer: "a whole number"
    case .boolean: "'true' or 'false'"
    case .choice(let words): words.map { "'\($0)'" }.joined(separator: " or ")
    case .text: "a text"
    case .texts: "texts with commas between them"
    case .timeOfDay, .date, .dates, .dateTime, .quantities, .section, .list, .variant,
      .variantList, .overrides, .anything:
      "what only a scenario can hold"
    }
  }

  /// A number as JSON writes it, so neither infinity nor 'nan' is one; a sign may stand in front.
  private static func number(_ text: Substring, tens: Int = 0) -> Double? {
    let unsigned = text.first == "+" ? text.dropFirst() : text
    guard let document = try? JSONDocument(Array(unsigned.utf8)), document.root.kind == .number,
      let number = document.root.number(tens: tens), abs(number) <= greatestNumber
    else { return nil }
    return number
  }

  /// A number with a unit; any code of three capitals may stand for the currency.
  private static func quantity(
    _ text: String, _ dimension: Dimension
  ) throws(Fault) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    let symbol = trimmed(text.dropFirst(digits.count))
    let units = dimension.units.map { "'\($0.symbol)'" }.joined(separator: ", ")
    guard !symbol.isEmpty else {
      throw Fault(message: "needs a unit. Units: \(units)")
    }
    var spelled = String(symbol)
    let code = symbol.prefix(3)
    if code.count == 3, code.allSatisfy({ $0.isASCII && $0.isUppercase }),
      symbol.dropFirst(3).first.map({ $0 == "/" }) ?? true
    {
      spelled = "¤" + symbol.dropFirst(3)
    }
    guard
      let unit = dimension.units.first(where: { $0.symbol == symbol || $0.symbol == spelled })
    else {
      throw Fault(message: "cannot have the unit '\(shown(String(symbol)))'. Units: \(units)")
    }
    return number(digits).map { $0 * unit.factor }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Checks a number against the range of a parameter.
  private static func checked(
    _ value: Double?, _ text: String, _ parameter: Parameter
  ) throws(Fault) -> Double {
    guard let value else { throw unexpected(text, parameter) }
    let found = "but is '\(shown(text))'."
    if let minimum = parameter.minimum {
      if parameter.excludesMinimum, value <= minimum {
        throw Fault(message: "must be above \(bound(minimum, parameter)), \(found)")
      }
      if value < minimum {
        throw Fault(message: "must be at least \(bound(minimum, parameter)), \(found)")
      }
    }
    if let maximum = parameter.maximum, value > maximum {
      throw Fault(message: "must be at most \(bound(maximum, parameter)), \(found)")
    }
    return value
  }

  private static func bound(_ value: Double, _ parameter: Parameter) -> String {
    let text = ParameterText.text(value)
    guard case .quantity(let dimension) = parameter.kind else { return text }
    return "\(text) \(dimension.units[0].symbol)"
  }

  /// The shortest text of a number that is read back as the same, without `.0`.
  static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func unexpected(_ text: String, _ parameter: Parameter) -> Fault {
    Fault(message: "must be \(expectation(of: parameter)), but is '\(shown(text))'.")
  }
}
