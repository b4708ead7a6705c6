public import Parameters
import Quantities

extension BrazilGroupATariff {
  public func plan(
    named name: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> RatePlan {
    let context = try BrazilInputs(values, inputs)
    let rules = context.rules
    let subgroup = values.text("subgroup")
    let blueOnly = rules.blueOnly.last?.names ?? []
    guard isBlue || !blueOnly.contains(subgroup) else {
      throw ParameterError(
        "modality", "must be blue for the subgroups \(blueOnly.joined(separator: ", "))")
    }
    let periods = try schedule.schedule(rules, peakOnly: true)
    let prices = try BrazilPrices(
      values, periods: periods.names, modality: values.text("modality"), rules: rules)
    let taxes = try BrazilTaxes(values, components: prices.parts.map(\.component.name))
    let generation = try BrazilGeneration(
      values, parts: prices.parts, offsetTaxes: taxes.offset, crossing: .byPrice, context)
    var plan = RatePlan(
      name: name, currency: inputs.currency, components: prices.parts.map(\.component),
      periods: periods,
      energy: periods.names.indices.map { period in
        [EnergyTier(prices: prices.parts.map { $0.prices[period] })]
      })
    try plan.addBrazilianParts(values, taxes: taxes, generation: generation, context)
    plan.demand = [try demand(periods, rules)]
    if let price = values.price("reactivePrice") {
      let rule = try inParameter("reactivePrice") { () throws(BrazilRulesError) in
        try BrazilRules.found(rules.reactive.last, "'reactive'")
      }
      plan.reactive = [
        ReactiveCharge(
          "reactive energy", price: price, referencePowerFactor: rule.powerFactor,
          windowMinutes: rule.windowMinutes)
      ]
    }
    return plan
  }

  private func demand(
    _ periods: PeriodSchedule, _ rules: BrazilRules
  ) throws(ParameterError) -> DemandCharge {
    let rule = try inParameter("contracted") { () throws(BrazilRulesError) in
      try BrazilRules.found(rules.demand.last, "'demand'")
    }
    var tiers: [[DemandTier]] = []
    var contracted: [BilledQuantity] = []
    for period in isBlue ? periods.names : [""] {
      let suffix = isBlue ? (period == BrazilPeriod.peak ? "Peak" : "OffPeak") : ""
      tiers.append([DemandTier(price: values.price("demandPrice\(suffix)") ?? .zero)])
      // Watts become milliwatts.
      let watts = values.optionalNumber("contracted\(suffix)") ?? 0
      contracted.append(Int64((watts * 1000).rounded(.toNearestOrEven)))
    }
    var charge = DemandCharge("demand", schedule: isBlue ? periods : .always(), tiers: tiers)
    charge.basis = .imported
    charge.windowMinutes = rule.windowMinutes
    charge.billing = .greater
    charge.contracted = contracted
    charge.overrunTolerance = rule.overrunTolerance
    charge.overrunMultiple = rule.overrunMultiple
    return charge
  }
}
