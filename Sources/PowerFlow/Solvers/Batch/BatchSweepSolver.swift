/// Solves many load cases of a balanced, radial network at once.
///
/// Each step of the sweep does the same for several load cases, one in each lane of a vector, and
/// chunks of load cases go to threads. Lanes do not touch each other: a case that cannot be solved
/// spoils no other. A chunk starts from equal voltages everywhere, and each group of lanes in it
/// from the last one, so results do not depend on the number of threads.
///
/// The method and what is left out are those of ``RadialSweepSolver``, which also solves the few
/// cases one by one that need many more iterations than their neighbours.
///
/// ```swift
/// let solver = try BatchSweepSolver(network, injectionBuses: houses)
/// let result = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
/// print(result.voltageMagnitudePerUnit(ofBus: 3, inCase: 17))
/// ```
public struct BatchSweepSolver: Sendable {
  /// The number of buses.
  public let busCount: Int
  /// The bus of each column of the tables of powers. A bus may be there more than once.
  public let injectionBuses: [Int]
  /// What is kept of each load case.
  public let outputs: BatchOutputs
  /// The buses whose voltages are kept.
  public let observedBuses: [Int]
  /// The error of the voltages that may be left, in per unit.
  public let tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up.
  public let maximumIterations: Int
  /// What is probably a mistake in the network.
  public let warnings: [NetworkWarning]

  private let equations: RadialEquations
  private var dependence = VoltageDependentInjections()
  private var plan: BatchPlan

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. Its loads and generators are not read.
  ///   - injectionBuses: The bus of each column of the tables of powers.
  ///   - outputs: What is kept of each load case.
  ///   - observedBuses: The buses whose voltages are kept, each once, or `nil` for all.
  ///   - tolerancePerUnit: The error of the voltages that may be left, at the worst bus and in per
  ///     unit of the source's voltage. Below 10⁻¹² it counts as 10⁻¹².
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  /// - Throws: ``NetworkError`` as ``RadialSweepSolver`` does.
  /// - Precondition: Tolerance and number of iterations are positive, and the buses exist.
  public init(
    _ network: Network, injectionBuses: [Int],
    outputs: BatchOutputs = [.voltageMagnitudes, .sourcePower, .losses],
    observedBuses: [Int]? = nil,
    tolerancePerUnit: Double = 1e-8, maximumIterations: Int = 100
  ) throws(NetworkError) {
    precondition(tolerancePerUnit > 0, "the tolerance must be positive")
    precondition(maximumIterations > 0, "there must be at least one iteration")
    equations = try RadialEquations(network)
    busCount = network.buses.count
    self.injectionBuses = injectionBuses
    self.outputs = outputs
    let observed = observedBuses ?? Array(network.buses.indices)
    self.observedBuses = observed
    precondition(Set(observed).count == observed.count, "a bus can be observed only once")
    self.tolerancePerUnit = max(tolerancePerUnit, 1e-12)
    self.maximumIterations = maximumIterations
    warnings = network.warnings
    plan = Self.plan(
      equations, injectionBuses, dependence, outputs, observed,
      SweepLimits(
        tolerancePerUnit: self.tolerancePerUnit, maximumIterations: maximumIterations))
  }

  private static func plan(
    _ equations: RadialEquations, _ injectionBuses: [Int],
    _ dependence: VoltageDependentInjections, _ outputs: BatchOutputs, _ observedBuses: [Int],
    _ limits: SweepLimits
  ) -> BatchPlan {
    let busCount = equations.tree.buses.count
    var keeps = [Bool](repeating: false, count: busCount)
    for bus in injectionBuses { keeps[bus] = true }
    for bus in dependence.buses { keeps[bus] = true }
    return BatchPlan(
      SweepPlan(equations, keeps: keeps), injectionBuses: injectionBuses, dependence, limits,
      outputs, observedBuses: observedBuses)
  }

  /// Sets injections that depend on the voltage and are the same in all load cases.
  ///
  /// They replace those set before, and add to the powers of each load case. Their power at one per
  /// unit comes by bus; an empty span stands for none.
  ///
  /// - Parameters:
  ///   - constantCurrent: Active and reactive power, proportional to the voltage.
  ///   - constantImpedance: Active and reactive power, proportional to the voltage's square.
  ///   - exponential: Injections that follow exponents of the voltage.
  /// - Precondition: There is one power for each bus, or none, and the buses exist.
  public mutating func setVoltageDependentInjections(
    constantCurrent: (activePowerWatts: [Double], reactivePowerVar: [Double]) = ([], []),
    constantImpedance: (activePowerWatts: [Double], reactivePowerVar: [Double]) = ([], []),
    exponential: [ExponentialInjection] = []
  ) {
    dependence = VoltageDependentInjections(
      currents: pairs(constantCurrent), impedances: pairs(constantImpedance),
      exponentials: exponential)
    plan = Self.plan(
      equations, injectionBuses, dependence, outputs, observedBuses, plan.limits)
  }

  private func pairs(
    _ powers: (activePowerWatts: [Double], reactivePowerVar: [Double])
  ) -> [SIMD2<Double>] {
    let (active, reactive) = powers
    precondition(active.count == reactive.count, "there must be as many reactive powers as active")
    precondition(active.isEmpty || active.count == busCount, "there must be one power for each bus")
    return active.indices.map { SIMD2(-active[$0], reactive[$0]) }
  }

  /// Solves load cases.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power of each injection, in W: those of the first case in the
  ///     order of ``injectionBuses``, then those of the second.
  ///   - reactivePowerVar: The reactive power of each injection, in var.
  ///   - threadCount: The number of threads.
  /// - Returns: The results, the same for any number of threads.
  /// - Precondition: The tables have the same size, a multiple of the number of injections.
  public func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>, threadCount: Int = 1
  ) -> BatchSweepResult {
    var result = BatchSweepResult()
    solve(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar,
      threadCount: threadCount, into: &result)
    return result
  }

  /// Solves load cases as ``solve(activePowerWatts:reactivePowerVar:threadCount:)`` does, into
  /// memory that is there already when the last batch had the same size.
  public func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>, threadCount: Int = 1,
    into result: inout BatchSweepResult
  ) {
    precondition(threadCount > 0, "there must be at least one thread")
    precondition(
      activePowerWatts.count == reactivePowerVar.count,
      "there must be as many reactive powers as active ones")
    let columns = injectionBuses.count
    precondition(
      columns > 0 && activePowerWatts.count % columns == 0,
      "there must be one power for each injection and case")
    result.prepare(cases: activePowerWatts.count / columns, buses: observedBuses, outputs)
    runChunks(plan, activePowerWatts, reactivePowerVar, threadCount, &result)
  }
}
