import Parameters
import Quantities

/// The components of a rate plan and its energy prices by period and tier, in files.
enum RatePlanEnergy {
  static let component = ParameterSet(
    name: "component", "A part of the price of imported energy, owed to one party.",
    [
      Parameter("name", .text, "Name of the component, such as 'TE' or 'energy'."),
      RatePlanFields.party(.retailer),
      RatePlanFields.taxed,
      Parameter(
        "localTradeShare", .fraction, minimum: 0, maximum: 1, default: .number(0),
        "Share of the price that is still due on energy traded locally."),
    ])

  static let components = Parameter(
    "components", .list(component),
    default: .list([ParameterValues(["name": .text("energy")])]),
    "Parts of the price of imported energy; the price is their sum.")

  private static let prices = [
    RatePlanFields.price(
      "price", isOptional: true, "Price of imported energy, where there is one component."),
    RatePlanFields.prices("prices", "Price of imported energy of each component, in their order."),
    RatePlanFields.price(
      "exportPrice", default: 0, "Price paid for exported energy (feed-in price)."),
    Parameter(
      "exportAtImportPrice", .boolean, default: .boolean(false),
      "Whether exported energy is paid at the price of imported energy."),
  ]

  static let tier = ParameterSet(
    name: "tier", "A block of energy with a price of its own.",
    [
      Parameter(
        "upTo", .quantity(.energy), minimum: 0, isOptional: true,
        "Upper end of the tier, cumulative from the first; none in the last tier.")
    ] + prices)

  static let period = ParameterSet(
    name: "energy", "The price of energy in one period: one price, or tiers.",
    [
      Parameter(
        "period", .text, isOptional: true, "Name of the period, where there are several."),
      Parameter(
        "tiers", .list(tier), isOptional: true,
        "Tiers, in place of one price for all energy; their ends rise."),
    ] + prices)

  static let energy = Parameter(
    "energy", .list(period), "Price of energy in each period.")

  static func readComponents(
    _ list: [ParameterValues]
  ) throws(ParameterError) -> [RateComponent] {
    guard !list.isEmpty else { throw ParameterError("components", "must have a component") }
    var components: [RateComponent] = []
    for (index, values) in list.enumerated() {
      var component = RateComponent(values.text("name"), party: values.party)
      guard !components.contains(where: { $0.name == component.name }) else {
        throw ParameterError(
          "components[\(index)].name", "is '\(component.name)', which another component has")
      }
      component.isTaxed = values.boolean("taxed")
      component.localTradeShare = values.number("localTradeShare")
      components.append(component)
    }
    return components
  }

  static func readEnergy(
    _ list: [ParameterValues], periods: [String], componentCount: Int
  ) throws(ParameterError) -> [[EnergyTier]] {
    try PeriodRates(parameter: "energy", periods: periods).read(list) {
      (values, path) throws(ParameterError) in
      let tiers = values.list("tiers")
      guard values.has("tiers") else {
        return [try tier(values, at: path, componentCount: componentCount)]
      }
      if let key = ["price", "prices"].first(where: values.has) {
        throw ParameterError("\(path).\(key)", "cannot stand beside 'tiers'")
      }
      let ofTiers = [
        ("exportPrice", values.unitPrice("exportPrice").nanos != 0),
        ("exportAtImportPrice", values.boolean("exportAtImportPrice")),
        ("upTo", values.has("upTo")),
      ]
      if let (key, _) = ofTiers.first(where: \.1) {
        throw ParameterError("\(path).\(key)", "must be written in each of the 'tiers'")
      }
      var read: [EnergyTier] = []
      for (index, values) in tiers.enumerated() {
        read.append(
          try tier(values, at: "\(path).tiers[\(index)]", componentCount: componentCount))
      }
      try PeriodRates.checkLimits(read.map(\.limit), at: "\(path).tiers")
      return read
    }
  }

  private static func tier(
    _ values: ParameterValues, at path: String, componentCount: Int
  ) throws(ParameterError) -> EnergyTier {
    guard values.has("price") != values.has("prices") else {
      throw ParameterError(
        path, values.has("price") ? "has both 'price' and 'prices'" : "needs a 'price'")
    }
    let prices = values.has("price") ? [values.unitPrice("price")] : values.unitPrices("prices")
    guard prices.count == componentCount else {
      throw ParameterError(
        "\(path).\(values.has("price") ? "price" : "prices")",
        "must be \(componentCount) prices, one for each component, but there "
          + (prices.count == 1 ? "is 1" : "are \(prices.count)"))
    }
    let export = values.unitPrice("exportPrice")
    let isAtImportPrice = values.boolean("exportAtImportPrice")
    guard !isAtImportPrice || export.nanos == 0 else {
      throw ParameterError(
        "\(path).exportPrice", "cannot stand beside 'exportAtImportPrice: true'")
    }
    return EnergyTier(
      limit: values.has("upTo") ? values.billed("upTo") : nil, prices: prices,
      exportPrice: isAtImportPrice ? nil : export)
  }

  static func values(of component: RateComponent) -> ParameterValues {
    ParameterValues([
      "name": .text(component.name), "party": .party(component.party),
      "taxed": .boolean(component.isTaxed),
      "localTradeShare": .number(component.localTradeShare),
    ])
  }

  static func values(of tiers: [EnergyTier], period: String?) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    if tiers.count == 1, tiers[0].limit == nil {
      values = Self.values(of: tiers[0])
    } else {
      values["tiers"] = .list(tiers.map { ParameterValues(Self.values(of: $0)) })
    }
    if let period { values["period"] = .text(period) }
    return ParameterValues(values)
  }

  private static func values(of tier: EnergyTier) -> [String: ParameterValue] {
    var values: [String: ParameterValue] = [:]
    if tier.prices.count == 1 {
      values["price"] = .price(tier.prices[0])
    } else {
      values["prices"] = .prices(tier.prices)
    }
    if let limit = tier.limit { values["upTo"] = .billed(limit) }
    if let export = tier.exportPrice {
      values["exportPrice"] = .price(export)
    } else {
      values["exportAtImportPrice"] = .boolean(true)
    }
    return values
  }
}

/// Reads what a list says of each period: one entry for each, in any order.
struct PeriodRates {
  let parameter: String
  let periods: [String]

  func read<Rates>(
    _ list: [ParameterValues],
    _ rates: (ParameterValues, _ path: String) throws(ParameterError) -> Rates
  ) throws(ParameterError) -> [Rates] {
    var found: [Rates?] = periods.map { _ in nil }
    for (index, values) in list.enumerated() {
      let path = "\(parameter)[\(index)]"
      let name = values.optionalText("period")
      guard let name = name ?? (periods.count == 1 ? periods[0] : nil) else {
        throw ParameterError(
          path, "needs the key 'period': \(PeriodWindows.listed(periods))")
      }
      guard let place = periods.firstIndex(of: name) else {
        throw ParameterError(
          "\(path).period", "is '\(name)', but the periods are \(PeriodWindows.listed(periods))")
      }
      guard found[place] == nil else {
        throw ParameterError(
          "\(path).period", "is '\(name)', which stands in the list already")
      }
      found[place] = try rates(values, path)
    }
    if let missing = found.firstIndex(where: { $0 == nil }) {
      throw ParameterError(parameter, "says nothing of the period '\(periods[missing])'")
    }
    return found.compactMap { $0 }
  }

  /// Checks that tiers rise and only the last is open.
  static func checkLimits(
    _ limits: [BilledQuantity?], at path: String
  ) throws(ParameterError) {
    guard !limits.isEmpty else { throw ParameterError(path, "must have a tier") }
    for index in limits.indices {
      let isLast = index == limits.count - 1
      guard let limit = limits[index] else {
        if isLast { continue }
        throw ParameterError(
          "\(path)[\(index)]", "needs the key 'upTo': only the last tier is open")
      }
      guard !isLast else {
        throw ParameterError("\(path)[\(index)].upTo", "cannot stand in the last tier")
      }
      guard index == 0 || limit > limits[index - 1] ?? 0 else {
        throw ParameterError(
          "\(path)[\(index)].upTo", "must rise from tier to tier, but is out of order")
      }
    }
  }
}
