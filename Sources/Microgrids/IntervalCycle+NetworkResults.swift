import PowerFlow
import ResultFiles
import Scenarios

extension IntervalCycle {
  /// What is known of each bus, conductor and branch at the end of a run.
  func networkIndicatorsByAxis() -> [ResultGroup] {
    guard let feeder else { return [] }
    let total = feeder.total
    let axis = if case .balanced = feeder.settings.network { "bus" } else { "node" }
    var groups = [
      ResultGroup(
        path: "indicators/by_\(axis)", rows: .axis(axis),
        columns: [
          Column(
            "minimum_voltage", .float64(total.minimumVoltage.map { $0.isFinite ? $0 : .nan }),
            units: "1", longName: "Lowest voltage, per unit"),
          Column(
            "maximum_voltage", .float64(total.maximumVoltage.map { $0.isFinite ? $0 : .nan }),
            units: "1", longName: "Highest voltage, per unit"),
          Column(
            "mean_voltage", .float64(total.voltageHours.map { $0 / total.solvedHours }),
            units: "1", longName: "Mean voltage over time, per unit"),
          Column(
            "violation_time", .float64(total.violationHours), units: "h",
            longName: "Time outside the voltage band"),
        ] + (feeder.quality?.columns ?? [])),
      ResultGroup(
        path: "indicators/by_branch", rows: .axis("branch"),
        columns: [
          Column(
            "maximum_loading", .float64(total.maximumLoading), units: "1",
            longName: "Highest loading, as a share of the rating"),
          Column(
            "loss", .float64(total.branchLossWattHours.map { $0 / 1000 }), units: "kWh",
            longName: "Energy lost in the branch"),
          Column(
            "reverse_time", .float64(total.reverseHours), units: "h",
            longName: "Time in which power left the branch at its beginning"),
          Column(
            "reverse_energy", .float64(total.reverseWattHours.map { $0 / 1000 }), units: "kWh",
            longName: "Energy that left the branch at its beginning"),
        ]),
    ]
    if !total.maximumUnbalance.isEmpty {
      groups.append(
        ResultGroup(
          path: "indicators/by_bus", rows: .axis("bus"),
          columns: [
            Column(
              "maximum_unbalance", .float64(total.maximumUnbalance), units: "1",
              longName: "Largest negative over positive sequence of the voltages")
          ]))
    }
    return groups
  }
}
