import Parameters
import Quantities

/// The charges of a rate plan that depend on time alone, its least bill, its rounding and what its
/// source says besides, in files.
enum RatePlanCharges {
  static let fixed = ParameterSet(
    name: "fixed", "A charge that depends on time alone.",
    [
      Parameter("name", .text, default: .text("standing charge"), "Name that the bill shows."),
      RatePlanFields.party(.retailer),
      RatePlanFields.taxed,
      RatePlanFields.money("amount", "Amount of each span."),
      RatePlanFields.span,
      RatePlanFields.money("furtherMeterAmount", default: 0, "Amount for each further meter."),
      Parameter(
        "levy", .boolean, default: .boolean(false),
        "Whether it is no part of the tariff, such as a levy for street lighting."),
    ])

  static let minimum = ParameterSet(
    name: "minimum", exactlyOneOf: ["amount", "energyAmount", "energy"],
    "The least that a bill comes to.",
    [
      RatePlanFields.money(
        "amount", isOptional: true, "Amount that energy, demand and fixed charges must reach."),
      RatePlanFields.money(
        "energyAmount", isOptional: true, "Amount that energy and demand must reach."),
      RatePlanFields.span,
      RatePlanFields.party(.retailer),
      Parameter(
        "energy", .quantity(.energy), minimum: 0, isOptional: true,
        "Energy that is billed when less was."),
      RatePlanFields.choice(
        "appliesTo", MinimumEnergyBasis.self, default: .billed,
        "Consumption that is compared with 'energy'."),
      Parameter(
        "period", .text, isOptional: true,
        "Period whose price 'energy' is billed at; without it, the first."),
    ])

  static let rounding = ParameterSet(
    name: "rounding", "How the lines of a bill are rounded.",
    [
      Parameter(
        "decimals", .integer, minimum: 0, maximum: 6, default: .integer(6),
        "Decimals of the currency that each line keeps."),
      RatePlanFields.choice(
        "rule", BillRounding.Rule.self, default: .halfToEven,
        "How what lies between two steps is rounded."),
      Parameter(
        "energyDecimals", .integer, minimum: 0, maximum: 6, default: .integer(6),
        "Decimals of kWh to which the energy of a line is rounded before it is priced."),
    ])

  static let metadata = ParameterSet(
    name: "metadata", "Something that the source says beyond what is billed.",
    [
      Parameter("name", .text, "Name, as the source writes it."),
      Parameter("text", .text, isOptional: true, "Text; numbers and lists as JSON."),
      Parameter(
        "parts", .texts, isOptional: true, "Parts of a long text, which are joined."),
    ])

  static func readFixed(_ values: ParameterValues) -> FixedCharge {
    var charge = FixedCharge(
      values.text("name"), party: values.party, price: values.unitPrice("amount"),
      span: values.span)
    charge.isTaxed = values.boolean("taxed")
    charge.isLevy = values.boolean("levy")
    charge.furtherMeterPrice = values.unitPrice("furtherMeterAmount")
    return charge
  }

  static func readMinimum(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> MinimumCharge {
    if values.has("energy") {
      return .energy(values.billed("energy"), appliesTo: values.word("appliesTo", or: .billed))
    }
    if values.has("energyAmount") {
      return .energyAmount(
        values.unitPrice("energyAmount"), span: values.span, party: values.party)
    }
    guard values.has("amount") else { throw ParameterError(path, "needs an 'amount' or 'energy'") }
    return .amount(values.unitPrice("amount"), span: values.span, party: values.party)
  }

  static func readRounding(_ values: ParameterValues) -> BillRounding {
    var rounding = BillRounding()
    rounding.decimals = Int(values.integer("decimals"))
    rounding.rule = values.word("rule", or: .halfToEven)
    rounding.energyDecimals = Int(values.integer("energyDecimals"))
    return rounding
  }

  static func readMetadata(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> MetadataEntry {
    guard !(values.has("text") && values.has("parts")) else {
      throw ParameterError("\(path).text", "cannot stand beside 'parts'")
    }
    return MetadataEntry(
      values.text("name"), values.optionalText("text") ?? values.texts("parts").joined())
  }

  static func values(of charge: FixedCharge) -> ParameterValues {
    ParameterValues([
      "name": .text(charge.name), "party": .party(charge.party),
      "taxed": .boolean(charge.isTaxed), "amount": .price(charge.price),
      "per": .span(charge.span), "furtherMeterAmount": .price(charge.furtherMeterPrice),
      "levy": .boolean(charge.isLevy),
    ])
  }

  static func values(of minimum: MinimumCharge) -> ParameterValues {
    switch minimum {
    case .amount(let price, let span, let party):
      ParameterValues(["amount": .price(price), "per": .span(span), "party": .party(party)])
    case .energyAmount(let price, let span, let party):
      ParameterValues(["energyAmount": .price(price), "per": .span(span), "party": .party(party)])
    case .energy(let energy, let basis):
      ParameterValues(["energy": .billed(energy), "appliesTo": .text(basis.rawValue)])
    }
  }

  static func values(of rounding: BillRounding) -> ParameterValues {
    ParameterValues([
      "decimals": .integer(Int64(rounding.decimals)), "rule": .text(rounding.rule.rawValue),
      "energyDecimals": .integer(Int64(rounding.energyDecimals)),
    ])
  }

  static func values(of entry: MetadataEntry) -> ParameterValues {
    var values: [String: ParameterValue] = ["name": .text(entry.name)]
    let parts = parts(of: entry.text)
    if parts.count == 1 { values["text"] = .text(parts[0]) }
    if parts.count > 1 { values["parts"] = .texts(parts) }
    return ParameterValues(values)
  }

  /// A text in parts short enough for one value of a file.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var length = 0
    for scalar in text.unicodeScalars {
      if length > 8000 {
        parts.append(String(part))
        part = String.UnicodeScalarView()
        length = 0
      }
      part.append(scalar)
      length += scalar.utf8.count
    }
    if length > 0 { parts.append(String(part)) }
    return parts
  }
}
