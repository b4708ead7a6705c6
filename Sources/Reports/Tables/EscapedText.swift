/// Texts as LaTeX has them.
enum LaTeXText {
  /// A text in which nothing means anything to LaTeX.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, letter in
      switch letter {
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(letter)"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "\\": escaped += "\\textbackslash{}"
      case "<": escaped += "\\textless{}"
      case ">": escaped += "\\textgreater{}"
      case "|": escaped += "\\textbar{}"
      case "–": escaped += "--"
      case let letter where letter.isNewline: escaped += " "
      default: escaped.append(letter)
      }
    }
  }
}

extension DecimalText {
  /// A number with so many decimals, rounded half to even.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (0..<decimals).reduce(value) { number, _ in number * 10 }
    guard abs(scaled) < 1e18 else { return "\(value)" }
    return text(
      Int64(scaled.rounded(.toNearestOrEven)), digits: decimals, decimals: decimals)
  }
}
