import Parameters
import Quantities

/// The lines of a Brazilian bill besides energy: tariff flags and levies.
enum BrazilLines {
  /// The adder of the tariff flags; `nil` when none is given.
  ///
  /// It is due on what is billed, not on what credits offset (Lei 14.300/2022 art. 19).
  static func flags(
    _ values: ParameterValues, _ rules: BrazilRules
  ) throws(ParameterError) -> EnergyAdder? {
    var months: [MonthlyPrice] = []
    for entry in values.list("flags") {
      let month = try BillingMonth(parsing: entry.text("month"), in: "flags")
      guard !months.contains(where: { $0.year == month.year && $0.month == month.month }) else {
        throw ParameterError("flags", "names two flags of \(month)")
      }
      let flag = try inParameter("flags") { () throws(BrazilRulesError) in
        try rules.flag(named: entry.text("flag"), year: month.year, month: month.month)
      }
      months.append(
        MonthlyPrice(year: month.year, month: month.month, name: flag.name, price: flag.price))
    }
    guard !months.isEmpty else { return nil }
    var adder = EnergyAdder("tariff flag", party: .retailer, times: .months(months))
    adder.basis = .billed
    return adder
  }

  /// The levies: street lighting and extra lines.
  static func levies(_ values: ParameterValues) throws(ParameterError) -> [Levy] {
    var levies: [Levy] = []
    if values.has("streetLighting") {
      guard !values.has("streetLightingTable") else {
        throw ParameterError("streetLightingTable", "and 'streetLighting' can't both be given")
      }
      levies.append(
        Levy(
          streetLighting, bands: [LevyBand(amount: Money(units: values.number("streetLighting")))]))
    }
    if values.has("streetLightingTable") {
      levies.append(
        Levy(streetLighting, bands: try bands(values.list("streetLightingTable"))))
    }
    for line in values.list("extraLines") {
      let month =
        line.has("month")
        ? try BillingMonth(parsing: line.text("month"), in: "extraLines") : nil
      levies.append(
        Levy(
          line.text("name"), party: TariffParty(rawValue: line.text("party")) ?? .retailer,
          bands: [LevyBand(amount: Money(units: line.number("amount")))], month: month))
    }
    return levies
  }

  private static let streetLighting = "street lighting"

  private static func bands(_ rows: [ParameterValues]) throws(ParameterError) -> [LevyBand] {
    var bands: [LevyBand] = []
    for (index, row) in rows.enumerated() {
      // The base unit of energies is the watt-hour.
      let limit = row.optionalNumber("upTo").map { Int64(($0 * 1000).rounded(.toNearestOrEven)) }
      guard (limit == nil) == (index == rows.count - 1) else {
        throw ParameterError(
          "streetLightingTable", "must end with its only band without 'upTo'")
      }
      if let limit, let last = bands.last?.limit, limit <= last {
        throw ParameterError("streetLightingTable", "must be in order of consumption")
      }
      bands.append(LevyBand(limit: limit, amount: Money(units: row.number("amount"))))
    }
    guard !bands.isEmpty else { throw ParameterError("streetLightingTable", "must hold a band") }
    return bands
  }
}
