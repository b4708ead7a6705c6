import PowerFlow
import ResultFiles
import Scenarios

extension ResultLayout {
  static let checksPath = "network/constraints/checks"
  static let cutsPath = "network/constraints/cuts"
  static let tradeCutsPath = "network/constraints/trade_cuts"

  static let constraintSignals = [
    Signal(
      name: "member_curtailed", axis: "member", type: .float64, units: "kWh",
      longName: "Energy that the member's plant did not generate because of its export limit",
      cellMethods: "time: sum")
  ]

  /// What the check goes by.
  static func constraintAttributes(_ network: NetworkSettings) -> [GroupAttributes] {
    guard network.isChecked, let constraints = network.constraints else { return [] }
    return [
      GroupAttributes(
        path: "network/constraints",
        attributes: [
          NamedAttribute("policy", .text(constraints.policy.rawValue)),
          NamedAttribute("minimum_voltage", .number(constraints.minimumVoltage)),
          NamedAttribute("maximum_voltage", .number(constraints.maximumVoltage)),
          NamedAttribute("maximum_loading", .number(constraints.maximumLoading)),
          NamedAttribute("maximum_rounds", .integer(Int64(constraints.maximumRounds))),
          NamedAttribute("fee_step", .number(Double(constraints.feeStepMicros) / 1e6)),
          NamedAttribute(
            "enforcement",
            .text(
              "a cut member's export or import is limited in the delivery interval: its battery "
                + "gives way first, then its generation; load is not switched off")),
        ])
    ]
  }

  static func constraintTables(_ network: NetworkSettings, currency: String) -> [Table] {
    guard network.isChecked else { return [] }
    let axis = if case .balanced = network.network { "bus" } else { "node" }
    return [checks(axis, currency), cuts(axis), tradeCuts(currency)]
  }

  private static var limitKinds: Flags {
    Flags(
      values: [-1] + NetworkLimit.Kind.allCases.map { Int8(truncatingIfNeeded: $0.rawValue) },
      meanings: ["none"] + NetworkLimit.Kind.allCases.map(\.word))
  }

  private static func checks(_ axis: String, _ currency: String) -> Table {
    Table(
      path: checksPath, rowDimension: "check", longName: "Number of the check",
      columns: [
        .time(name: "delivery_start", longName: "When the delivery interval begins"),
        TableColumn(
          name: "is_solved", type: .int8,
          longName: "Whether the power flow of the forecast converged", flags: Flags(["no", "yes"])),
        TableColumn(
          name: "violations", type: .int32,
          longName: "Number of limits that the forecast was beyond"),
        TableColumn(
          name: "violations_left", type: .int32,
          longName: "Number of limits that it still is beyond after all physical cuts"),
        TableColumn(
          name: "worst_limit", type: .int8,
          longName: "Limit that the forecast was farthest beyond or nearest to", flags: limitKinds),
        TableColumn(
          name: "worst_place", type: .int32, longName: "Where that voltage is; -1 for a branch",
          indexOf: axis),
        TableColumn(
          name: "worst_branch", type: .int32, longName: "Branch of that limit; -1 for a voltage",
          indexOf: "branch"),
        TableColumn(
          name: "worst_excess", type: .float64, units: "1",
          longName: "How far beyond it the forecast was, per unit of voltage or as a share of the "
            + "rating; negative within it"),
        TableColumn(name: "rounds", type: .int32, longName: "Number of rounds of cuts"),
        TableColumn(
          name: "has_converged", type: .int8,
          longName: "Whether the rounds ended by themselves", flags: Flags(["no", "yes"])),
        TableColumn(
          name: "fee", type: .float64, units: "\(currency)/kWh",
          longName: "Highest fee of an area of the feeder"),
      ])
  }

  private static func cuts(_ axis: String) -> Table {
    Table(
      path: cutsPath, rowDimension: "cut", longName: "Number of the cut",
      columns: [
        TableColumn(name: "check", type: .int64, longName: "Check that made the cut"),
        .time(name: "delivery_start", longName: "When the delivery interval begins"),
        TableColumn(
          name: "member", type: .int32, longName: "Member that gives way", indexOf: "member"),
        TableColumn(
          name: "direction", type: .int8, longName: "What is cut",
          flags: Flags(["export", "import"])),
        TableColumn(
          name: "energy_before", type: .float64, units: "kWh",
          longName: "Energy that the member was expected to exchange before the cut"),
        TableColumn(
          name: "limit", type: .float64, units: "kW",
          longName: "Power that the member may inject or draw after the cut"),
        TableColumn(
          name: "energy_cut", type: .float64, units: "kWh", longName: "Energy that was cut"),
        TableColumn(
          name: "reason", type: .int8, longName: "Limit of the network for whose sake it was cut",
          flags: limitKinds),
        TableColumn(
          name: "place", type: .int32, longName: "Where that voltage is; -1 for a branch",
          indexOf: axis),
        TableColumn(
          name: "branch", type: .int32, longName: "Branch of that limit; -1 for a voltage",
          indexOf: "branch"),
        TableColumn(
          name: "cut_round", type: .int32,
          longName: "Round of the check; 0 for what the market itself left out"),
        TableColumn(
          name: "is_financial_only", type: .int8,
          longName: "Whether nothing physical follows, because load can't be switched off",
          flags: Flags(["no", "yes"])),
      ])
  }

  private static func tradeCuts(_ currency: String) -> Table {
    Table(
      path: tradeCutsPath, rowDimension: "trade_cut", longName: "Number of the cut of a trade",
      columns: [
        .time(name: "delivery_start", longName: "When the delivery interval begins"),
        TableColumn(
          name: "buyer", type: .int32, longName: "Member that does not buy", indexOf: "member"),
        TableColumn(
          name: "seller", type: .int32, longName: "Member that does not sell", indexOf: "member"),
        TableColumn(
          name: "energy", type: .float64, units: "kWh", longName: "Energy taken off the trade"),
        TableColumn(
          name: "price", type: .float64, units: "\(currency)/kWh",
          longName: "What the buyer would have paid for it"),
      ])
  }
}

extension NetworkSettings {
  /// Whether the network is checked before delivery.
  var isChecked: Bool { constraints.map { $0.policy != .none } == true }
}
