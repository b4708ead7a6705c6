/// The results of a batch of power flows, by load case.
///
/// What was not asked for is empty. A case that did not converge has no numbers.
public struct BatchSweepResult: Sendable {
  /// The number of load cases.
  public internal(set) var caseCount = 0
  /// The number of buses.
  public internal(set) var busCount = 0
  /// The magnitudes of the voltages in per unit of the nominal voltages: the buses of the first
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

  /// Creates a result without cases, which ``BatchSweepSolver`` fills.
  public init() {}

  /// The magnitude of the voltage at a bus in a load case.
  public func voltageMagnitudePerUnit(ofBus bus: Int, inCase loadCase: Int) -> Double {
    precondition((0..<busCount).contains(bus), "there is no such bus")
    return voltageMagnitudesPerUnit[loadCase * busCount + bus]
  }

  /// Makes room; what is there already is used again.
  mutating func prepare(cases: Int, buses: Int, _ outputs: BatchOutputs) {
    caseCount = cases
    busCount = buses
    func fit<Value>(_ values: inout [Value], _ count: Int, _ value: Value) {
      if values.count != count { values = Array(repeating: value, count: count) }
    }
    fit(&voltageMagnitudesPerUnit, outputs.contains(.voltageMagnitudes) ? cases * buses : 0, .nan)
    let powers = outputs.contains(.sourcePower) ? cases : 0
    fit(&sourceActivePowerWatts, powers, .nan)
    fit(&sourceReactivePowerVar, powers, .nan)
    fit(&totalLossWatts, outputs.contains(.losses) ? cases : 0, .nan)
    fit(
      &outcomes, cases,
      PowerFlowOutcome(converged: false, iterations: 0, mismatchVoltAmperes: .nan, worstBus: 0))
  }
}
