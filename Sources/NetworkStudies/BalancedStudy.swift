import PowerFlow

/// The study of a balanced network.
final class BalancedStudy: SolvedNetwork {
  private let options: PowerFlowOptions
  private var network: Network
  private var solver: PowerFlowSolver
  private var injections: BalancedInjections
  /// Whether taps or inverters have to come to rest.
  private let isControlled: Bool

  init(_ network: Network, _ options: PowerFlowOptions) throws(NetworkError) {
    var network = network
    if options.controls == .frozen {
      for index in network.transformers.indices {
        network.transformers[index].tapChanger?.control = nil
      }
    }
    self.network = network
    self.options = options
    isControlled = network.isControlled
    solver = try PowerFlowSolver(
      network, method: options.method, tolerancePerUnit: options.tolerancePerUnit,
      maximumIterations: options.maximumIterations, islands: options.islands)
    injections = BalancedInjections(network)
  }

  func solve() -> SolutionReport {
    guard isControlled, let (controlled, outcome) = settle(network) else {
      _ = solver.solveNominally()
      return solver.solution().report
    }
    var settled = controlled.solver
    var report = settled.solution().report
    report.facts += outcome.facts
    report.tables += outcome.tables
    return report
  }

  func solve(_ active: [Double], _ reactive: [Double], into row: inout SeriesRow) {
    let outcome: PowerFlowOutcome
    if isControlled {
      for index in network.loads.indices {
        network.loads[index].activePowerWatts = active[index]
        network.loads[index].reactivePowerVar = reactive[index]
      }
      for index in network.generators.indices {
        network.generators[index].activePowerWatts = active[network.loads.count + index]
        network.generators[index].reactivePowerVar = reactive[network.loads.count + index]
      }
      guard let (controlled, settled) = settle(network) else { return }
      solver = controlled.solver
      network = controlled.network
      outcome = settled.powerFlow
    } else {
      outcome = injections.solve(active, reactive, with: &solver)
    }
    solver.computeBranchFlows()
    row.converged = outcome.converged
    row.iterations = outcome.iterations
    row.mismatchVoltAmperes = outcome.mismatchVoltAmperes
    row.worstBus = outcome.worstBus
    copyMagnitudes(of: solver, into: &row.voltages)
    let flows = solver.branchFlows
    for branch in row.losses.indices {
      row.losses[branch] = flows.lossWatts[branch]
      row.loadings[branch] = flows.loading[branch]
    }
    row.totalLossWatts = solver.totalLossWatts
    row.sourceActivePowerWatts = solver.sourceActivePowerWatts
    row.sourceReactivePowerVar = solver.sourceReactivePowerVar
  }

  /// Lets the controls come to rest; `nil` if the network cannot be solved any more.
  private func settle(
    _ network: Network
  ) -> (BalancedControlledPowerFlow, BalancedControlOutcome)? {
    guard
      var controlled = try? BalancedControlledPowerFlow(
        network, method: options.method, tolerancePerUnit: options.tolerancePerUnit,
        islands: options.islands)
    else { return nil }
    let outcome = controlled.solve()
    return (controlled, outcome)
  }
}

extension Network {
  /// Whether anything moves with the voltages: taps, or generators with a curve.
  fileprivate var isControlled: Bool {
    transformers.contains { $0.tapChanger?.control != nil }
      || generators.contains { generator in
        switch generator.control {
        case .voltVar, .voltWatt, .voltVarWatt: true
        case .constantPower, .voltage, .powerFactor: false
        }
      }
  }
}

extension BalancedControlOutcome {
  /// What is said of the controls.
  fileprivate var facts: [ReportFact] {
    [
      ReportFact("controls_settled", .flag(isSettled)),
      ReportFact("control_rounds", .integer(powerFlowCount)),
      ReportFact("control_steps", .integer(tapChangeCount)),
      ReportFact("hunting", .texts(hunting.map(\.description))),
    ]
  }

  /// Where taps and inverters are.
  fileprivate var tables: [ReportTable] {
    [
      ReportTable(
        "taps", keys: [ReportColumn("id", taps.map { .text($0.transformer) })],
        columns: [
          ReportColumn("tap_position", taps.map { .integer($0.position) }),
          ReportColumn("vm_pu", taps.map(\.voltagePerUnit), units: "1"),
          ReportColumn("in_band", taps.map { .flag($0.isInBand) }),
        ]),
      ReportTable(
        "inverters", keys: [ReportColumn("id", generators.map { .text($0.name) })],
        columns: [
          ReportColumn("p_kw", generators.map { $0.activePowerWatts / 1000 }, units: "kW"),
          ReportColumn("q_kvar", generators.map { $0.reactivePowerVar / 1000 }, units: "kvar"),
          ReportColumn(
            "curtailed_kw", generators.map { $0.curtailedWatts / 1000 }, units: "kW"),
        ]),
    ].filter { $0.rowCount > 0 }
  }
}

/// Copies voltages; a function of its own, as a span of one property would lock all of `self`.
private func copyMagnitudes(of solver: PowerFlowSolver, into voltages: inout [Double]) {
  var span = voltages.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
}
