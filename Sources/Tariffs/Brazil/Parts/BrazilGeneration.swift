import Parameters
import Quantities

/// How compensation (SCEE) acts on a bill.
struct BrazilGeneration {
  let classification: SceeClassification
  let exports: ExportScheme
  /// The first year that cannot be billed because a parameter is missing; `nil` when all can.
  let endYear: Int?

  /// The compensation of a tariff; `nil` when it has no generating unit.
  init?(
    _ values: ParameterValues, parts: [BrazilPrices.Part], offsetTaxes: [TaxRule],
    crossing: CreditCrossing, _ context: BrazilInputs
  ) throws(ParameterError) {
    guard values.has("generation") else { return nil }
    let rules = context.rules
    let facts = try Self.facts(values.section("generation"))
    let classification = try inParameter("generation") { () throws(BrazilRulesError) in
      try rules.classification(of: facts)
    }
    let open = OpenShares(
      millionths: values.optionalMillionths("postTransitionShare"),
      ofComponents: parts.map(\.openShare),
      lastYear: context.inputs.days?.upperBound.year)
    var shares = try rules.retainedShares(
      of: classification, components: parts.map(\.component.name), open: open)
    for index in shares.indices { shares[index].isTaxed = values.boolean("retainedIsTaxed") }
    var exports = ExportScheme()
    exports.kind = .netMetering
    exports.window = .cycleByPeriod
    exports.credits.lifeCycles = try inParameter("rules") { () throws(BrazilRulesError) in
      try BrazilRules.found(rules.creditLife.last, "'creditLife'").count
    }
    exports.credits.crossing = crossing
    if values.has("creditCrossing") {
      exports.credits.crossing =
        values.text("creditCrossing") == "one-for-one" ? .oneForOne : .byPrice
    }
    exports.credits.crossingComponent = parts.firstIndex {
      BrazilRules.isEnergy($0.component.name)
    }
    exports.credits.retained = shares
    exports.credits.offsetTaxesByComponent = offsetTaxes
    self.classification = classification
    self.exports = exports
    let isClosed = parts.allSatisfy {
      BrazilRules.isEnergy($0.component.name) || $0.openShare != nil || open.millionths != nil
    }
    endYear = isClosed ? nil : classification.openYear
  }

  private static func facts(_ values: ParameterValues) throws(ParameterError) -> GenerationFacts {
    var facts = GenerationFacts(
      requestDate: try values.date("requestDate"), kilowatts: values.number("power") / 1000)
    facts.isDispatchable = values.boolean("dispatchable")
    facts.isPhotovoltaic = values.boolean("photovoltaic")
    facts.storageShare = values.number("storageShare")
    facts.modality = GenerationFacts.Modality(rawValue: values.text("modality")) ?? .local
    facts.largestShare = values.number("largestShare")
    facts.keepsLegacy = values.boolean("keepsLegacy")
    return facts
  }
}
