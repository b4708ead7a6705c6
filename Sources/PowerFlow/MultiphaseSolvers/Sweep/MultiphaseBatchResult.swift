/// The results of a batch of power flows with three phases, by load case.
///
/// What was not asked for is empty. A case that did not converge has no numbers.
public struct MultiphaseBatchResult: Sendable {
  /// What a batch keeps of each load case.
  public struct Outputs: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The magnitude of the voltage at each node.
    public static let voltageMagnitudes = Outputs(rawValue: 1)
    /// The power that the source delivers.
    public static let sourcePower = Outputs(rawValue: 2)
    /// The power that is lost in all branches.
    public static let losses = Outputs(rawValue: 4)
  }

  /// The number of load cases.
  public internal(set) var caseCount = 0
  /// The number of nodes.
  public internal(set) var nodeCount = 0
  /// The magnitudes of the voltages in per unit of the nominal voltages: the nodes of the first
  /// case, then those of the second.
  public internal(set) var voltageMagnitudesPerUnit: [Double] = []
  /// The active power that the source delivers, in W.
  public internal(set) var sourceActivePowerWatts: [Double] = []
  /// The reactive power that the source delivers, in var.
  public internal(set) var sourceReactivePowerVar: [Double] = []
  /// The active power that is lost in all branches, in W.
  public internal(set) var totalLossWatts: [Double] = []
  /// Whether and how well each case was solved.
  public internal(set) var outcomes: [PowerFlowOutcome] = []

  /// Creates a result without cases, which ``MultiphaseBatchSolver`` fills.
  public init() {}

  /// The magnitude of the voltage of a node in a load case, in per unit.
  ///
  /// - Precondition: The magnitudes were asked for, and node and case exist.
  public func voltageMagnitudePerUnit(ofNode node: Int, inCase loadCase: Int) -> Double {
    precondition((0..<nodeCount).contains(node), "there is no such node")
    return voltageMagnitudesPerUnit[loadCase * nodeCount + node]
  }

  /// Makes room; what is there already is used again.
  mutating func prepare(cases: Int, nodes: Int, _ outputs: Outputs) {
    caseCount = cases
    nodeCount = nodes
    func fit<Value>(_ values: inout [Value], _ count: Int, _ value: Value) {
      if values.count != count { values = Array(repeating: value, count: count) }
    }
    fit(&voltageMagnitudesPerUnit, outputs.contains(.voltageMagnitudes) ? cases * nodes : 0, .nan)
    let powers = outputs.contains(.sourcePower) ? cases : 0
    fit(&sourceActivePowerWatts, powers, .nan)
    fit(&sourceReactivePowerVar, powers, .nan)
    fit(&totalLossWatts, outputs.contains(.losses) ? cases : 0, .nan)
    fit(
      &outcomes, cases,
      PowerFlowOutcome(converged: false, iterations: 0, mismatchVoltAmperes: .nan, worstBus: 0))
  }
}
