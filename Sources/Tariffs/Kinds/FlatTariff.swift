public import Parameters
import Quantities

/// A tariff with one price for imported and one for exported energy, whatever the hour.
///
/// ```text
/// bill = Σ_c r_c·E_import + F·months − r_x·E_export
/// ```
public struct FlatTariff: Hashable, Sendable {
  let components: [RateComponent]
  let prices: [UnitPrice]
  let exportPrice: UnitPrice
  let standingCharge: UnitPrice
}

extension FlatTariff: TariffKind {
  public static let parameterSet = ParameterSet(
    name: "flat", "One price for imported and one for exported energy, whatever the hour.",
    [
      Parameter(
        "components",
        .list(
          ParameterSet(
            name: "component", "A part of the price of imported energy, owed to one party.",
            Parameter.componentParameters + [
              Parameter(
                "price", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
                maximum: EnergyPrice.greatestUnits, "Price of imported energy.")
            ])),
        "Parts of the price of imported energy; the price is their sum."),
      Parameter(
        "exportPrice", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
        maximum: EnergyPrice.greatestUnits, default: .number(0),
        "Price paid for exported energy (feed-in price)."),
      Parameter.standingCharge,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let listed = values.list("components")
    components = listed.map(RateComponent.init)
    prices = listed.map { UnitPrice(rounding: $0.number("price")) }
    exportPrice = UnitPrice(rounding: values.number("exportPrice"))
    standingCharge = UnitPrice(rounding: values.number("standingCharge"))
  }

  public func plan(
    named name: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> RatePlan {
    var plan = RatePlan(
      name: name, currency: inputs.currency, components: components,
      energy: [[EnergyTier(prices: prices, exportPrice: exportPrice)]])
    plan.fixed = .standingCharge(standingCharge)
    return plan
  }
}
