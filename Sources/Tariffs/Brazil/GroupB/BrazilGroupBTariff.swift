public import Parameters
import Quantities

/// A Brazilian tariff of low voltage (grupo B), conventional or white (tarifa branca).
///
/// ```text
/// bill = Σ_p (TE_p + TUSD_p)·E_p / ((1 − ICMS)(1 − (PIS + COFINS)))  +  flag·E_billed/(…)
///        + minimum  +  COSIP
/// ```
///
/// With a generating unit, energy is compensated under Lei 14.300/2022; its class follows from the
/// facts of the unit. Every legal number comes from ``BrazilRules``.
public struct BrazilGroupBTariff: TariffKind {
  let values: ParameterValues
  let schedule: BrazilSchedule

  var isWhite: Bool { values.text("modality") == Self.white }

  static let white = "white"
  static let streetLightingSubgroup = "B4"
  static let residentialSubgroup = "B1"

  public static let parameterSet = ParameterSet(
    name: "brazil-group-b", exactlyOneOf: ["te", "prices", "components", "priceSet"],
    "Brazilian tariff of low voltage (grupo B), conventional or white (branca).",
    [
      Parameter(
        "modality", .choice(["conventional", white]), default: .text("conventional"),
        "Whether the prices depend on the hour (white) or not."),
      Parameter(
        "subgroup", .choice([residentialSubgroup, "B2", "B3", streetLightingSubgroup]),
        default: .text(residentialSubgroup),
        "Subgroup: residential, rural, other, street lighting."),
      Parameter(
        "connection", .choice(["single-phase", "two-phase", "three-phase"]),
        "Connection, which decides the minimum (custo de disponibilidade); two-phase has three wires."
      ),
      BrazilParameters.distributor, BrazilParameters.windows,
    ] + BrazilParameters.prices + [
      BrazilParameters.pricesByPeriod, BrazilParameters.components,
      Parameter(
        "priceSet", .text, isOptional: true, "Published set of prices, such as 'Energisa TO 2026'."),
      Parameter(
        "minimumPeriod", .choice(BrazilPeriod.names), default: .text(BrazilPeriod.offPeak),
        "Period at whose prices the minimum of a white tariff is billed."),
      Parameter(
        "minimumReading", .choice(["measured", "compensation-stops"]), default: .text("measured"),
        "How the minimum acts on units of GD II and III: only where the meter registered less "
          + "(art. 16 § 1), or compensation stops at it as for GD I."),
      Parameter(
        "socialTariff", .boolean, default: .boolean(false), "Whether the social tariff is granted."),
      Parameter(
        "socialDiscount", .boolean, default: .boolean(false),
        "Whether the social discount is granted."),
    ] + BrazilParameters.taxes + BrazilParameters.lines + BrazilParameters.generation
      + BrazilParameters.validity)

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.values = values
    schedule = try BrazilSchedule(values)
    let isSocial = values.boolean("socialTariff")
    let subgroup = values.text("subgroup")
    if isSocial, values.boolean("socialDiscount") {
      throw ParameterError("socialDiscount", "and 'socialTariff' can't both be granted")
    }
    if isSocial || values.boolean("socialDiscount") {
      let name = isSocial ? "socialTariff" : "socialDiscount"
      guard subgroup == Self.residentialSubgroup else {
        throw ParameterError(name, "is granted to the subgroup B1 only, not to \(subgroup)")
      }
      guard values.text("modality") != Self.white else {
        throw ParameterError(name, "can't be granted with the white tariff")
      }
    }
    if values.text("modality") == Self.white, subgroup == Self.streetLightingSubgroup {
      throw ParameterError("modality", "can't be white for street lighting (B4)")
    }
  }
}

extension TariffKinds {
  /// The Brazilian kinds.
  static let brazil: [any TariffKind.Type] = [BrazilGroupBTariff.self, BrazilGroupATariff.self]
}
