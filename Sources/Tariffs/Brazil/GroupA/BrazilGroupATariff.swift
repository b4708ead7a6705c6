public import Parameters
import Quantities

/// A Brazilian tariff of medium or high voltage (grupo A), green (verde) or blue (azul).
///
/// ```text
/// demand   T·max(measured, contracted)  +  2·T·(measured − contracted)  if measured > 1.05·contracted
/// energy   Σ_p (TE_p + TUSD_p)·E_p
/// reactive VR·Σ_t E_t·(0.92/f_t − 1)  where f_t < 0.92
/// ```
///
/// Green has one demand, blue one for each period. Measured is the greatest mean of 15 minutes. The
/// part of ICMS that is not due on contracted demand which was not used is left out.
public struct BrazilGroupATariff: TariffKind {
  let values: ParameterValues
  let schedule: BrazilSchedule

  var isBlue: Bool { values.text("modality") == Self.blue }

  static let blue = "blue"

  public static let parameterSet = ParameterSet(
    name: "brazil-group-a", exactlyOneOf: ["prices", "components"],
    "Brazilian tariff of medium or high voltage (grupo A), green (verde) or blue (azul).",
    [
      Parameter(
        "modality", .choice(["green", blue]),
        "Whether demand has one price (green) or one for each period (blue)."),
      Parameter(
        "subgroup", .choice(["A1", "A2", "A3", "A3a", "A4", "AS"]), default: .text("A4"),
        "Subgroup, by voltage."),
      BrazilParameters.distributor, BrazilParameters.windows,
      BrazilParameters.pricesByPeriod, BrazilParameters.components,
      power("contracted", "Contracted demand; green."),
      power("contractedPeak", "Contracted demand in the peak period; blue."),
      power("contractedOffPeak", "Contracted demand in the off-peak period; blue."),
      demandPrice("demandPrice", "Price of demand for each month, without taxes; green."),
      demandPrice("demandPricePeak", "Price of demand in the peak period; blue."),
      demandPrice("demandPriceOffPeak", "Price of demand in the off-peak period; blue."),
      Parameter(
        "reactivePrice", .quantity(.energyPrice), minimum: 0, maximum: EnergyPrice.greatestUnits,
        isOptional: true, "Price of reactive energy in excess (VR_ERE), without taxes."),
    ] + BrazilParameters.taxes + BrazilParameters.lines + BrazilParameters.generation
      + BrazilParameters.validity)

  private static func power(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .quantity(.power), minimum: 0, maximum: 1e12, isOptional: true, documentation)
  }

  private static func demandPrice(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .quantity(.moneyPerPower), minimum: 0, maximum: 1e6, isOptional: true, documentation)
  }

  private static let greenKeys = ["contracted", "demandPrice"]
  private static let blueKeys = [
    "contractedPeak", "contractedOffPeak", "demandPricePeak", "demandPriceOffPeak",
  ]

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.values = values
    schedule = try BrazilSchedule(values)
    let isBlue = values.text("modality") == Self.blue
    for key in isBlue ? Self.blueKeys : Self.greenKeys where !values.has(key) {
      throw ParameterError(key, "must be given with the \(isBlue ? "blue" : "green") tariff")
    }
    for key in isBlue ? Self.greenKeys : Self.blueKeys where values.has(key) {
      throw ParameterError(key, "belongs to the \(isBlue ? "green" : "blue") tariff")
    }
  }
}
