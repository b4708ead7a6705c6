import Parameters
import Quantities

/// How a rate plan treats exported energy, in files.
enum RatePlanExports {
  private enum Window: String, CaseIterable {
    case interval
    case span
    case cycle
    case cycleByPeriod = "cycle-by-period"
  }

  private static let retained = ParameterSet(
    name: "retained", "The share of a component that stays due on energy that credits offset.",
    [
      Parameter("component", .text, "Name of the component."),
      Parameter(
        "fromYear", .integer, minimum: 0, maximum: 9999, default: .integer(0),
        "First year in which the share holds."),
      RatePlanFields.share("share", "Share that stays due."),
      Parameter(
        "taxed", .boolean, default: .boolean(false), "Whether taxes are due on it."),
    ])

  private static let credits = ParameterSet(
    name: "credits", "How credits in kWh are kept and used (net metering).",
    [
      Parameter(
        "lifeCycles", .integer, minimum: 0, maximum: 12_000, isOptional: true,
        "Number of cycles after which a credit expires; without it, never."),
      RatePlanFields.choice(
        "crossing", CreditCrossing.self, default: .oneForOne,
        "Whether credits of one period may offset consumption of another."),
      Parameter(
        "crossingComponent", .text, isOptional: true,
        "Component whose prices make the ratio of 'by-price'; without it, the sum of all."),
      Parameter(
        "periodTransfers", .texts, isOptional: true,
        "Periods to which credits move when a cycle begins: twelve rows, January first, with a "
          + "letter for each period as in matrices, '-' where they are lost."),
      Parameter(
        "retained", .list(retained), isOptional: true,
        "Shares of components that stay due on energy that credits offset."),
      Parameter(
        "minimumBilled", .quantity(.energy), minimum: 0, default: .number(0),
        "Consumption that stays due in full before credits offset anything."),
      RatePlanFields.price(
        "cashOutPrice", isOptional: true,
        "Price that pays out what is left at the true-up; without it, credits stay."),
      Parameter(
        "offsetTaxes", .section(RatePlanTaxes.set), isOptional: true,
        "Taxes on offset energy in place of the tariff's."),
      Parameter(
        "offsetTaxesByComponent", .list(RatePlanTaxes.set), isOptional: true,
        "Taxes on offset energy of each component in their order, where they differ."),
    ])

  private static let priceTable = ParameterSet(
    name: "priceTable", "Prices of exported energy with periods of their own.",
    [
      Parameter(
        "periods", .section(RatePlanPeriods.set), isOptional: true, "When which price holds."),
      RatePlanFields.prices(
        "prices", isOptional: false, "Price of exported energy in each period, in their order."),
    ])

  static let set = ParameterSet(
    name: "exports", "How exported energy is treated.",
    [
      RatePlanFields.choice(
        "kind", ExportScheme.Kind.self, default: .netPurchaseAndSale,
        "What exported energy is worth."),
      RatePlanFields.choice(
        "window", Window.self, default: .interval,
        "Time within which imports and exports offset each other."),
      Parameter(
        "span", .quantity(.duration), minimum: 60, maximum: 86_400, isOptional: true,
        "Length of the window 'span', from midnight, such as '60 min'."),
      RatePlanFields.choice(
        "money", ExportScheme.MoneyRule.self, default: .paid,
        "What becomes of money credited beyond what the bill comes to."),
      RatePlanFields.choice(
        "moneyOffsets", MoneyOffset.self, default: .bill,
        "What credits in money may be taken off, unless they are paid out."),
      Parameter(
        "trueUpMonth", .integer, minimum: 1, maximum: 12, default: .integer(12),
        "Month whose bill closes the year (true-up)."),
      RatePlanFields.price(
        "selfConsumptionPremium", default: 0,
        "What each self-consumed kWh earns besides (feed-in premium)."),
      Parameter(
        "priceTable", .section(priceTable), isOptional: true,
        "Prices of exported energy with periods of their own, in place of the tiers'."),
      Parameter("credits", .section(credits), isOptional: true, "Credits in kWh."),
    ])

  static func read(
    _ values: ParameterValues, at path: String, components: [String], periodCount: Int
  ) throws(ParameterError) -> ExportScheme {
    var scheme = ExportScheme()
    scheme.kind = values.word("kind", or: .netPurchaseAndSale)
    let window = values.word("window", or: Window.interval)
    guard (window == .span) == values.has("span") else {
      throw ParameterError(
        values.has("span") ? "\(path).span" : "\(path).window",
        values.has("span") ? "needs 'window: span'" : "is 'span', so the key 'span' is needed")
    }
    switch window {
    case .interval: scheme.window = .interval
    case .cycle: scheme.window = .cycle
    case .cycleByPeriod: scheme.window = .cycleByPeriod
    case .span:
      let seconds = values.number("span")
      guard seconds.truncatingRemainder(dividingBy: 60) == 0,
        case let minutes = Int64(seconds / 60),
        1440 % minutes == 0
      else {
        throw ParameterError("\(path).span", "must be whole minutes that divide a day")
      }
      scheme.window = .minutes(Int(minutes))
    }
    scheme.money = values.word("money", or: .paid)
    scheme.moneyOffsets = values.word("moneyOffsets", or: .bill)
    scheme.trueUpMonth = Int(values.integer("trueUpMonth"))
    scheme.selfConsumptionPremium = values.unitPrice("selfConsumptionPremium")
    if values.has("priceTable") {
      let table = values.section("priceTable")
      let schedule =
        table.has("periods")
        ? try RatePlanPeriods.read(table.section("periods"), at: "\(path).priceTable.periods")
        : .always()
      let prices = table.unitPrices("prices")
      guard prices.count == schedule.names.count else {
        throw ParameterError(
          "\(path).priceTable.prices",
          "must have \(schedule.names.count) prices, one for each period, but has \(prices.count)")
      }
      scheme.priceTable = ExportPriceTable(schedule: schedule, prices: prices)
    }
    if values.has("credits") {
      scheme.credits = try readCredits(
        values.section("credits"), at: "\(path).credits", components: components,
        periodCount: periodCount)
    }
    return scheme
  }

  private static func readCredits(
    _ values: ParameterValues, at path: String, components: [String], periodCount: Int
  ) throws(ParameterError) -> CreditRules {
    var rules = CreditRules()
    if values.has("lifeCycles") { rules.lifeCycles = Int(values.integer("lifeCycles")) }
    rules.crossing = values.word("crossing", or: .oneForOne)
    if let name = values.optionalText("crossingComponent") {
      rules.crossingComponent = try self.component(
        name, of: components, at: "\(path).crossingComponent")
    }
    rules.periodTransfers = try transfers(
      values.texts("periodTransfers"), periodCount: periodCount, at: "\(path).periodTransfers")
    for (index, entry) in values.list("retained").enumerated() {
      let component = try self.component(
        entry.text("component"), of: components, at: "\(path).retained[\(index)].component")
      var share = RetainedShare(
        component: component, fromYear: Int(entry.integer("fromYear")),
        millionths: entry.roundedShare("share"))
      share.isTaxed = entry.boolean("taxed")
      rules.retained.append(share)
    }
    rules.minimumBilled = values.billed("minimumBilled")
    if values.has("cashOutPrice") { rules.cashOutPrice = values.unitPrice("cashOutPrice") }
    if values.has("offsetTaxes") {
      rules.offsetTaxes = try RatePlanTaxes.read(
        values.section("offsetTaxes"), at: "\(path).offsetTaxes")
    }
    for (index, entry) in values.list("offsetTaxesByComponent").enumerated() {
      rules.offsetTaxesByComponent.append(
        try RatePlanTaxes.read(entry, at: "\(path).offsetTaxesByComponent[\(index)]"))
    }
    guard [0, components.count].contains(rules.offsetTaxesByComponent.count) else {
      throw ParameterError(
        "\(path).offsetTaxesByComponent",
        "must have \(components.count) elements, one for each component")
    }
    return rules
  }

  private static func component(
    _ name: String, of components: [String], at path: String
  ) throws(ParameterError) -> Int {
    guard let index = components.firstIndex(of: name) else {
      throw ParameterError(
        path, "is '\(name)', but the components are \(PeriodWindows.listed(components))")
    }
    return index
  }

  private static func transfers(
    _ rows: [String], periodCount: Int, at path: String
  ) throws(ParameterError) -> [[Int?]] {
    guard rows.isEmpty || rows.count == 12 else {
      throw ParameterError(path, "must have 12 rows, one for each month, but has \(rows.count)")
    }
    var transfers: [[Int?]] = []
    for (index, row) in rows.enumerated() {
      guard let targets = PeriodRows.optionalPeriods(of: row), targets.count == periodCount,
        targets.allSatisfy({ $0 ?? 0 < periodCount })
      else {
        throw ParameterError(
          path,
          "must have a letter for each of the \(periodCount) periods in row \(index + 1), or '-'")
      }
      transfers.append(targets)
    }
    return transfers
  }

  /// The values from which a scheme is read; `nil` for the usual one.
  static func values(of scheme: ExportScheme, components: [String]) -> ParameterValues? {
    if scheme == ExportScheme() { return nil }
    var values: [String: ParameterValue] = [
      "kind": .text(scheme.kind.rawValue), "money": .text(scheme.money.rawValue),
      "moneyOffsets": .text(scheme.moneyOffsets.rawValue),
      "trueUpMonth": .integer(Int64(scheme.trueUpMonth)),
      "selfConsumptionPremium": .price(scheme.selfConsumptionPremium),
    ]
    switch scheme.window {
    case .interval: values["window"] = .text(Window.interval.rawValue)
    case .cycle: values["window"] = .text(Window.cycle.rawValue)
    case .cycleByPeriod: values["window"] = .text(Window.cycleByPeriod.rawValue)
    case .minutes(let minutes):
      values["window"] = .text(Window.span.rawValue)
      values["span"] = .number(Double(minutes) * 60)
    }
    if let table = scheme.priceTable {
      var inner: [String: ParameterValue] = ["prices": .prices(table.prices)]
      inner["periods"] = RatePlanPeriods.values(of: table.schedule).map { .section($0) }
      values["priceTable"] = .section(ParameterValues(inner))
    }
    if scheme.credits != CreditRules() {
      values["credits"] = .section(creditValues(scheme.credits, components: components))
    }
    return ParameterValues(values)
  }

  private static func creditValues(
    _ rules: CreditRules, components: [String]
  ) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "crossing": .text(rules.crossing.rawValue), "minimumBilled": .billed(rules.minimumBilled),
    ]
    values["crossingComponent"] = rules.crossingComponent.flatMap {
      components.indices.contains($0) ? .text(components[$0]) : nil
    }
    if !rules.periodTransfers.isEmpty {
      values["periodTransfers"] = .texts(
        rules.periodTransfers.map { PeriodRows.text(ofOptional: $0) })
    }
    values["lifeCycles"] = rules.lifeCycles.map { .integer(Int64($0)) }
    if !rules.retained.isEmpty {
      values["retained"] = .list(
        rules.retained.filter { components.indices.contains($0.component) }.map { share in
          ParameterValues([
            "component": .text(components[share.component]),
            "fromYear": .integer(Int64(share.fromYear)), "share": .share(share.millionths),
            "taxed": .boolean(share.isTaxed),
          ])
        })
    }
    values["cashOutPrice"] = rules.cashOutPrice.map { .price($0) }
    if !rules.offsetTaxesByComponent.isEmpty {
      values["offsetTaxesByComponent"] = .list(
        rules.offsetTaxesByComponent.map(RatePlanTaxes.values(of:)))
    }
    values["offsetTaxes"] = rules.offsetTaxes.map { .section(RatePlanTaxes.values(of: $0)) }
    return ParameterValues(values)
  }
}
