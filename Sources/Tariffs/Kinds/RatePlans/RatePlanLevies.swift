import Parameters
import Quantities

/// Levies and charges on reactive energy of a rate plan, in files.
enum RatePlanLevies {
  private static let band = ParameterSet(
    name: "band", "The amount of a levy up to a consumption.",
    [
      Parameter(
        "upTo", .quantity(.energy), minimum: 0, isOptional: true,
        "Greatest consumption of the cycle that the amount is for; none in the last band."),
      RatePlanFields.money("amount", "Amount; negative where the member is credited."),
    ])

  static let levy = ParameterSet(
    name: "levy", exactlyOneOf: ["amount", "bands"],
    "An amount of each bill that is no part of the tariff and bears none of its taxes.",
    [
      Parameter("name", .text, "Name that the bill shows."),
      RatePlanFields.party(.government),
      RatePlanFields.money("amount", isOptional: true, "Amount, whatever is consumed."),
      Parameter("bands", .list(band), isOptional: true, "Amounts by consumption."),
      year("year", "Year of the only month whose bill has it; without it, every bill."),
      month("month", "The only month whose bill has it, from 1 to 12."),
    ])

  static let reactive = ParameterSet(
    name: "reactive", "A charge on reactive energy beyond what a power factor allows.",
    [
      Parameter("name", .text, default: .text("reactive energy"), "Name that the bill shows."),
      RatePlanFields.party(.distributionCompany),
      RatePlanFields.taxed,
      RatePlanFields.price("price", "Price of each kWh of excess."),
      Parameter(
        "powerFactor", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        "Reference power factor."),
      Parameter(
        "window", .quantity(.duration), minimum: 60, maximum: 86_400, default: .number(3600),
        "Time over which energies are compared, counted from midnight."),
    ])

  static func year(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .integer, minimum: 1677, maximum: 2262, isOptional: true, documentation)
  }

  static func month(_ name: String, _ documentation: String) -> Parameter {
    Parameter(name, .integer, minimum: 1, maximum: 12, isOptional: true, documentation)
  }

  static func readLevy(_ values: ParameterValues, at path: String) throws(ParameterError) -> Levy {
    var bands: [LevyBand] = []
    if values.has("amount") {
      bands = [LevyBand(amount: amount(values))]
    } else {
      bands = values.list("bands").map { band in
        LevyBand(limit: band.has("upTo") ? band.billed("upTo") : nil, amount: amount(band))
      }
      try PeriodRates.checkLimits(bands.map(\.limit), at: "\(path).bands")
    }
    guard values.has("year") == values.has("month") else {
      throw ParameterError(
        "\(path).\(values.has("year") ? "year" : "month")", "needs 'year' and 'month' together")
    }
    let month =
      values.has("year")
      ? BillingMonth(year: Int(values.integer("year")), month: Int(values.integer("month"))) : nil
    return Levy(values.text("name"), party: values.party, bands: bands, month: month)
  }

  private static func amount(_ values: ParameterValues) -> Money {
    Money(micros: Int64(nearest: values.number("amount") * 1e6))
  }

  static func readReactive(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> ReactiveCharge {
    let window = values.number("window")
    guard window.truncatingRemainder(dividingBy: 60) == 0, case let minutes = Int64(window / 60),
      minutes > 0, 1440 % minutes == 0
    else {
      throw ParameterError("\(path).window", "must be whole minutes that divide a day")
    }
    var charge = ReactiveCharge(
      values.text("name"), party: values.party, price: values.unitPrice("price"),
      referencePowerFactor: values.roundedShare("powerFactor"), windowMinutes: Int(minutes))
    charge.isTaxed = values.boolean("taxed")
    return charge
  }

  static func values(of levy: Levy) -> ParameterValues {
    func money(_ money: Money) -> ParameterValue { .number(Double(money.micros) / 1e6) }
    var values: [String: ParameterValue] = [
      "name": .text(levy.name), "party": .party(levy.party),
    ]
    if levy.bands.count == 1, levy.bands[0].limit == nil {
      values["amount"] = money(levy.bands[0].amount)
    } else {
      values["bands"] = .list(
        levy.bands.map { band in
          var values = ["amount": money(band.amount)]
          values["upTo"] = band.limit.map { .billed($0) }
          return ParameterValues(values)
        })
    }
    if let month = levy.month {
      values["year"] = .integer(Int64(month.year))
      values["month"] = .integer(Int64(month.month))
    }
    return ParameterValues(values)
  }

  static func values(of charge: ReactiveCharge) -> ParameterValues {
    ParameterValues([
      "name": .text(charge.name), "party": .party(charge.party),
      "taxed": .boolean(charge.isTaxed), "price": .price(charge.price),
      "powerFactor": .share(charge.referencePowerFactor),
      "window": .number(Double(charge.windowMinutes) * 60),
    ])
  }
}
