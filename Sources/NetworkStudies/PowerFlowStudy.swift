public import PowerFlow

/// A network with the solver that suits it, solved for its own powers or for those of load cases.
public struct PowerFlowStudy: ~Copyable {
  /// The network.
  public let network: NetworkModel
  /// The places of voltages and branches.
  public let axes: SeriesAxes
  /// The loads and behind them the generators.
  public let elements: [InjectionElement]

  private var solver: StudySolver

  /// Prepares the solution of a network.
  ///
  /// - Throws: ``NetworkError`` when the network cannot be solved by the method.
  public init(
    _ network: NetworkModel, options: PowerFlowOptions = PowerFlowOptions()
  ) throws(NetworkError) {
    let network = options.controls == .settleFromNeutral ? network.withNeutralTaps : network
    self.network = network
    axes = SeriesAxes(network)
    elements = network.injectionElements
    solver =
      switch network {
      case .balanced(let network): .balanced(try BalancedStudy(network, options))
      case .multiphase(let network): .multiphase(try MultiphaseStudy(network, options))
      }
  }

  /// Solves for the nominal powers of the network and reports everything.
  public mutating func solve() -> SolutionReport {
    switch consume solver {
    case .balanced(var study):
      let report = study.solve()
      solver = .balanced(study)
      return report
    case .multiphase(var study):
      let report = study.solve()
      solver = .multiphase(study)
      return report
    }
  }

  /// Solves a load case, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power of each load, as consumed, and behind them of each
  ///     generator, as produced, in W.
  ///   - reactivePowerVar: The reactive powers likewise, in var.
  ///   - row: Receives the results.
  /// - Precondition: There is one power for each element, and the row was made for these axes.
  public mutating func solve(
    activePowerWatts: [Double], reactivePowerVar: [Double], into row: inout SeriesRow
  ) {
    switch consume solver {
    case .balanced(var study):
      study.solve(activePowerWatts, reactivePowerVar, into: &row)
      solver = .balanced(study)
    case .multiphase(var study):
      study.solve(activePowerWatts, reactivePowerVar, into: &row)
      solver = .multiphase(study)
    }
  }
}

/// The solver of a study.
private enum StudySolver: ~Copyable {
  case balanced(BalancedStudy)
  case multiphase(MultiphaseStudy)
}
