import ComplexModule
import PowerFlow
import RealModule

/// The study of a network whose phases differ.
final class MultiphaseStudy: SolvedNetwork {
  private let options: PowerFlowOptions
  private var solver: MultiphasePowerFlowSolver

  init(_ network: MultiphaseNetwork, _ options: PowerFlowOptions) throws(NetworkError) {
    self.options = options
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
    let solution = solver.solution
    for (branch, flow) in (solution.lines + solution.transformers).enumerated() {
      row.losses[branch] = flow.loss.real
      row.loadings[branch] = flow.loading ?? .nan
    }
    row.totalLossWatts = solution.loss.real
    row.sourceActivePowerWatts = solution.sourcePower.real
    row.sourceReactivePowerVar = solution.sourcePower.imaginary
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
