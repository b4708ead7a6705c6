import PowerFlow

/// The study of a network whose phases differ.
final class MultiphaseStudy: SolvedNetwork {
  private let options: PowerFlowOptions
  private var solver: MultiphasePowerFlowSolver
  private var totals: MultiphaseTotals

  init(_ network: MultiphaseNetwork, _ options: PowerFlowOptions) throws(NetworkError) {
    self.options = options
    totals = MultiphaseTotals(network)
    solver = try MultiphasePowerFlowSolver(
      network, method: options.method, tolerancePerUnit: options.tolerancePerUnit,
      maximumIterations: options.maximumIterations ?? 100)
  }

  func solve() -> SolutionReport {
    var controls: ControlOutcome?
    if options.controls != .frozen, !solver.controls.isEmpty {
      controls = solver.settleControls()
    } else {
      _ = solver.solve()
    }
    var report = solver.solution.report(of: solver.network)
    if let controls { report.facts += controls.facts }
    return report
  }

  func solve(_ active: [Double], _ reactive: [Double], into row: inout SeriesRow) {
    let outcome =
      options.controls != .frozen && !solver.controls.isEmpty
      ? solver.settleControls(activePowerWatts: active.span, reactivePowerVar: reactive.span)
        .powerFlow
      : solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    row.converged = outcome.converged
    row.iterations = outcome.iterations
    row.mismatchVoltAmperes = outcome.mismatchVoltAmperes
    row.worstBus = outcome.worstBus
    for node in row.voltages.indices {
      row.voltages[node] = solver.voltageMagnitudePerUnit(ofNode: node)
    }
    solver.copyTotals(into: &totals)
    for branch in row.losses.indices {
      row.losses[branch] = totals.branchLossesWatts[branch]
      row.loadings[branch] = totals.branchLoadings[branch]
    }
    row.totalLossWatts = totals.lossWatts
    row.sourceActivePowerWatts = totals.sourceActiveWatts
    row.sourceReactivePowerVar = totals.sourceReactiveVar
  }
}

extension ControlOutcome {
  /// What is said of the controls.
  var facts: [ReportFact] {
    [
      ReportFact("controls_settled", .flag(isSettled)),
      ReportFact("control_rounds", .integer(rounds)),
      ReportFact("control_steps", .integer(stepCount)),
      ReportFact(
        "hunting",
        .texts(
          hunting.map {
            "\($0.name): \($0.positions.map(String.init).joined(separator: ", "))"
          })),
    ]
  }
}
