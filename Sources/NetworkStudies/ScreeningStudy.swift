import PowerFlow

/// The study of a balanced network by linear equations: quick, without losses in the voltages, and
/// without a certificate.
final class ScreeningStudy: SolvedNetwork {
  private let network: Network
  private var solver: LinearDistFlow
  private var active: [Double]
  private var reactive: [Double]

  init(_ network: Network) throws(NetworkError) {
    self.network = network
    solver = try LinearDistFlow(network)
    active = network.buses.map { _ in 0 }
    reactive = active
  }

  func solve() -> SolutionReport {
    var row = SeriesRow(SeriesAxes(.balanced(network)))
    let elements = NetworkModel.balanced(network).injectionElements
    solve(elements.map(\.activePowerWatts), elements.map(\.reactivePowerVar), into: &row)
    return SolutionReport(
      facts: [
        ReportFact("converged", .flag(true)),
        ReportFact("solver", .text(PowerFlowMethod.linear.rawValue)),
        ReportFact("total_loss_kw", .number(row.totalLossWatts / 1000), units: "kW"),
        ReportFact("source_p_kw", .number(row.sourceActivePowerWatts / 1000), units: "kW"),
        ReportFact("source_q_kvar", .number(row.sourceReactivePowerVar / 1000), units: "kvar"),
        ReportFact("v_min_pu", .number(row.voltages.min() ?? .nan), units: "1"),
        ReportFact("v_max_pu", .number(row.voltages.max() ?? .nan), units: "1"),
      ],
      tables: [
        ReportTable(
          "buses", keys: [ReportColumn("id", network.buses.map { .text($0.name) })],
          columns: [ReportColumn("vm_pu", row.voltages, units: "1")])
      ])
  }

  func solve(_ activePowers: [Double], _ reactivePowers: [Double], into row: inout SeriesRow) {
    for bus in active.indices { (active[bus], reactive[bus]) = (0, 0) }
    for (index, load) in network.loads.enumerated() {
      active[load.bus] -= activePowers[index]
      reactive[load.bus] -= reactivePowers[index]
    }
    for (index, generator) in network.generators.enumerated() {
      active[generator.bus] += activePowers[network.loads.count + index]
      reactive[generator.bus] += reactivePowers[network.loads.count + index]
    }
    solveLinear(&solver, active, reactive)
    row.converged = true
    row.iterations = 1
    row.mismatchVoltAmperes = .nan
    for bus in row.voltages.indices {
      row.voltages[bus] = solver.voltageMagnitudePerUnit(ofBus: bus)
    }
    row.totalLossWatts = solver.totalLossWatts
    let source = solver.arrivingPower(atBus: network.sources.first?.bus ?? 0)
    row.sourceActivePowerWatts = source.activePowerWatts
    row.sourceReactivePowerVar = source.reactivePowerVar
  }
}

/// Solves; a function of its own, as a span of one property would lock all of the object.
private func solveLinear(_ solver: inout LinearDistFlow, _ active: [Double], _ reactive: [Double]) {
  solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
}
