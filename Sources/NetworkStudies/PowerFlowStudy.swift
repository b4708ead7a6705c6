public import PowerFlow

/// A network with the solver that suits it, solved for its own powers or for those of load cases.
public final class PowerFlowStudy {
  /// The network.
  public let network: NetworkModel
  /// The places of voltages and branches.
  public let axes: SeriesAxes
  /// The loads and behind them the generators.
  public let elements: [InjectionElement]

  private let solver: any SolvedNetwork

  /// Prepares the solution of a network.
  ///
  /// - Throws: `NetworkError` when the network cannot be solved by the method.
  public init(
    _ network: NetworkModel, options: PowerFlowOptions = PowerFlowOptions()
  ) throws(NetworkError) {
    let network = options.controls == .settleFromNeutral ? network.withNeutralTaps : network
    self.network = network
    axes = SeriesAxes(network)
    elements = network.injectionElements
    solver =
      switch network {
      case .balanced(let network) where options.method == .linear: try ScreeningStudy(network)
      case .balanced(let network): try BalancedStudy(network, options)
      case .multiphase(let network): try MultiphaseStudy(network, options)
      }
  }

  /// Solves for the nominal powers of the network and reports everything.
  public func solve() -> SolutionReport { solver.solve() }

  /// Solves a load case, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power of each load, as consumed, and behind them of each
  ///     generator, as produced, in W.
  ///   - reactivePowerVar: The reactive powers likewise, in var.
  ///   - row: Receives the results.
  /// - Precondition: There is one power for each element, and the row was made for these axes.
  public func solve(
    activePowerWatts: [Double], reactivePowerVar: [Double], into row: inout SeriesRow
  ) {
    solver.solve(activePowerWatts, reactivePowerVar, into: &row)
  }
}

/// A network with its solver, which remembers the last solution.
protocol SolvedNetwork: AnyObject {
  /// Solves for the nominal powers.
  func solve() -> SolutionReport
  /// Solves for powers of loads and generators.
  func solve(_ active: [Double], _ reactive: [Double], into row: inout SeriesRow)
}
