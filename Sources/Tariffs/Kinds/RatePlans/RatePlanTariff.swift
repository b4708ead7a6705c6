public import Parameters
import Quantities

/// The general tariff: everything that a ``RatePlan`` can say, written out.
///
/// What `flat` and `time-of-use` say in three lines is longer here; what they cannot say — tiers,
/// demand, credits, taxes, adders — is said here. An imported tariff becomes a file of this kind.
public struct RatePlanTariff: TariffKind, Hashable {
  /// The plan without its name, its currency and its adders, which need inputs.
  private var plan: RatePlan
  private let adders: [ParameterValues]

  public static let parameterSet = ParameterSet(
    name: "rate-plan", "Everything that a tariff can say, written out.",
    [
      Parameter("provider", .text, isOptional: true, "Who publishes the tariff."),
      Parameter("source", .text, isOptional: true, "Where the numbers were published."),
      Parameter("validFrom", .date, isOptional: true, "First day on which it is in force."),
      Parameter(
        "validUntil", .date, isOptional: true, "First day on which it is no longer in force."),
      RatePlanEnergy.components,
      Parameter(
        "periods", .section(RatePlanPeriods.set), isOptional: true,
        "When which period of the energy price holds; without it, one at all hours."),
      RatePlanEnergy.energy,
      RatePlanFields.choice(
        "tierBasis", TierBasis.self, default: .energyOfMonth,
        "What the ends of tiers count: kWh of the cycle, of each of its days, for each kW of its "
          + "peak."),
      RatePlanFields.prices(
        "monthlyAdjustments",
        "Adders to the price of the first component in each month, January first; twelve."),
      Parameter(
        "exports", .section(RatePlanExports.set), isOptional: true,
        "How exported energy is treated."),
      Parameter(
        "demand", .list(RatePlanDemand.set), isOptional: true, "Charges on power."),
      Parameter(
        "fixed", .list(RatePlanCharges.fixed), isOptional: true,
        "Charges that depend on time alone."),
      Parameter(
        "minimum", .section(RatePlanCharges.minimum), isOptional: true,
        "The least that a bill comes to."),
      Parameter(
        "adders", .list(RatePlanAdders.set), isOptional: true,
        "Flags, critical peaks, rebates, real-time prices."),
      Parameter(
        "reactive", .list(RatePlanLevies.reactive), isOptional: true,
        "Charges on reactive energy."),
      Parameter(
        "levies", .list(RatePlanLevies.levy), isOptional: true,
        "What a bill holds besides, without the tariff's taxes."),
      Parameter("taxes", .section(RatePlanTaxes.set), isOptional: true, "Taxes on the lines."),
      Parameter(
        "rounding", .section(RatePlanCharges.rounding), isOptional: true,
        "How the lines are rounded; without it, half to even at six decimals."),
      Parameter(
        "metadata", .list(RatePlanCharges.metadata), isOptional: true,
        "What the source says beyond what is billed."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let components = try RatePlanEnergy.readComponents(values.list("components"))
    let periods =
      values.has("periods")
      ? try RatePlanPeriods.read(values.section("periods"), at: "periods") : .always()
    plan = RatePlan(
      name: "", currency: "", components: components, periods: periods,
      energy: try RatePlanEnergy.readEnergy(
        values.list("energy"), periods: periods.names, componentCount: components.count))
    plan.provider = values.optionalText("provider") ?? ""
    plan.source = values.optionalText("source") ?? ""
    plan.validFrom = values.optionalText("validFrom").flatMap { CivilDate(parsing: $0) }
    plan.validUntil = values.optionalText("validUntil").flatMap { CivilDate(parsing: $0) }
    if let from = plan.validFrom, let until = plan.validUntil, until <= from {
      throw ParameterError("validUntil", "must come after 'validFrom'")
    }
    plan.tierBasis = values.word("tierBasis", or: .energyOfMonth)
    plan.monthlyAdjustments = values.unitPrices("monthlyAdjustments")
    guard [0, 12].contains(plan.monthlyAdjustments.count) else {
      throw ParameterError(
        "monthlyAdjustments",
        "must have 12 prices, one for each month, but has \(plan.monthlyAdjustments.count)")
    }
    adders = values.list("adders")
    try readCharges(values)
  }

  private mutating func readCharges(_ values: ParameterValues) throws(ParameterError) {
    if values.has("exports") {
      plan.exports = try RatePlanExports.read(
        values.section("exports"), at: "exports", components: plan.components.map(\.name),
        periodCount: plan.periods.names.count)
    }
    for (index, charge) in values.list("demand").enumerated() {
      plan.demand.append(try RatePlanDemand.read(charge, at: "demand[\(index)]"))
    }
    plan.fixed = values.list("fixed").map(RatePlanCharges.readFixed)
    if values.has("minimum") {
      let minimum = values.section("minimum")
      plan.minimum = try RatePlanCharges.readMinimum(minimum, at: "minimum")
      if let name = minimum.optionalText("period") {
        guard let period = plan.periods.names.firstIndex(of: name) else {
          throw ParameterError(
            "minimum.period",
            "is '\(name)', but the periods are \(PeriodWindows.listed(plan.periods.names))")
        }
        plan.minimumEnergyPeriod = period
      }
    }
    for (index, entry) in values.list("levies").enumerated() {
      plan.levies.append(try RatePlanLevies.readLevy(entry, at: "levies[\(index)]"))
    }
    for (index, entry) in values.list("reactive").enumerated() {
      plan.reactive.append(try RatePlanLevies.readReactive(entry, at: "reactive[\(index)]"))
    }
    if values.has("taxes") {
      plan.taxes = try RatePlanTaxes.read(values.section("taxes"), at: "taxes")
    }
    if values.has("rounding") {
      plan.rounding = RatePlanCharges.readRounding(values.section("rounding"))
    }
    for (index, entry) in values.list("metadata").enumerated() {
      plan.metadata.append(
        try RatePlanCharges.readMetadata(entry, at: "metadata[\(index)]"))
    }
  }

  public func plan(named name: String, _ inputs: TariffInputs) throws(ParameterError) -> RatePlan {
    var plan = plan
    plan.name = name
    plan.currency = inputs.currency
    for (index, adder) in adders.enumerated() {
      plan.adders.append(try RatePlanAdders.read(adder, at: "adders[\(index)]", inputs))
    }
    return plan
  }
}

extension RatePlanTariff {
  /// The values from which a plan is read again, all but its name and its currency.
  ///
  /// Numbers are exact up to 2⁵¹ steps: prices of 2,000,000 in nine decimals, energy of two
  /// terawatt-hours in milliwatt-hours.
  public static func values(of plan: RatePlan) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "components": .list(plan.components.map(RatePlanEnergy.values(of:))),
      "energy": .list(
        plan.energy.enumerated().map { period, tiers in
          let names = plan.periods.names
          return RatePlanEnergy.values(
            of: tiers, period: names.count > 1 && period < names.count ? names[period] : nil)
        }),
      "tierBasis": .text(plan.tierBasis.rawValue),
    ]
    if !plan.provider.isEmpty { values["provider"] = .text(plan.provider) }
    if !plan.source.isEmpty { values["source"] = .text(plan.source) }
    values["validFrom"] = plan.validFrom.map { .text("\($0)") }
    values["validUntil"] = plan.validUntil.map { .text("\($0)") }
    values["periods"] = RatePlanPeriods.values(of: plan.periods).map { .section($0) }
    if !plan.monthlyAdjustments.isEmpty {
      values["monthlyAdjustments"] = .prices(plan.monthlyAdjustments)
    }
    values["exports"] = RatePlanExports.values(
      of: plan.exports, components: plan.components.map(\.name)
    ).map { .section($0) }
    func list<Part>(_ parts: [Part], _ part: (Part) -> ParameterValues) -> ParameterValue? {
      parts.isEmpty ? nil : .list(parts.map(part))
    }
    values["demand"] = list(plan.demand, RatePlanDemand.values(of:))
    values["fixed"] = list(plan.fixed) { RatePlanCharges.values(of: $0) }
    values["minimum"] = plan.minimum.map { minimum in
      var values = RatePlanCharges.values(of: minimum)
      let period = plan.minimumEnergyPeriod
      if period != 0, plan.periods.names.indices.contains(period) {
        values.values["period"] = .text(plan.periods.names[period])
      }
      return .section(values)
    }
    values["adders"] = list(plan.adders, RatePlanAdders.values(of:))
    values["levies"] = list(plan.levies) { RatePlanLevies.values(of: $0) }
    values["reactive"] = list(plan.reactive) { RatePlanLevies.values(of: $0) }
    if plan.taxes != TaxRule() { values["taxes"] = .section(RatePlanTaxes.values(of: plan.taxes)) }
    if plan.rounding != BillRounding() {
      values["rounding"] = .section(RatePlanCharges.values(of: plan.rounding))
    }
    values["metadata"] = list(plan.metadata) { RatePlanCharges.values(of: $0) }
    return ParameterValues(values)
  }
}

extension TariffKinds {
  /// The kinds that say a rate plan directly.
  static let general: [any TariffKind.Type] = [RatePlanTariff.self]
}
