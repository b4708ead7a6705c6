import PowerFlow

extension PowerFlowStudy {
  /// The voltages of each bus in a report, per unit: one, or one for each phase.
  public func voltagesByBus(_ report: SolutionReport) -> [[Double]] {
    guard
      let table = report.tables.first(where: { $0.name == axes.tableName }),
      let column = table.column("vm_pu")
    else { return [] }
    let values = column.cells.map { cell in
      if case .number(let value) = cell { value } else { Double.nan }
    }
    switch network {
    case .balanced: return values.map { [$0] }
    case .multiphase(let network):
      var next = 0
      return network.buses.map { bus in
        let conductors = bus.conductors
        defer { next += conductors.count }
        return conductors.indices.filter { conductors[$0] <= 3 && next + $0 < values.count }
          .map { values[next + $0] }
      }
    }
  }

  /// How far the loads can grow before the voltages collapse; `nil` where that is not known.
  public func marginFacts() -> [ReportFact]? {
    guard case .balanced(let network) = network, let solver = try? PowerFlowSolver(network),
      let margin = solver.loadabilityMargin()
    else { return nil }
    return [
      ReportFact("loadability_factor", .number(margin.factor), units: "1"),
      ReportFact(
        "loadability_critical_bus", .text(network.buses[margin.criticalBus].name)),
      ReportFact(
        "loadability_critical_voltage_pu", .number(margin.criticalVoltagePerUnit), units: "1"),
    ]
  }
}
