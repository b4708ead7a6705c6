import Parameters
import Quantities

/// Parameters that the Brazilian kinds of tariff share.
enum BrazilParameters {
  static let distributor = Parameter(
    "distributor", .text, isOptional: true,
    "Distributor whose windows of the periods (postos) hold, such as 'Enel SP'.")

  static let windows = Parameter(
    "windows",
    .list(
      ParameterSet(
        name: "window", "Hours of a period; the rest is off-peak.",
        [
          Parameter("period", .choice(BrazilPeriod.windowNames), "Period (posto tarifário)."),
          Parameter("from", .timeOfDay, "First minute, in civil time."),
          Parameter("to", .timeOfDay, "End, not included, in civil time; '24:00' is midnight."),
          Parameter(
            "days", .choice(["working", "all"]), default: .text("working"),
            "Days on which the window is open; holidays are no working days."),
        ])),
    isOptional: true, "Windows of the periods in place of a distributor's.")

  static func price(_ name: String, optional: Bool = false, _ documentation: String) -> Parameter {
    Parameter(
      name, .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, isOptional: optional, documentation)
  }

  private static let parts = [
    price("tusdFioB", optional: true, "Component TUSD_FioB, a part of 'tusd'."),
    price(
      "tusdTransmission", optional: true,
      "Components of transmission and connection together, a part of 'tusd'; for GD III."),
    price(
      "tusdPeDTFSEE", optional: true,
      "Components TUSD_PeD and TUSD_TFSEE together, a part of 'tusd'; for GD III."),
  ]

  /// The prices of a tariff with one period.
  static let prices =
    [
      price("te", optional: true, "Energy tariff (TE), without taxes."),
      price("tusd", optional: true, "Tariff for the use of the network (TUSD), without taxes."),
    ] + parts

  /// The prices of a tariff with several periods.
  static let pricesByPeriod = Parameter(
    "prices",
    .list(
      ParameterSet(
        name: "period price", "The prices of one period.",
        [
          Parameter("period", .choice(BrazilPeriod.names), "Period (posto tarifário)."),
          price("te", "Energy tariff (TE), without taxes."),
          price("tusd", "Tariff for the use of the network (TUSD), without taxes."),
        ] + parts)),
    isOptional: true, "Prices by period.")

  static let components = Parameter(
    "components",
    .list(
      ParameterSet(
        name: "component", "A part of the energy price, by ANEEL's code.",
        [
          Parameter("name", .text, "Code, such as 'TE_ENERGIA' or 'TUSD_FioB'."),
          Parameter(
            "party", .choice(TariffParty.allCases.map(\.rawValue)), isOptional: true,
            "Who is owed it; without it the retailer for 'TE' and 'TE_…', the distribution company "
              + "for the rest."),
          Parameter(
            "isTaxed", .boolean, default: .boolean(true), "Whether the taxes are due on it."),
          price("price", optional: true, "Price in periods without one of their own."),
          Parameter(
            "prices",
            .list(
              ParameterSet(
                name: "component price", "The price in one period.",
                [
                  Parameter("period", .choice(BrazilPeriod.names), "Period."),
                  price("price", "Price in the period."),
                ])),
            isOptional: true, "Prices by period."),
          Parameter(
            "postTransitionShare", .fraction, minimum: 0, maximum: 1, isOptional: true,
            "Share of this component that stays due on compensated energy in years that the law "
              + "leaves open, in place of the tariff's."),
        ])),
    isOptional: true, "Parts of the energy price, by ANEEL's codes; the price is their sum.")

  static let taxes = [
    rate("icms", "Rate of ICMS."),
    rate("pis", "Effective rate of PIS."),
    rate("cofins", "Effective rate of COFINS."),
    Parameter(
      "taxMonths",
      .list(
        ParameterSet(
          name: "tax month", "Rates that hold from a month on.",
          [
            Parameter("from", .text, "First month, such as '2026-07'."),
            rate("icms", optional: true, "Rate of ICMS; without it that of the tariff."),
            rate("pis", optional: true, "Effective rate of PIS; without it that of the tariff."),
            rate(
              "cofins", optional: true, "Effective rate of COFINS; without it that of the tariff."),
          ])),
      isOptional: true, "Rates that change, in order of time."),
    Parameter(
      "taxRule", .choice(["present", "legacy"]), default: .text("present"),
      "Whether ICMS is left out of the base of PIS/COFINS (present) or not (legacy)."),
    Parameter(
      "compensatedTaxes", .choice(["all", "energy-only", "none"]), default: .text("all"),
      "On which components ICMS is credited with compensated energy: on all, on the energy tariff "
        + "(TE) alone, or on none."),
    rate(
      "compensatedIcms", optional: true,
      "Effective rate of ICMS on compensated energy, in place of 'compensatedTaxes'."),
    Parameter(
      "retainedIsTaxed", .boolean, default: .boolean(false),
      "Whether taxes are due on what stays due on compensated energy."),
    Parameter(
      "priceDecimals", .integer, minimum: 0, maximum: 9, isOptional: true,
      "Decimals to which a price with taxes is cut; without it prices are not cut."),
    Parameter(
      "lineDecimals", .integer, minimum: 0, maximum: 6, default: .integer(2),
      "Decimals of the currency that each line keeps."),
    Parameter(
      "lineRounding", .choice(BillRounding.Rule.allCases.map(\.rawValue)),
      default: .text(BillRounding.Rule.halfToEven.rawValue), "How lines are rounded."),
  ]

  private static func rate(
    _ name: String, optional: Bool = false, _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .fraction, minimum: 0, maximum: 0.99, default: optional ? nil : .number(0),
      isOptional: optional, documentation)
  }

  static let lines = [
    Parameter(
      "flags",
      .list(
        ParameterSet(
          name: "flag", "The tariff flag of a month.",
          [
            Parameter("month", .text, "Month, such as '2026-07'."),
            Parameter("flag", .text, "Flag (bandeira), such as 'Vermelha P1'."),
          ])),
      isOptional: true, "Tariff flags (bandeiras); a month without one is green."),
    Parameter(
      "streetLighting", .quantity(.moneyPerMonth), minimum: 0, maximum: Money.greatestUnits,
      isOptional: true, "Levy for street lighting (COSIP, CIP) of each month."),
    Parameter(
      "streetLightingTable",
      .list(
        ParameterSet(
          name: "band", "The levy up to a consumption.",
          [
            Parameter(
              "upTo", .quantity(.energy), minimum: 0, maximum: 1e12, isOptional: true,
              "Greatest consumption of the cycle; the last band has none."),
            Parameter(
              "amount", .quantity(.moneyPerMonth), minimum: 0, maximum: Money.greatestUnits,
              "Levy."),
          ])),
      isOptional: true, "Levy for street lighting by consumption."),
    Parameter(
      "extraLines",
      .list(
        ParameterSet(
          name: "extra line", "An amount without taxes, such as a bonus.",
          [
            Parameter("name", .text, "Name of the line."),
            Parameter(
              "amount", .quantity(.money), minimum: -Money.greatestUnits,
              maximum: Money.greatestUnits, "Amount; negative where the member is credited."),
            Parameter(
              "month", .text, isOptional: true, "The only month, such as '2026-08'; without it all."
            ),
            Parameter(
              "party", .choice(TariffParty.allCases.map(\.rawValue)),
              default: .text(TariffParty.retailer.rawValue), "Who is owed it."),
          ])),
      isOptional: true, "Lines besides, without taxes."),
  ]

  static let generation = [
    Parameter(
      "generation",
      .section(
        ParameterSet(
          name: "generation", "The generating unit whose surplus is compensated (SCEE).",
          [
            Parameter(
              "requestDate", .date, isOptional: true,
              "Day of the request for connection; without it the unit existed before."),
            Parameter(
              "power", .quantity(.power), minimum: 0, excludesMinimum: true, "Nominal power."),
            Parameter(
              "dispatchable", .boolean, default: .boolean(false),
              "Whether the owner can choose when to generate."),
            Parameter(
              "photovoltaic", .boolean, default: .boolean(true), "Whether it is photovoltaic."),
            Parameter(
              "storageShare", .fraction, minimum: 0, default: .number(0),
              "Share of the monthly generation that storage holds."),
            Parameter(
              "modality", .choice(GenerationFacts.Modality.allCases.map(\.rawValue)),
              default: .text(GenerationFacts.Modality.local.rawValue),
              "Where the surplus is used."),
            Parameter(
              "largestShare", .fraction, minimum: 0, maximum: 1, default: .number(0),
              "Greatest share of the surplus that one holder has, in shared generation."),
            Parameter(
              "keepsLegacy", .boolean, default: .boolean(true),
              "Whether the rights of an early request were kept (art. 26 §§ 1 to 3)."),
          ])),
      isOptional: true, "Generating unit whose surplus is compensated (SCEE)."),
    Parameter(
      "postTransitionShare", .fraction, minimum: 0, maximum: 1, isOptional: true,
      "Share of the components that are not energy which stays due on compensated energy in the "
        + "years that the law leaves open; must be given when such a year is billed."),
    Parameter(
      "creditCrossing", .choice(["one-for-one", "energy-price-ratio"]), isOptional: true,
      "How credits of one period offset another: kWh for kWh, or at the ratio of the energy tariffs "
        + "(TE)."),
  ]

  static let validity = [
    Parameter("validFrom", .date, isOptional: true, "First day on which the tariff is in force."),
    Parameter(
      "validUntil", .date, isOptional: true, "First day on which it is no longer in force."),
    Parameter("source", .text, default: .text(""), "Where the prices were published."),
    Parameter(
      "rules", .text, isOptional: true,
      "File of rules in place of those that come with the program."),
  ]
}

/// The periods (postos tarifários) of Brazilian tariffs.
enum BrazilPeriod {
  static let allHours = "all hours"
  static let offPeak = "off-peak"
  static let intermediate = "intermediate"
  static let peak = "peak"
  static let reserved = "reserved"

  static let windowNames = [intermediate, peak, reserved]
  static let names = [offPeak] + windowNames
}
