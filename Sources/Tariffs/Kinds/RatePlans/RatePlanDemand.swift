import Parameters
import Quantities

/// The charges on power of a rate plan, in files.
enum RatePlanDemand {
  private static let price = Parameter(
    "price", .quantity(.demandPrice), minimum: -Money.greatestUnits, maximum: Money.greatestUnits,
    isOptional: true, "Price of each kW (or other 'unit') of the cycle's peak.")

  private static let tier = ParameterSet(
    name: "demand tier", "A block of power with a price of its own.",
    [
      Parameter(
        "upTo", .quantity(.power), minimum: 0, isOptional: true,
        "Upper end of the tier, cumulative from the first; none in the last tier."),
      price,
    ])

  private static let rate = ParameterSet(
    name: "rate", "The price of power in one period: one price, or tiers.",
    [
      Parameter(
        "period", .text, isOptional: true, "Name of the period, where there are several."),
      price,
      Parameter("tiers", .list(tier), isOptional: true, "Tiers; their ends rise."),
    ])

  private static let ratchet = ParameterSet(
    name: "ratchet", "The least billed power that follows from earlier cycles.",
    [
      RatePlanFields.share(
        "share", isOptional: true, "Share of the greatest earlier peak, in all months."),
      Parameter(
        "shares",
        .list(
          ParameterSet(
            name: "ratchet share", "The share in some months.",
            [
              Parameter("months", .text, "Months such as 'jun-sep'."),
              RatePlanFields.share("share", "Share of the greatest earlier peak."),
            ])), isOptional: true, "Shares by month, in place of one; none in other months."),
      Parameter(
        "lookbackCycles", .integer, minimum: 0, maximum: 1200, default: .integer(0),
        "Number of earlier cycles whose peaks are looked at."),
      Parameter(
        "lookbackMonths", .text, isOptional: true,
        "Months whose peaks within the past twelve cycles are looked at, such as 'jun-sep'."),
      Parameter(
        "noLookbackMonths", .boolean, default: .boolean(false),
        "Whether a list of months is kept that names none, as some sources have it."),
      Parameter(
        "sharesOfOrigin", .boolean, default: .boolean(false),
        "Whether a share is that of the earlier peak's month rather than of the billed one."),
      Parameter(
        "spansPeriods", .boolean, default: .boolean(false),
        "Whether the greatest earlier peak of all periods counts, rather than each period's own."),
      Parameter(
        "floor", .quantity(.power), minimum: 0, default: .number(0), "Least billed power."),
    ])

  static let set = ParameterSet(
    name: "demand", "A charge on power: the greatest mean power of a window within the cycle.",
    [
      Parameter("name", .text, default: .text("demand"), "Name that the bill shows."),
      RatePlanFields.party(.distributionCompany),
      RatePlanFields.taxed,
      price,
      Parameter(
        "rates", .list(rate), isOptional: true,
        "Prices by period or with tiers, in place of one price."),
      Parameter(
        "periods", .section(RatePlanPeriods.set), isOptional: true,
        "Periods, each with its own peak; without them, one at all hours."),
      Parameter(
        "unit", .choice(["kW", "kVA", "kvar", "kvarh", "kWh", "month", "d", "1"]),
        default: .text("kW"), "Unit that the bill shows."),
      Parameter(
        "window", .quantity(.duration), minimum: 60, maximum: 86_400, isOptional: true,
        "Time over which power is averaged, counted from midnight; without it, the meter's interval."
      ),
      RatePlanFields.choice(
        "basis", DemandCharge.Basis.self, default: .netImport, "Power that is measured."),
      Parameter(
        "daily", .boolean, default: .boolean(false),
        "Whether the peak of each day is charged rather than that of the cycle."),
      Parameter(
        "unmeasured", .texts, isOptional: true,
        "Periods in which nothing is measured: for coincident peaks, all but the system's."),
      Parameter("ratchet", .section(ratchet), isOptional: true, "Least billed power."),
      RatePlanFields.choice(
        "billing", DemandCharge.Billing.self, default: .measured,
        "What is billed of measured and contracted power."),
      Parameter(
        "contracted", .quantities(.power), minimum: 0, isOptional: true,
        "Contracted power of each period, in their order."),
      RatePlanFields.share(
        "overrunTolerance", default: 0,
        "Share of the contracted power by which it may be exceeded."),
      Parameter(
        "overrunMultiple", .number, minimum: 0, maximum: RatePlanFields.greatestShare,
        default: .number(0),
        "Multiple of the price that is due on power above the contracted, when the tolerance is "
          + "passed."),
    ])

  static func read(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> DemandCharge {
    let schedule =
      values.has("periods")
      ? try RatePlanPeriods.read(values.section("periods"), at: "\(path).periods") : .always()
    guard values.has("price") != values.has("rates") else {
      throw ParameterError(
        path, values.has("price") ? "has both 'price' and 'rates'" : "needs a 'price' or 'rates'")
    }
    let tiers =
      values.has("price")
      ? schedule.names.map { _ in [DemandTier(price: values.unitPrice("price"))] }
      : try PeriodRates(parameter: "\(path).rates", periods: schedule.names).read(
        values.list("rates"), tiersOfPeriod)
    var charge = DemandCharge(
      values.text("name"), party: values.party, schedule: schedule, tiers: tiers)
    charge.isTaxed = values.boolean("taxed")
    charge.unit = values.word("unit", or: .kilowatt)
    if let window = values.optionalNumber("window") {
      guard window.truncatingRemainder(dividingBy: 60) == 0, case let minutes = Int64(window / 60),
        1440 % minutes == 0
      else {
        throw ParameterError("\(path).window", "must be whole minutes that divide a day")
      }
      charge.windowMinutes = Int(minutes)
    }
    charge.basis = values.word("basis", or: .netImport)
    charge.isDaily = values.boolean("daily")
    for name in values.texts("unmeasured") {
      guard let index = schedule.names.firstIndex(of: name) else {
        throw ParameterError(
          "\(path).unmeasured",
          "names '\(name)', but the periods are \(PeriodWindows.listed(schedule.names))")
      }
      charge.unmeasured.insert(index)
    }
    if values.has("ratchet") {
      charge.ratchet = try readRatchet(values.section("ratchet"), at: "\(path).ratchet")
    }
    charge.billing = values.word("billing", or: .measured)
    charge.contracted = values.numbers("contracted").map { Int64(nearest: $0 * 1000) }
    guard charge.contracted.isEmpty || charge.contracted.count == schedule.names.count else {
      throw ParameterError(
        "\(path).contracted",
        "must have \(schedule.names.count) powers, one for each period, but has "
          + "\(charge.contracted.count)")
    }
    guard charge.billing == .measured || !charge.contracted.isEmpty else {
      throw ParameterError(
        "\(path).billing", "is '\(charge.billing.rawValue)', but no power is 'contracted'")
    }
    charge.overrunTolerance = values.roundedShare("overrunTolerance")
    charge.overrunMultiple = values.roundedShare("overrunMultiple")
    return charge
  }

  private static func tiersOfPeriod(
    _ values: ParameterValues, _ path: String
  ) throws(ParameterError) -> [DemandTier] {
    guard values.has("price") != values.has("tiers") else {
      throw ParameterError(
        path, values.has("price") ? "has both 'price' and 'tiers'" : "needs a 'price' or 'tiers'")
    }
    if values.has("price") { return [DemandTier(price: values.unitPrice("price"))] }
    var tiers: [DemandTier] = []
    for (index, values) in values.list("tiers").enumerated() {
      guard values.has("price") else {
        throw ParameterError("\(path).tiers[\(index)]", "needs a 'price'")
      }
      tiers.append(
        DemandTier(
          limit: values.has("upTo") ? values.billed("upTo") : nil,
          price: values.unitPrice("price")))
    }
    try PeriodRates.checkLimits(tiers.map(\.limit), at: "\(path).tiers")
    return tiers
  }

  private static func readRatchet(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> DemandRatchet {
    guard !(values.has("share") && values.has("shares")) else {
      throw ParameterError("\(path).share", "cannot stand beside 'shares'")
    }
    var ratchet = DemandRatchet(
      share: values.has("share") ? values.roundedShare("share") : 0,
      lookbackCycles: Int(values.integer("lookbackCycles")))
    for (index, entry) in values.list("shares").enumerated() {
      let months = try months(entry.text("months"), at: "\(path).shares[\(index)].months")
      for month in months { ratchet.shares[month - 1] = entry.roundedShare("share") }
    }
    if let text = values.optionalText("lookbackMonths") {
      let months = try months(text, at: "\(path).lookbackMonths")
      ratchet.months = (1...12).map(months.contains)
    } else if values.boolean("noLookbackMonths") {
      ratchet.months = Array(repeating: false, count: 12)
    }
    ratchet.sharesOfOrigin = values.boolean("sharesOfOrigin")
    ratchet.spansPeriods = values.boolean("spansPeriods")
    ratchet.floor = values.billed("floor")
    return ratchet
  }

  private static func months(
    _ text: String, at path: String
  ) throws(ParameterError) -> Set<Int> {
    guard let months = CalendarWords.months(in: text) else {
      throw ParameterError(path, "must be months such as 'jun-sep, dec', but is '\(text)'")
    }
    return months
  }
}
