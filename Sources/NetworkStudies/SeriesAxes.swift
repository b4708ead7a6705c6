public import PowerFlow
import ResultFiles

/// The places of a network for which a series of power flows has values.
public struct SeriesAxes: Hashable, Sendable {
  /// What the voltages belong to: `bus` for balanced networks, `node` where phases differ.
  public let voltageAxis: String
  /// The name of the table of voltages in reports.
  public var tableName: String { voltageAxis == "bus" ? "buses" : "nodes" }
  /// The names of the places of voltages, such as `7` or `7.2` for the phase B of the bus 7.
  public let voltageNames: [String]
  /// The names of the lines and transformers.
  public let branchNames: [String]

  /// The axes of a network.
  public init(_ model: NetworkModel) {
    switch model {
    case .balanced(let network):
      voltageAxis = "bus"
      voltageNames = network.buses.map(\.name)
      branchNames = network.branchNames
    case .multiphase(let network):
      voltageAxis = "node"
      voltageNames = network.buses.flatMap { bus in bus.conductors.map { "\(bus.name).\($0)" } }
      branchNames = network.branchNames
    }
  }
}

/// The results of one load case.
public struct SeriesRow: Hashable, Sendable {
  /// What came of the power flow.
  public var converged = false
  public var iterations = 0
  public var mismatchVoltAmperes = 0.0
  /// The index of the place with the largest mismatch.
  public var worstBus = 0
  /// The magnitudes of the voltages, per unit.
  public var voltages: [Double]
  /// The loading of each branch; not a number without a rating.
  public var loadings: [Double]
  /// The active power lost in each branch, in W.
  public var losses: [Double]
  public var totalLossWatts = 0.0
  public var sourceActivePowerWatts = 0.0
  public var sourceReactivePowerVar = 0.0

  /// Creates a row without results.
  public init(_ axes: SeriesAxes) {
    voltages = axes.voltageNames.map { _ in .nan }
    loadings = axes.branchNames.map { _ in .nan }
    losses = loadings
  }
}
