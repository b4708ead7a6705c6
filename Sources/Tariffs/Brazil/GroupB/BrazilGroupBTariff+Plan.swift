public import Parameters
import Quantities

extension BrazilGroupBTariff {
  public func plan(
    named name: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> RatePlan {
    let context = try BrazilInputs(values, inputs)
    let rules = context.rules
    let periods =
      isWhite
      ? try schedule.schedule(rules, peakOnly: false) : .always(BrazilPeriod.allHours)
    let prices = try BrazilPrices(
      values, periods: periods.names, modality: values.text("modality"), rules: rules)
    let names = prices.parts.map(\.component.name)
    let taxes = try BrazilTaxes(values, components: names)
    let generation = try BrazilGeneration(
      values, parts: prices.parts, offsetTaxes: taxes.offset, crossing: .oneForOne, context)
    let tiers = periods.names.indices.map { period in
      EnergyTier(prices: prices.parts.map { $0.prices[period] })
    }
    var plan = RatePlan(
      name: name, currency: inputs.currency, components: prices.parts.map(\.component),
      periods: periods, energy: tiers.map { [$0] })
    try plan.addBrazilianParts(values, taxes: taxes, generation: generation, context)
    try addSocialDiscount(to: &plan, context)
    try addMinimum(to: &plan, generation, rules)
    return plan
  }

  /// Makes the first kilowatt-hours of a cycle cheaper.
  private func addSocialDiscount(
    to plan: inout RatePlan, _ context: BrazilInputs
  ) throws(ParameterError) {
    guard values.boolean("socialTariff") || values.boolean("socialDiscount") else { return }
    let isTariff = values.boolean("socialTariff")
    let parameter = isTariff ? "socialTariff" : "socialDiscount"
    let discount = try inParameter(parameter) { () throws(BrazilRulesError) in
      try context.rules.discount(isTariff ? "social-tariff" : "social-discount")
    }
    if let days = context.inputs.days {
      for day in [days.lowerBound, days.upperBound] where !discount.provenance.holds(on: day) {
        throw ParameterError(
          parameter, "holds from \(discount.provenance.from) on, but \(day) is asked for")
      }
    }
    let named = plan.components.indices.filter {
      discount.components.contains(plan.components[$0].name)
    }
    let indices = discount.components.isEmpty ? Array(plan.components.indices) : named
    guard !indices.isEmpty else {
      let names = discount.components.map { "'\($0)'" }.joined(separator: ", ")
      throw ParameterError(parameter, "needs the component \(names) in 'components'")
    }
    plan.energy = plan.energy.map { tiers in
      guard var first = tiers.first else { return tiers }
      first.limit = discount.energy
      for index in indices {
        let price = Int128(first.prices[index].nanos)
        let kept = quotientRoundedHalfToEven(
          price * Int128(1_000_000 - discount.millionths), by: 1_000_000)
        // A share of at most one of a price that fits fits, too.
        first.prices[index] = UnitPrice(nanos: Int64(clamping: kept))
      }
      return [first] + tiers
    }
  }

  /// The least that is billed (custo de disponibilidade).
  private func addMinimum(
    to plan: inout RatePlan, _ generation: BrazilGeneration?, _ rules: BrazilRules
  ) throws(ParameterError) {
    var energy = try inParameter("connection") { () throws(BrazilRulesError) in
      try rules.minimumEnergy(values.text("connection"))
    }
    if isWhite {
      let period = values.text("minimumPeriod")
      guard let index = plan.periods.names.firstIndex(of: period) else {
        throw ParameterError("minimumPeriod", "is '\(period)', which the tariff does not have")
      }
      plan.minimumEnergyPeriod = index
    }
    guard let generation else {
      plan.minimum = .energy(energy, appliesTo: .billed)
      return
    }
    if values.boolean("socialTariff") || values.boolean("socialDiscount") {
      let reduction = try inParameter("rules") { () throws(BrazilRulesError) in
        try BrazilRules.found(rules.minimumReduction.last, "'minimumReduction'").millionths
      }
      let kept = quotientRoundedHalfToEven(
        Int128(energy) * Int128(1_000_000 - reduction), by: 1_000_000)
      energy = Int64(clamping: kept)
    }
    let stops =
      generation.classification.sceeClass == .gd1
      || values.text("minimumReading") == "compensation-stops"
    if stops { plan.exports.credits.minimumBilled = energy }
    plan.minimum = .energy(energy, appliesTo: stops ? .billed : .measured)
  }
}
