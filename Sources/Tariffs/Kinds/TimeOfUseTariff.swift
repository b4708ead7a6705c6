public import Parameters
import Quantities

/// A tariff whose prices depend on the hour and on the kind of day.
///
/// Windows name the hours of a period; they are half-open, `[from, to)`, and may begin at any minute.
/// Windows of different periods must not overlap; moments outside every window belong to the period
/// `otherwise`. All times are civil times of the scenario's zone.
///
/// ```text
/// bill = Σ_p Σ_c r_c,p·E_p,import + F·months − Σ_p r_x,p·E_p,export
/// ```
public struct TimeOfUseTariff: Hashable, Sendable {
  let periods: PeriodSchedule
  let components: [RateComponent]
  /// The price of each component in each period.
  let prices: [[UnitPrice]]
  let exportPrices: [UnitPrice]
  let standingCharge: UnitPrice
}

extension TimeOfUseTariff: TariffKind {
  public static let parameterSet = ParameterSet(
    name: "time-of-use", "Prices that depend on the hour and on the kind of day.",
    [
      Parameter(
        "otherwise", .text, default: .text("off-peak"), "Name of the period outside all windows."),
      Parameter(
        "windows",
        .list(
          ParameterSet(
            name: "window", "Hours of a period; windows of different periods must not overlap.",
            [
              Parameter("period", .text, "Name of the period."),
              Parameter(
                "days", .choice(DayWindow.Days.allCases.map(\.rawValue)), default: .text("all"),
                "Days on which the window is open; holidays are non-working days."),
              Parameter("from", .timeOfDay, "First minute, in civil time."),
              Parameter("to", .timeOfDay, "End, not included, in civil time; '24:00' is midnight."),
            ])),
        "Hours of the periods."),
      Parameter(
        "components",
        .list(
          ParameterSet(
            name: "component", "A part of the price of imported energy, owed to one party.",
            Parameter.componentParameters + [
              price("price", "Price of imported energy in periods without a price of their own."),
              prices,
            ])),
        "Parts of the price of imported energy; the price is their sum."),
      Parameter(
        "exportPrice", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
        maximum: EnergyPrice.greatestUnits, default: .number(0),
        "Price paid for exported energy (feed-in price) where the period has none of its own."),
      Parameter(
        "exportPrices", .list(periodPrice), isOptional: true,
        "Prices paid for exported energy by period."),
      Parameter.standingCharge,
    ])

  private static func price(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, documentation)
  }

  private static let periodPrice = ParameterSet(
    name: "period price", "The price in one period.",
    [Parameter("period", .text, "Name of the period."), price("price", "Price in the period.")])

  private static let prices = Parameter(
    "prices", .list(periodPrice), isOptional: true, "Prices of imported energy by period.")

  public init(_ values: ParameterValues) throws(ParameterError) {
    periods = try PeriodSchedule(
      windows: values.list("windows"), otherwise: values.text("otherwise"))
    let names = periods.names
    let listed = values.list("components")
    components = listed.map(RateComponent.init)
    var prices: [[UnitPrice]] = []
    for component in listed {
      prices.append(
        try Self.table(
          of: names, otherwise: component.number("price"), component.list("prices"),
          for: "components"))
    }
    self.prices = prices
    exportPrices = try Self.table(
      of: names, otherwise: values.number("exportPrice"), values.list("exportPrices"),
      for: "exportPrices")
    standingCharge = UnitPrice(rounding: values.number("standingCharge"))
  }

  public func plan(
    named name: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> RatePlan {
    let energy = periods.names.indices.map { period in
      [EnergyTier(prices: prices.map { $0[period] }, exportPrice: exportPrices[period])]
    }
    var plan = RatePlan(
      name: name, currency: inputs.currency, components: components, periods: periods,
      energy: energy)
    plan.fixed = .standingCharge(standingCharge)
    return plan
  }

  private static func table(
    of names: [String], otherwise: Double, _ prices: [ParameterValues], for parameter: String
  ) throws(ParameterError) -> [UnitPrice] {
    var table = names.map { _ in UnitPrice(rounding: otherwise) }
    for price in prices {
      let name = price.text("period")
      guard let index = names.firstIndex(of: name) else {
        let known = names.map { "'\($0)'" }.joined(separator: ", ")
        throw ParameterError(
          parameter, "has a price for the period '\(name)', but the periods are \(known)")
      }
      table[index] = UnitPrice(rounding: price.number("price"))
    }
    return table
  }
}
