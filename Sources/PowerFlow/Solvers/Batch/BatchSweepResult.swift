/// The results of a batch of power flows, by load case.
///
/// What was not asked for is empty. A case that did not converge has no numbers.
public struct BatchSweepResult: Sendable {
  /// The number of load cases.
  public internal(set) var caseCount = 0
  /// The buses whose voltages were kept.
  public internal(set) var observedBuses: [Int] = []
  /// The magnitudes of the voltages in per unit of the nominal voltages: the observed buses of the
  /// first case, then those of the second.
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

  /// The magnitude of the voltage at one of the observed buses in a load case.
  ///
  /// - Parameters:
  ///   - place: The index of the bus in ``observedBuses``, which is that of the bus itself if all are
  ///     observed.
  ///   - loadCase: The index of the load case.
  public func voltageMagnitudePerUnit(ofBus place: Int, inCase loadCase: Int) -> Double {
    precondition(observedBuses.indices.contains(place), "there is no such bus")
    return voltageMagnitudesPerUnit[loadCase * observedBuses.count + place]
  }

  /// Makes room; what is there already is used again.
  mutating func prepare(cases: Int, buses: [Int], _ outputs: BatchOutputs) {
    caseCount = cases
    observedBuses = buses
    func fit<Value>(_ values: inout [Value], _ count: Int, _ value: Value) {
      if values.count != count { values = Array(repeating: value, count: count) }
    }
    fit(
      &voltageMagnitudesPerUnit, outputs.contains(.voltageMagnitudes) ? cases * buses.count : 0,
      .nan)
    let powers = outputs.contains(.sourcePower) ? cases : 0
    fit(&sourceActivePowerWatts, powers, .nan)
    fit(&sourceReactivePowerVar, powers, .nan)
    fit(&totalLossWatts, outputs.contains(.losses) ? cases : 0, .nan)
    fit(
      &outcomes, cases,
      PowerFlowOutcome(converged: false, iterations: 0, mismatchVoltAmperes: .nan, worstBus: 0))
  }
}
