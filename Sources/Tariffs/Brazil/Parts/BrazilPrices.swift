import JSONReading
import Parameters
import Quantities
import Spelling

/// The parts of the energy price of a Brazilian tariff.
struct BrazilPrices {
  /// One part, with its price in each period.
  struct Part: Hashable {
    var component: RateComponent
    var prices: [UnitPrice]
    /// The share that stays due in years that the law leaves open; `nil`: the tariff's.
    var openShare: Int64?

    init(_ name: String, prices: [UnitPrice], party: TariffParty? = nil) {
      component = RateComponent(
        name, party: party ?? (BrazilRules.isEnergy(name) ? .retailer : .distributionCompany))
      self.prices = prices
    }
  }

  let parts: [Part]

  /// Reads the prices, however they are given, for the periods of a schedule.
  init(
    _ values: ParameterValues, periods: [String], modality: String, rules: BrazilRules
  ) throws(ParameterError) {
    if values.has("components") {
      parts = try Self.parts(values.list("components"), periods: periods)
    } else if values.has("prices") {
      parts = try Self.parts(rows: values.list("prices"), periods: periods)
    } else if values.has("priceSet") {
      parts = try Self.parts(
        of: values.text("priceSet"), periods: periods, modality: modality, rules: rules)
    } else {
      guard periods.count == 1 else {
        throw ParameterError("prices", "must be given, because the prices depend on the hour")
      }
      guard values.has("te"), values.has("tusd") else {
        throw ParameterError(values.has("te") ? "tusd" : "te", "must be given beside the other")
      }
      parts = try Self.parts([values], in: "tusd")
    }
  }

  // MARK: Shorthand

  private static let partNames = [
    ("tusdFioB", BrazilRules.fioB), ("tusdTransmission", "TUSD_transmission"),
    ("tusdPeDTFSEE", "TUSD_PeD_TFSEE"),
  ]

  /// The parts of rows with `te`, `tusd` and parts of the latter; what is left of it stands by
  /// itself.
  private static func parts(
    _ rows: [ParameterValues], in parameter: String
  ) throws(ParameterError) -> [Part] {
    var rest = rows.map { $0.price("tusd") ?? .zero }
    var parts = [Part("TE", prices: rows.map { $0.price("te") ?? .zero })]
    for (key, name) in partNames {
      let given = rows.count { $0.has(key) }
      guard given > 0 else { continue }
      guard given == rows.count else {
        throw ParameterError(parameter, "must hold '\(key)' in all periods or in none")
      }
      let prices = rows.map { $0.price(key) ?? .zero }
      // Prices are bounded by their parameters, far within 64 bits.
      for index in rest.indices { rest[index].nanos &-= prices[index].nanos }
      parts.append(Part(name, prices: prices))
    }
    parts.append(Part(parts.count > 1 ? "TUSD_other" : "TUSD", prices: rest))
    return parts
  }

  private static func parts(
    rows: [ParameterValues], periods: [String]
  ) throws(ParameterError) -> [Part] {
    var ordered: [ParameterValues] = []
    for period in periods {
      let found = rows.filter { $0.text("period") == period }
      guard let row = found.first else {
        throw ParameterError("prices", "has no row of the period '\(period)'")
      }
      guard found.count == 1 else {
        throw ParameterError("prices", "has two rows of the period '\(period)'")
      }
      ordered.append(row)
    }
    for row in rows { try check(row.text("period"), periods, in: "prices") }
    return try parts(ordered, in: "prices")
  }

  // MARK: Components

  private static func parts(
    _ components: [ParameterValues], periods: [String]
  ) throws(ParameterError) -> [Part] {
    var parts: [Part] = []
    for values in components {
      let name = values.text("name")
      guard !parts.contains(where: { $0.component.name == name }) else {
        throw ParameterError("components", "holds '\(name)' twice")
      }
      var prices: [UnitPrice?] = periods.map { _ in values.price("price") }
      for row in values.list("prices") {
        let period = row.text("period")
        try check(period, periods, in: "components")
        if let index = periods.firstIndex(of: period) { prices[index] = row.price("price") }
      }
      for (price, period) in zip(prices, periods) where price == nil {
        throw ParameterError("components", "has no price of '\(name)' in the period '\(period)'")
      }
      var part = Part(
        name, prices: prices.compactMap(\.self),
        party: values.has("party") ? TariffParty(rawValue: values.text("party")) : nil)
      part.component.isTaxed = values.boolean("isTaxed")
      part.openShare = values.optionalMillionths("postTransitionShare")
      parts.append(part)
    }
    guard !parts.isEmpty else { throw ParameterError("components", "must hold a component") }
    return parts
  }

  private static func check(
    _ period: String, _ periods: [String], in parameter: String
  ) throws(ParameterError) {
    guard !periods.contains(period) else { return }
    let known = periods.map { "'\($0)'" }.joined(separator: ", ")
    throw ParameterError(
      parameter, "has a price for the period '\(period)', but the periods are \(known)")
  }

  // MARK: Published prices

  private static func parts(
    of name: String, periods: [String], modality: String, rules: BrazilRules
  ) throws(ParameterError) -> [Part] {
    guard let set = rules.prices.last(where: { $0.name == name && $0.modality == modality }) else {
      var names: [String] = []
      for set in rules.prices where set.modality == modality && !names.contains(set.name) {
        names.append(set.name)
      }
      throw ParameterError(
        "priceSet",
        "names '\(name)', which is no published set of \(modality) prices. "
          + clause(advice(for: name, among: names)))
    }
    var names: [String] = []
    for row in set.rows where !names.contains(row.component) { names.append(row.component) }
    var parts: [Part] = []
    for name in names {
      var prices: [UnitPrice] = []
      for period in periods {
        guard let row = set.rows.last(where: { $0.component == name && $0.period == period })
        else {
          throw ParameterError(
            "priceSet", "names '\(set.name)', which has no price of the period '\(period)'")
        }
        prices.append(row.price)
      }
      parts.append(Part(name, prices: prices))
    }
    return splitting(parts)
  }

  /// The parts with that of the whole use of the network made what its other parts leave of it.
  private static func splitting(_ parts: [Part]) -> [Part] {
    guard let whole = parts.firstIndex(where: { $0.component.name == "TUSD" }) else { return parts }
    let isPart = { (name: String) in name.hasPrefix("TUSD_") }
    guard parts.contains(where: { isPart($0.component.name) }) else { return parts }
    var rest = parts[whole].prices
    for part in parts where isPart(part.component.name) {
      for index in rest.indices { rest[index].nanos &-= part.prices[index].nanos }
    }
    return parts.filter { $0.component.name != "TUSD" } + [Part("TUSD_other", prices: rest)]
  }
}
