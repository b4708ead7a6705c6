import Parameters

extension RationingRule {
  /// The parameter of auctions that ration.
  static let parameter = Parameter(
    "rationing", .choice(allCases.map(\.rawValue)), default: .text(proRata.rawValue),
    "Who is served among equal orders at the margin.")

  /// Reads the parameter.
  init(_ values: ParameterValues) throws(ParameterError) {
    guard let rule = Self(rawValue: values.text("rationing")) else {
      let names = Self.allCases.map(\.rawValue).joined(separator: "' or '")
      throw ParameterError("rationing", "'rationing' must be '\(names)'")
    }
    self = rule
  }

  /// How ties are broken and numbers rounded, as results store it.
  var rules: [(name: String, value: String)] {
    [
      ("tie_rule", rawValue), ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", roundingRule),
    ]
  }
}
