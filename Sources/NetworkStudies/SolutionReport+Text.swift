extension SolutionReport {
  /// What a person wants to see first: the facts, one in each line, without empty ones.
  public var summaryText: String {
    let shown = facts.filter { !$0.value.shown.isEmpty }
    let width = shown.map(\.name.count).max() ?? 0
    return shown.map { fact in
      let gap = String(repeating: " ", count: width - fact.name.count + 2)
      let units = fact.units.isEmpty || fact.units == "1" ? "" : " \(fact.units)"
      return "\(fact.name)\(gap)\(fact.value.shown)\(units)"
    }.joined(separator: "\n")
  }
}

extension ReportCell {
  /// The value for people, with at most nine digits.
  public var shown: String {
    switch self {
    case .text(let text): text
    case .integer(let value): "\(value)"
    case .number(let value): Self.shown(value)
    case .numbers(let values): values.map(Self.shown).joined(separator: ", ")
    case .flag(let flag): flag ? "yes" : "no"
    case .texts(let texts): texts.joined(separator: "; ")
    }
  }

  private static func shown(_ value: Double) -> String {
    guard value.isFinite, value != 0 else {
      return value == 0 ? "0" : value.isNaN ? "–" : "\(value)"
    }
    let magnitude = value.magnitude
    guard magnitude >= 1e-4, magnitude < 1e9 else {
      let text = "\(value)"
      guard let exponent = text.firstIndex(of: "e") else { return text }
      return String(text[..<exponent].prefix(6)) + text[exponent...]
    }
    let digits = magnitude >= 1000 ? 3 : magnitude >= 1 ? 6 : 8
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
