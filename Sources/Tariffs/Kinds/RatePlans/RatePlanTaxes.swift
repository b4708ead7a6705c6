import Parameters

/// The taxes of a rate plan, in files.
enum RatePlanTaxes {
  private static let rate = ParameterSet(
    name: "tax", "One tax.",
    [
      Parameter("name", .text, "Name of the tax, such as 'ICMS'."),
      RatePlanFields.share("rate", "Rate, such as '20 %'."),
      Parameter(
        "group", .integer, minimum: -1e9, maximum: 1e9, isOptional: true,
        "Taxes of one number act as one rate; without it, each by itself."),
    ])

  static let set = ParameterSet(
    name: "taxes", "Taxes on the lines of a bill.",
    [
      RatePlanFields.choice(
        "method", TaxRule.Method.self, default: .onTop,
        "How the rates act: p/Π(1−τ), p/(1−Στ) or p·(1+Στ)."),
      Parameter(
        "priceDecimals", .integer, minimum: 0, maximum: 9, isOptional: true,
        "Decimals to which prices with taxes are cut, as printed bills do; without it, amounts "
          + "are taxed."),
      Parameter("rates", .list(rate), default: .list([]), "The taxes."),
    ])

  static func read(_ values: ParameterValues, at path: String) throws(ParameterError) -> TaxRule {
    var rule = TaxRule()
    rule.method = values.word("method", or: .onTop)
    if values.has("priceDecimals") { rule.priceDecimals = Int(values.integer("priceDecimals")) }
    for (index, entry) in values.list("rates").enumerated() {
      let group = entry.has("group") ? Int(entry.integer("group")) : index
      let rate = entry.millionths("rate")
      guard rule.method == .onTop || rate < 1_000_000 else {
        throw ParameterError(
          "\(path).rates[\(index)].rate", "must be below 100 % where taxes are part of the price")
      }
      rule.taxes.append(Tax(entry.text("name"), rateMillionths: rate, group: group))
    }
    return rule
  }

  static func values(of rule: TaxRule) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "method": .text(rule.method.rawValue),
      "rates": .list(
        rule.taxes.map { tax in
          ParameterValues([
            "name": .text(tax.name), "rate": .share(tax.rateMillionths),
            "group": .integer(Int64(tax.group)),
          ])
        }),
    ]
    values["priceDecimals"] = rule.priceDecimals.map { .integer(Int64($0)) }
    return ParameterValues(values)
  }
}
