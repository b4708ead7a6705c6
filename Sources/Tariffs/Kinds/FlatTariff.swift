public import Parameters
public import Quantities

/// A tariff with one price for imported and one for exported energy, whatever the hour.
///
/// ```text
/// bill = Σ_c r_c·E_import + F·months − r_x·E_export
/// ```
public struct FlatTariff: Tariff, Hashable {
  public let components: [TariffComponent]
  public let exportPrices: [EnergyPrice]
  public let standingCharge: Money

  public var periodNames: [String] { ["all hours"] }
  public var boundaryMinutes: [Int] { [] }
  public func period(at moment: TariffMoment) -> Int { 0 }
}

extension FlatTariff: Parameterized {
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
    components = values.list("components").map {
      TariffComponent($0, prices: [EnergyPrice(unitsPerKilowattHour: $0.number("price"))])
    }
    exportPrices = [EnergyPrice(unitsPerKilowattHour: values.number("exportPrice"))]
    standingCharge = Money(units: values.number("standingCharge"))
  }
}
