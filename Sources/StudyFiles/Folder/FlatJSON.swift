/// JSON objects whose fields are texts and numbers: all that a status file holds.
enum FlatJSON {
  /// The value of a field.
  enum Value: Hashable {
    case text(String)
    case number(Double)
  }

  /// The text as a JSON string.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// The fields of an object; `nil` when the text is anything else.
  static func fields(of text: String) -> [String: Value]? {
    var scanner = Scanner(text: text)
    guard scanner.take("{") else { return nil }
    var fields: [String: Value] = [:]
    if !scanner.take("}") {
      repeat {
        guard let name = scanner.string(), scanner.take(":"), let value = scanner.value() else {
          return nil
        }
        fields[name] = value
      } while scanner.take(",")
      guard scanner.take("}") else { return nil }
    }
    return scanner.isAtEnd ? fields : nil
  }

  private struct Scanner {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool {
      mutating get {
        skipBlanks()
        return place == scalars.count
      }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard next == scalar else { return false }
      place += 1
      return true
    }

    mutating func value() -> Value? {
      skipBlanks()
      if next == "\"" { return string().map { .text($0) } }
      let start = place
      while let next, "+-.0123456789eE".unicodeScalars.contains(next) { place += 1 }
      var digits = ""
      digits.unicodeScalars.append(contentsOf: scalars[start..<place])
      return Double(digits).map { .number($0) }
    }

    mutating func string() -> String? {
      guard take("\"") else { return nil }
      var result = ""
      while let scalar = next {
        place += 1
        switch scalar {
        case "\"": return result
        case "\\":
          guard let escaped = escape() else { return nil }
          result.unicodeScalars.append(escaped)
        default: result.unicodeScalars.append(scalar)
        }
      }
      return nil
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func skipBlanks() {
      while let next, next == " " || next == "\n" || next == "\r" || next == "\t" { place += 1 }
    }

    private mutating func escape() -> Unicode.Scalar? {
      guard let letter = next else { return nil }
      place += 1
      switch letter {
      case "n": return "\n"
      case "r": return "\r"
      case "t": return "\t"
      case "b": return "\u{8}"
      case "f": return "\u{C}"
      case "u":
        guard place + 4 <= scalars.count else { return nil }
        var digits = ""
        digits.unicodeScalars.append(contentsOf: scalars[place..<place + 4])
        place += 4
        return UInt32(digits, radix: 16).map { Unicode.Scalar($0) ?? "\u{FFFD}" }
      default: return letter
      }
    }
  }
}
