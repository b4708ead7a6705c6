/// Solves the power flow of any balanced network by repeated injection of currents.
///
/// The matrix holds the network alone and is factorised once; each iteration solves for the voltages
/// that the currents of the last ones cause. Near collapse it becomes slow and then fails, where
/// ``NewtonRaphsonSolver`` still converges; generators that hold voltages slow it down too.
public struct CurrentInjectionSolver: Sendable {
  var core: GeneralSolver

  /// Prepares the equations of a network.
  ///
  /// - Parameters:
  ///   - network: The network. Its loads are not read, and of its generators only the voltages that
  ///     they hold with their limits: injections come with each call of
  ///     ``solve(activePowerWatts:reactivePowerVar:)``.
  ///   - tolerancePerUnit: The error of the voltages that may be left, as the root of the sum of
  ///     squares over all nodes and in per unit of the sources' voltages. Below 10⁻¹² it counts as
  ///     10⁻¹², because rounding would never let it be reached.
  ///   - maximumIterations: The number of iterations after which a solution is given up.
  ///   - islands: What to do with buses that have no path to a source.
  /// - Throws: ``NetworkError`` for a network without source or with sources that contradict each
  ///   other, for buses without a path to a source if they are to be refused, and for values that
  ///   cannot be right.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: Network, tolerancePerUnit: Double = 1e-10, maximumIterations: Int = 200,
    islands: IslandPolicy = .refuse
  ) throws(NetworkError) {
    core = try GeneralSolver(
      network, .currentInjection, tolerancePerUnit: tolerancePerUnit,
      maximumIterations: maximumIterations,
      islands: islands)
  }

  /// Solves for the powers that are injected at each bus, starting from the last solution.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus, in W.
  ///   - reactivePowerVar: The reactive power into each bus, in var; without that of generators that
  ///     hold a voltage, which is found.
  /// - Returns: Whether and how well it was solved. If not, the results are not numbers, and the
  ///   next solution starts from the voltages without load.
  /// - Complexity: O(*n*) for each iteration in a network whose factors fill in little. Nothing is allocated.
  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    core.solve(activePowerWatts, reactivePowerVar)
  }
}

extension CurrentInjectionSolver: BalancedSolver {
  public var busCount: Int { core.busCount }
  public var branchCount: Int { core.branchCount }
  public var warnings: [NetworkWarning] { core.warnings }
  public var tolerancePerUnit: Double { core.tolerancePerUnit }
  public var maximumIterations: Int { core.maximumIterations }
  public var isSolved: Bool { core.isSolved }
  public var branchFlows: BranchFlows { core.branchFlows }
  public var deadBuses: [Int] { core.equations.map.deadBuses }
  public var unservedLoadWatts: Double { core.unservedLoadWatts }
  public var generatorsAtLimit: [Int] { core.generatorsAtLimit }
  public var sourceActivePowerWatts: Double { core.totalSourcePower.real }
  public var sourceReactivePowerVar: Double { core.totalSourcePower.imaginary }
  public var totalLossWatts: Double { core.totalLossWatts }

  public mutating func resetToFlatStart() {
    core.isSolved = false
    core.resetVoltages()
  }

  public mutating func setConstantCurrentInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) { core.setConstantCurrent(activePowerWatts, reactivePowerVar) }

  public mutating func setConstantImpedanceInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) { core.setConstantImpedance(activePowerWatts, reactivePowerVar) }

  public mutating func setExponentialInjections(_ injections: [ExponentialInjection]) {
    core.setExponential(injections)
  }

  public mutating func computeBranchFlows() { core.computeBranchFlows() }

  public func voltageMagnitudePerUnit(ofBus bus: Int) -> Double { core.magnitude(ofBus: bus) }
  public func voltageAngleDegrees(ofBus bus: Int) -> Double { core.angle(ofBus: bus) }

  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    core.copyMagnitudes(into: &magnitudes)
  }

  public func copyVoltageAngles(into degrees: inout MutableSpan<Double>) {
    core.copyAngles(into: &degrees)
  }

  public func sourcePower(_ source: Int) -> (activeWatts: Double, reactiveVar: Double) {
    let power = core.sourcePower(source)
    return (power.real, power.imaginary)
  }

  public func generatorReactivePowerVar(_ generator: Int) -> Double? {
    core.generatorReactivePowerVar(generator)
  }
}
