import Parameters
import Quantities

/// What a rate plan adds to the energy price at times, in files.
enum RatePlanAdders {
  private static let utc = Parameter(
    "utc", .boolean, default: .boolean(false),
    "Whether the times are those of UTC rather than of the time zone of the tariff.")

  private static let month = ParameterSet(
    name: "month", "A price in one calendar month.",
    [
      Parameter("year", .integer, minimum: 1677, maximum: 2262, "Year."),
      Parameter("month", .integer, minimum: 1, maximum: 12, "Month, from 1 to 12."),
      Parameter(
        "name", .text, isOptional: true,
        "Name that the bill shows, such as the tariff flag; without it, the adder's."),
      RatePlanFields.price("price", "Price of each kWh."),
    ])

  private static let event = ParameterSet(
    name: "event", "A span of time.",
    [
      Parameter("from", .dateTime, "First moment, in civil time."),
      Parameter("to", .dateTime, "End, not included, in civil time."),
    ])

  private static let series = ParameterSet(
    name: "series", exactlyOneOf: ["file", "prices"],
    "Prices over time: in a file, or written out.",
    [
      Parameter(
        "file", .text, isOptional: true, "File of the prices, relative to the tariff's file."),
      Parameter(
        "column", .text, default: .text("price"), "Column of the file, in currency per kWh."),
      Parameter("start", .dateTime, isOptional: true, "When the first price begins to hold."),
      Parameter(
        "interval", .quantity(.duration), minimum: 1, maximum: 366 * 86_400,
        default: .number(3600), "Time for which one price holds."),
      RatePlanFields.prices("prices", "The prices."),
    ])

  static let set = ParameterSet(
    name: "adder", exactlyOneOf: ["months", "events", "series"],
    "Something added to the energy price at times, or taken off it.",
    [
      Parameter("name", .text, "Name that the bill shows."),
      RatePlanFields.party(.retailer),
      RatePlanFields.taxed,
      RatePlanFields.choice(
        "basis", EnergyAdder.Basis.self, default: .imported, "Energy on which it is due."),
      Parameter(
        "baselineDays", .integer, minimum: 1, maximum: 366, isOptional: true,
        "Number of earlier days of the same kind whose mean is the baseline; without it, the meter "
          + "brings the baseline."),
      Parameter(
        "months", .list(month), isOptional: true, "Prices of whole calendar months (flags)."),
      Parameter(
        "events", .list(event), isOptional: true, "Spans of time, all at 'price'."),
      RatePlanFields.price("price", isOptional: true, "Price during the events."),
      Parameter("series", .section(series), isOptional: true, "A price for each interval."),
      utc,
    ])

  static func read(
    _ values: ParameterValues, at path: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> EnergyAdder {
    var adder = EnergyAdder(
      values.text("name"), party: values.party,
      times: try times(values, at: path, inputs))
    adder.isTaxed = values.boolean("taxed")
    adder.basis = values.word("basis", or: .imported)
    if values.has("baselineDays") {
      guard adder.basis == .belowBaseline else {
        throw ParameterError("\(path).baselineDays", "needs 'basis: below-baseline'")
      }
      adder.baseline = .priorDays(Int(values.integer("baselineDays")))
    }
    return adder
  }

  private static func times(
    _ values: ParameterValues, at path: String, _ inputs: TariffInputs
  ) throws(ParameterError) -> EnergyAdder.Times {
    let zone = values.boolean("utc") ? CivilTimeZone.utc : inputs.zone
    guard values.has("price") == values.has("events") else {
      throw ParameterError(
        values.has("price") ? "\(path).price" : path,
        values.has("price") ? "belongs to 'events'" : "needs the 'price' of its events")
    }
    if values.has("months") {
      return .months(try months(values, at: path))
    }
    if values.has("series") {
      return .series(
        try series(values.section("series"), at: "\(path).series", zone, inputs))
    }
    var events: [Range<Instant>] = []
    for (index, event) in values.list("events").enumerated() {
      let place = "\(path).events[\(index)]"
      let from = try instant(event, "from", at: place, zone)
      let to = try instant(event, "to", at: place, zone)
      guard from < to else { throw ParameterError("\(place).to", "must come after 'from'") }
      if let before = events.firstIndex(where: { $0.overlaps(from..<to) }) {
        throw ParameterError(place, "overlaps the event \(before + 1)")
      }
      events.append(from..<to)
    }
    return .events(events, price: values.unitPrice("price"))
  }

  private static func months(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> [MonthlyPrice] {
    var prices: [MonthlyPrice] = []
    for (index, month) in values.list("months").enumerated() {
      let price = MonthlyPrice(
        year: Int(month.integer("year")), month: Int(month.integer("month")),
        name: month.optionalText("name") ?? values.text("name"), price: month.unitPrice("price"))
      guard !prices.contains(where: { $0.year == price.year && $0.month == price.month }) else {
        throw ParameterError(
          "\(path).months[\(index)].month",
          "is month \(price.month) of \(price.year), which stands in the list already")
      }
      prices.append(price)
    }
    return prices
  }

  private static func series(
    _ values: ParameterValues, at path: String, _ zone: CivilTimeZone?, _ inputs: TariffInputs
  ) throws(ParameterError) -> PriceSeries {
    if values.has("file") {
      do {
        return try inputs.prices(values.text("file"), values.text("column"))
      } catch {
        throw ParameterError("\(path).\(error.parameter)", error.message)
      }
    }
    guard values.has("start") else {
      throw ParameterError(path, "needs the 'start' of its prices")
    }
    return PriceSeries(
      start: try instant(values, "start", at: path, zone),
      intervalNanoseconds: Int64(nearest: values.number("interval") * 1e9),
      prices: values.unitPrices("prices"))
  }

  private static func instant(
    _ values: ParameterValues, _ name: String, at path: String, _ zone: CivilTimeZone?
  ) throws(ParameterError) -> Instant {
    let text = values.text(name)
    guard let zone else {
      throw ParameterError(
        "\(path).\(name)", "is a civil time, but no time zone is named")
    }
    let time =
      CivilDate(parsing: text).map { CivilTime(midnightOf: $0) } ?? CivilTime(parsing: text)
    guard let time, let instant = zone.instants(of: time)?.first else {
      throw ParameterError(
        "\(path).\(name)", "is a moment that clocks in \(zone.identifier) skip")
    }
    return instant
  }

  static func values(of adder: EnergyAdder) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "name": .text(adder.name), "party": .party(adder.party), "taxed": .boolean(adder.isTaxed),
      "basis": .text(adder.basis.rawValue),
    ]
    if case .priorDays(let days) = adder.baseline { values["baselineDays"] = .integer(Int64(days)) }
    switch adder.times {
    case .months(let months):
      values["months"] = .list(
        months.map { month in
          var values: [String: ParameterValue] = [
            "year": .integer(Int64(month.year)), "month": .integer(Int64(month.month)),
            "price": .price(month.price),
          ]
          if month.name != adder.name { values["name"] = .text(month.name) }
          return ParameterValues(values)
        })
    case .events(let events, let price):
      values["events"] = .list(
        events.map { event in
          ParameterValues(["from": text(event.lowerBound), "to": text(event.upperBound)])
        })
      values["price"] = .price(price)
      values["utc"] = .boolean(true)
    case .series(let series):
      values["series"] = .section(
        ParameterValues([
          "start": text(series.start),
          "interval": .number(Double(series.intervalNanoseconds) / 1e9),
          "prices": .prices(series.prices),
        ]))
      values["utc"] = .boolean(true)
    }
    return ParameterValues(values)
  }

  /// An instant as a civil time of UTC.
  private static func text(_ instant: Instant) -> ParameterValue {
    .text("\(CivilTimeZone.utc.civilTime(at: instant))")
  }
}
