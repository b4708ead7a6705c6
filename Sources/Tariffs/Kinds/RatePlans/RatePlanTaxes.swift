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

  private static let change = ParameterSet(
    name: "change", "Rates that hold from a month on.",
    [
      Parameter("year", .integer, minimum: 1677, maximum: 2262, "Year of the first month."),
      Parameter("month", .integer, minimum: 1, maximum: 12, "First month, from 1 to 12."),
      Parameter(
        "rates", .texts, "Rate of each tax in their order, such as '20 %' or '0.2'."),
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
      Parameter(
        "changes", .list(change), isOptional: true,
        "Rates that hold from a month on, in order of time."),
    ])

  static func read(_ values: ParameterValues, at path: String) throws(ParameterError) -> TaxRule {
    var rule = TaxRule()
    rule.method = values.word("method", or: .onTop)
    if values.has("priceDecimals") { rule.priceDecimals = Int(values.integer("priceDecimals")) }
    for (index, entry) in values.list("rates").enumerated() {
      let group = entry.has("group") ? Int(entry.integer("group")) : index
      let rate = entry.roundedShare("rate")
      guard rule.method == .onTop || rate < 1_000_000 else {
        throw ParameterError(
          "\(path).rates[\(index)].rate", "must be below 100 % where taxes are part of the price")
      }
      rule.taxes.append(Tax(entry.text("name"), rateMillionths: rate, group: group))
    }
    for (index, entry) in values.list("changes").enumerated() {
      rule.changes.append(try readChange(entry, of: rule, at: "\(path).changes[\(index)]"))
    }
    return rule
  }

  private static func readChange(
    _ values: ParameterValues, of rule: TaxRule, at path: String
  ) throws(ParameterError) -> TaxChange {
    let month = BillingMonth(
      year: Int(values.integer("year")), month: Int(values.integer("month")))
    if let last = rule.changes.last?.month, month <= last {
      throw ParameterError("\(path).month", "must come after that of the change before")
    }
    let texts = values.texts("rates")
    let rates = texts.map { self.rate($0) }
    guard texts.count == rule.taxes.count else {
      throw ParameterError(
        "\(path).rates",
        "must be \(rule.taxes.count) rates, one for each tax, but there are \(texts.count)")
    }
    if let wrong = rates.firstIndex(of: nil) {
      throw ParameterError(
        "\(path).rates", "must be shares such as '20 %' or '0.2', but one is '\(texts[wrong])'")
    }
    guard rule.method == .onTop || rates.allSatisfy({ $0 ?? 0 < 1_000_000 }) else {
      throw ParameterError("\(path).rates", "must be below 100 % where taxes are part of the price")
    }
    return TaxChange(from: month, rates: rates.compactMap { $0 })
  }

  /// A rate in millionths of a text such as `20 %` or `0.2`; `nil` when it is none.
  private static func rate(_ text: String) -> Int64? {
    let isPercentage = text.hasSuffix("%")
    let digits = text.filter { $0 != "%" && $0 != " " }
    guard digits.utf8.count <= 20, !digits.isEmpty,
      digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let number = Double(digits),
      case let share = isPercentage ? number / 100 : number, share <= RatePlanFields.greatestShare
    else { return nil }
    return Int64(nearest: share * 1e6)
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
    if !rule.changes.isEmpty {
      values["changes"] = .list(
        rule.changes.map { change in
          ParameterValues([
            "year": .integer(Int64(change.month.year)),
            "month": .integer(Int64(change.month.month)),
            "rates": .texts(change.rates.map(text(ofRate:))),
          ])
        })
    }
    values["priceDecimals"] = rule.priceDecimals.map { .integer(Int64($0)) }
    return ParameterValues(values)
  }

  /// A rate with its six decimals.
  private static func text(ofRate millionths: Int64) -> String {
    let (whole, part) = max(millionths, 0).quotientAndRemainder(dividingBy: 1_000_000)
    let digits = String(part)
    return "\(whole)." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
