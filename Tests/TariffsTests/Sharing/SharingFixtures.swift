import Foundation
import Parameters
import Quantities
import Tariffs

/// What the tests of sharing have in common.
enum SharingFixtures {
  /// A grid from 2024-06-03 (a Monday) unless another instant is given.
  static func grid(
    _ count: Int, minutes: Int64 = 60, from text: String = "2024-06-03T00:00"
  ) throws -> BillingGrid {
    let start = CivilTime(parsing: text).map { CivilTimeZone.utc.firstInstant(notBefore: $0) }
    return try BillingGrid(
      start: start ?? Instant(seconds: 0), intervalNanoseconds: minutes * 60_000_000_000,
      count: count)
  }

  /// A meter in whole kilowatt-hours.
  static func meter(_ imported: [Int64], _ exported: [Int64]) -> MeterSeries {
    MeterSeries(
      imported: imported.map { $0 * 1_000_000 }, exported: exported.map { $0 * 1_000_000 })
  }

  /// A flat tariff of energy 0.20, network 0.10 and taxes 0.05 with export at 0.08.
  static func plan(_ name: String = "flat", netMetering: Bool = false) -> RatePlan {
    var network = RateComponent("network", party: .distributionCompany)
    network.localTradeShare = 0.5
    var plan = RatePlan(
      name: name, currency: "EUR",
      components: [
        RateComponent("energy", party: .retailer), network,
        RateComponent("levy", party: .government),
      ],
      energy: [
        [
          EnergyTier(
            prices: [price(0.2), price(0.1), price(0.05)],
            exportPrice: netMetering ? price(0) : price(0.08))
        ]
      ])
    if netMetering { plan.exports.kind = .netMetering }
    return plan
  }

  static func price(_ units: Double) -> UnitPrice { UnitPrice(rounding: units) }

  /// Values with the defaults of a description filled in.
  static func values(
    _ set: ParameterSet, _ given: [String: ParameterValue]
  ) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    for parameter in set.parameters {
      switch (given[parameter.name], parameter.kind) {
      case (.list(let entries)?, .list(let inner)):
        values[parameter.name] = .list(entries.map { Self.values(inner, $0.values) })
      case (let value?, _): values[parameter.name] = value
      case (nil, _): values[parameter.name] = parameter.defaultValue
      }
    }
    return ParameterValues(values)
  }

  static func rule<Rule: SharingRule>(
    _ type: Rule.Type, _ given: [String: ParameterValue]
  ) throws -> Rule {
    try Rule(values(Rule.parameterSet, given))
  }

  /// Members with shares.
  static func members(_ shares: [(String, Double?)]) -> ParameterValue {
    .list(
      shares.map { name, share in
        var values: [String: ParameterValue] = ["name": .text(name)]
        if let share { values["share"] = .number(share) }
        return ParameterValues(values)
      })
  }

  /// A worked example.
  static func vector(_ name: String) throws -> [String: Any] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/\(name).json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return object as? [String: Any] ?? [:]
  }

  /// Bills a community whose members all have one tariff.
  static func bills(
    _ names: [String], _ meters: [MeterSeries], _ plan: RatePlan, on grid: BillingGrid,
    sharing: [any SharingRule]
  ) throws -> (bills: CommunityBills, states: [BillingState]) {
    let billing = try CommunityBilling(
      plans: [plan], planOfMember: names.map { _ in 0 }, memberNames: names, on: grid,
      sharing: sharing)
    var states = names.map { _ in BillingState() }
    let bills = try billing.billing(of: meters, states: &states)
    return (bills, states)
  }
}
