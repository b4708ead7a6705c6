/// The text of an SVG picture while it is written.
struct SVGText {
  private(set) var text = ""

  /// Writes a line as it is.
  mutating func line(_ markup: String) { text += markup + "\n" }

  /// A number with at most two digits behind the point; 0 for what is not finite.
  static func number(_ value: Double) -> String {
    decimal(value, digits: 2, trimmed: true)
  }

  /// A number with digits behind the point, which end at the last one that is not zero if trimmed.
  static func decimal(_ value: Double, digits: Int, trimmed: Bool = false) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value * Double(scale)).rounded()
    guard abs(scaled) < 1e15 else { return value.isFinite ? "\(value)" : "0" }
    let whole = Int(abs(scaled))
    var fraction = String(whole % scale)
    fraction = String(repeating: "0", count: digits - fraction.count) + fraction
    while trimmed, fraction.last == "0" { fraction.removeLast() }
    let sign = scaled < 0 ? "-" : ""
    return sign + String(whole / scale) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A text in which nothing is taken for markup, and no character stands that XML does not have.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A point as two numbers.
  static func point(_ point: DiagramPoint) -> String { "\(number(point.x)),\(number(point.y))" }

  /// The data of a path along points.
  static func path(_ points: [DiagramPoint]) -> String {
    points.isEmpty ? "" : "M" + points.map(Self.point).joined(separator: "L")
  }
}
