public import PowerFlow

/// How a network is solved.
public struct PowerFlowOptions: Hashable, Sendable {
  /// The method.
  public var method: PowerFlowMethod
  /// The error of the voltages that may be left, per unit.
  public var tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up; `nil` for what suits the method.
  public var maximumIterations: Int?
  /// What tap changers, regulators and capacitor controls do.
  public var controls: ControlAction
  /// What is done with buses that have no path to a source.
  public var islands: IslandPolicy

  /// Creates options.
  public init(
    method: PowerFlowMethod = .automatic, tolerancePerUnit: Double = 1e-10,
    maximumIterations: Int? = nil, controls: ControlAction = .frozen,
    islands: IslandPolicy = .solveRest
  ) {
    self.method = method
    self.tolerancePerUnit = tolerancePerUnit
    self.maximumIterations = maximumIterations
    self.controls = controls
    self.islands = islands
  }
}
