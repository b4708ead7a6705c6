/// What every solver of balanced networks by current balances gives.
///
/// Without a solution all results are not numbers.
public protocol BalancedSolver: Sendable {
  /// The number of buses.
  var busCount: Int { get }
  /// The number of branches, lines first, in service or not.
  var branchCount: Int { get }
  /// What is probably a mistake in the network.
  var warnings: [NetworkWarning] { get }
  /// The error of the voltages that may be left, in per unit.
  var tolerancePerUnit: Double { get }
  /// The number of iterations after which a solution is given up.
  var maximumIterations: Int { get }
  /// Whether the last solution converged, so that there are results.
  var isSolved: Bool { get }
  /// The flows that ``computeBranchFlows()`` found last.
  var branchFlows: BranchFlows { get }
  /// The buses without a path to a source. Their voltages are not numbers.
  var deadBuses: [Int] { get }
  /// The active power that was asked for at those buses, in W.
  var unservedLoadWatts: Double { get }
  /// The indices of generators that cannot hold their voltage because they are at a limit.
  var generatorsAtLimit: [Int] { get }
  /// The active power that all sources together deliver into the network, in W.
  var sourceActivePowerWatts: Double { get }
  /// The reactive power that all sources together deliver into the network, in var.
  var sourceReactivePowerVar: Double { get }
  /// The active power that is lost in all lines and transformers, in W.
  var totalLossWatts: Double { get }

  /// Solves for the powers that are injected at each bus, starting from the last solution.
  mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome

  /// Forgets the last solution, so that the next one starts from the voltages without load.
  mutating func resetToFlatStart()

  /// Sets injections of constant current: their power, given at one per unit, is proportional to the
  /// voltage. They stay until they are set again.
  mutating func setConstantCurrentInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>)

  /// Sets injections of constant impedance: their power, given at one per unit, is proportional to
  /// the voltage's square. They stay until they are set again.
  mutating func setConstantImpedanceInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>)

  /// Sets injections whose power follows exponents of the voltage. They stay until they are set
  /// again.
  mutating func setExponentialInjections(_ injections: [ExponentialInjection])

  /// Computes the power and current of each branch from the last solution.
  ///
  /// The flows of branches without impedance follow from the balance of the buses that they join; on
  /// a ring of such branches they are not numbers, because nothing tells how the current divides.
  mutating func computeBranchFlows()

  /// The magnitude of a bus's voltage, in per unit of its nominal voltage.
  func voltageMagnitudePerUnit(ofBus bus: Int) -> Double

  /// The angle of a bus's voltage, in degrees from −180 to 180.
  func voltageAngleDegrees(ofBus bus: Int) -> Double

  /// Writes the magnitudes of all voltages, in per unit, in the order of the buses.
  func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>)

  /// Writes the angles of all voltages, in degrees, in the order of the buses.
  func copyVoltageAngles(into degrees: inout MutableSpan<Double>)

  /// The power that one source delivers into the network. Stiff sources at one node share it in equal
  /// parts.
  func sourcePower(_ source: Int) -> (activeWatts: Double, reactiveVar: Double)

  /// The reactive power of a generator that holds a voltage, in var; `nil` for any other.
  func generatorReactivePowerVar(_ generator: Int) -> Double?
}
