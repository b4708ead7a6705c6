import Parameters

/// Single values as YAML, so that they are read back as the same.
enum YAMLScalars {
  /// A quantity in the unit that people write: kWh, kW, minutes, the base unit otherwise.
  static func quantity(_ value: Double, _ dimension: Dimension, _ currency: String) -> String {
    let unit = usualUnit(of: dimension)
    // Reading puts the power of ten into the decimal text, so the check does the same.
    let scaled = value / unit.factor
    let back =
      unit.factor == 1000 ? Double("\(scaled)e3".replacingExponents) : scaled * unit.factor
    let isExact = back == value
    let symbol = (isExact ? unit : dimension.units[0]).symbol
    let spelled = String(symbol.flatMap { $0 == "¤" ? currency : String($0) })
    return "\(decimal(isExact ? scaled : value)) \(spelled)"
  }

  private static func usualUnit(of dimension: Dimension) -> Dimension.Unit {
    let wanted: String? =
      switch dimension {
      case .energy: "kWh"
      case .power: "kW"
      case .duration: "min"
      default: nil
      }
    return dimension.units.first { $0.symbol == wanted } ?? dimension.units[0]
  }

  /// The shortest decimal text that is read back as the same number, without an exponent where that
  /// is not long.
  static func decimal(_ value: Double) -> String {
    let text = "\(value)"
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
      (-20...20).contains(exponent)
    else { return text }
    var mantissa = text[..<mark]
    let isNegative = mantissa.first == "-"
    if isNegative { mantissa.removeFirst() }
    let digits = mantissa.filter { $0 != "." }
    let whole =
      (mantissa.firstIndex(of: ".").map { mantissa.distance(from: mantissa.startIndex, to: $0) }
        ?? mantissa.count) + exponent
    let sign = isNegative ? "-" : ""
    if whole <= 0 { return sign + "0." + String(repeating: "0", count: -whole) + digits }
    if whole >= digits.count {
      return sign + digits + String(repeating: "0", count: whole - digits.count)
    }
    return sign + digits.prefix(whole) + "." + digits.dropFirst(whole)
  }

  /// Minutes since midnight as `17:30`.
  static func clock(_ minutes: Int64) -> String {
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return "\"\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)\""
  }

  /// A text: as it is where that means nothing else to YAML, between quotation marks otherwise.
  static func text(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  private static let words: Set<String> = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n",
  ]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isLetter(first), text.utf8.last != 32,
      !words.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      isLetter(scalar) || ("0"..."9").contains(scalar) || " _-/.+()".unicodeScalars.contains(scalar)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case " "..."~", "\u{A1}"..."\u{1FFF}", "\u{3001}"..."\u{D7FF}":
        quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : 4
        quoted += width == 8 ? "\\U" : "\\u"
        quoted += String(repeating: "0", count: width - digits.utf8.count) + digits
      }
    }
    return quoted + "\""
  }
}

extension String {
  /// A number such as `1e-05e3`, which adds a power of ten to one, with one exponent.
  fileprivate var replacingExponents: String {
    let parts = split(separator: "e")
    guard parts.count == 3, let first = Int(parts[1]), let second = Int(parts[2]) else {
      return self
    }
    return "\(parts[0])e\(first + second)"
  }
}
