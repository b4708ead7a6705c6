import Parameters
import Quantities

/// The taxes on electricity, within the price (por dentro).
///
/// ```text
/// present   p/((1 − ICMS)(1 − (PIS + COFINS)))
/// legacy    p/(1 − ICMS − PIS − COFINS)
/// ```
struct BrazilTaxes {
  /// The taxes on what is billed.
  let rule: TaxRule
  /// The taxes on compensated energy of each component; empty where they are the same.
  let offset: [TaxRule]
  let rounding: BillRounding

  init(_ values: ParameterValues, components: [String]) throws(ParameterError) {
    let names = ["icms", "pis", "cofins"]
    let base = names.map { values.optionalMillionths($0) ?? 0 }
    var rule = TaxRule()
    rule.method = values.text("taxRule") == "legacy" ? .insideTogether : .insideEach
    rule.priceDecimals = values.has("priceDecimals") ? Int(values.integer("priceDecimals")) : nil
    rule.taxes = [
      Tax("ICMS", rateMillionths: base[0], group: 0),
      Tax("PIS", rateMillionths: base[1], group: 1),
      Tax("COFINS", rateMillionths: base[2], group: 1),
    ]
    try Self.check(base, in: "icms")
    for change in values.list("taxMonths") {
      let month = try BillingMonth(parsing: change.text("from"), in: "taxMonths")
      if let last = rule.changes.last, month <= last.month {
        throw ParameterError("taxMonths", "must be in order of time, but \(month) comes late")
      }
      let rates = zip(names, base).map { name, rate in change.optionalMillionths(name) ?? rate }
      try Self.check(rates, in: "taxMonths")
      rule.changes.append(TaxChange(from: month, rates: rates))
    }
    self.rule = rule
    offset = Self.offset(values, rule, components: components)
    var rounding = BillRounding()
    rounding.decimals = Int(values.integer("lineDecimals"))
    rounding.rule = BillRounding.Rule(rawValue: values.text("lineRounding")) ?? .halfToEven
    self.rounding = rounding
  }

  private static func check(_ rates: [Int64], in parameter: String) throws(ParameterError) {
    guard rates.reduce(0, +) < 1_000_000 else {
      throw ParameterError(parameter, "together with the other taxes must stay below 100 %")
    }
  }

  private static func offset(
    _ values: ParameterValues, _ rule: TaxRule, components: [String]
  ) -> [TaxRule] {
    let effective = values.optionalMillionths("compensatedIcms")
    let credited = values.text("compensatedTaxes")
    guard effective != nil || credited != "all" else { return [] }
    return components.map { name in
      let keeps = credited == "all" || credited == "energy-only" && BrazilRules.isEnergy(name)
      var offset = rule
      if let rate = effective ?? (keeps ? nil : 0) {
        offset.taxes[0].rateMillionths = rate
        for index in offset.changes.indices { offset.changes[index].rates[0] = rate }
      }
      return offset
    }
  }
}

extension BillingMonth: CustomStringConvertible {
  public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}
