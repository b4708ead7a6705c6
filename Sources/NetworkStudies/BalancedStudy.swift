import PowerFlow

/// The study of a balanced network.
final class BalancedStudy: SolvedNetwork {
  private let network: Network
  private let options: PowerFlowOptions
  private var solver: PowerFlowSolver
  private var injections: BalancedInjections

  init(_ network: Network, _ options: PowerFlowOptions) throws(NetworkError) {
    self.network = network
    self.options = options
    solver = try PowerFlowSolver(
      network, method: options.method, tolerancePerUnit: options.tolerancePerUnit,
      maximumIterations: options.maximumIterations, islands: options.islands)
    injections = BalancedInjections(network)
  }

  func solve() -> SolutionReport {
    _ = solver.solveNominally()
    return solver.solution().report
  }

  func solve(_ active: [Double], _ reactive: [Double], into row: inout SeriesRow) {
    let outcome = injections.solve(active, reactive, with: &solver)
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
}

/// Copies voltages; a function of its own, as a span of one property would lock all of `self`.
private func copyMagnitudes(of solver: PowerFlowSolver, into voltages: inout [Double]) {
  var span = voltages.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
}
