/// A balanced, radial network as a model for ``HostingCapacity``.
///
/// One evaluation is one solution for each operating point, which starts from the last solution of
/// that point. A violation in one of the points counts.
public struct BalancedHostingCapacity: HostingCapacityModel, Sendable {
  /// The bus of each customer.
  public let customerBuses: [Int]
  /// What must be kept to.
  public let limits: HostingLimits

  private var states: [HostingState]
  private let rules: HostingBranchRules
  private let reactivePerWatt: Double
  private var voltages: [Double]

  /// Prepares a network whose loads and generators are as the network describes them.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - customerBuses: The bus of each customer; by default those of the loads, one customer each,
  ///     storage units left out.
  ///   - limits: What an installation must not exceed.
  ///   - operatingPoints: The states to try. The default is the critical one for installations that
  ///     produce: little load and full production. The generators of the network run, too.
  ///   - powerFactor: The power factor of the installations; below 1 they take reactive power while
  ///     they produce.
  ///   - tolerancePerUnit: The change of voltage at which a power flow has converged.
  /// - Throws: ``HostingCapacityError``.
  public init(
    _ network: Network, customerBuses: [Int]? = nil, limits: HostingLimits = HostingLimits(),
    operatingPoints: [HostingOperatingPoint] = [HostingOperatingPoint(loadFactor: 0.2)],
    powerFactor: Double = 1, tolerancePerUnit: Double = 1e-8
  ) throws(HostingCapacityError) {
    guard
      !operatingPoints.isEmpty,
      operatingPoints.allSatisfy({
        $0.loadFactor.isFinite && $0.generatorFactor.isFinite && $0.installationFactor.isFinite
      })
    else { throw .impossibleOperatingPoint }
    guard powerFactor > 0, powerFactor <= 1 else { throw .impossiblePowerFactor(powerFactor) }
    if let load = network.exponentialLoads.first { throw .unsupportedLoad(load.name) }
    self.customerBuses =
      customerBuses ?? network.loads.filter { !$0.isStorage }.map(\.bus)
    if let wrong = self.customerBuses.first(where: { !network.buses.indices.contains($0) }) {
      throw .noSuchBus(wrong)
    }
    let solver: RadialSweepSolver
    do throws(NetworkError) {
      solver = try RadialSweepSolver(network, tolerancePerUnit: tolerancePerUnit)
    } catch {
      throw .network(error)
    }
    self.limits = limits
    reactivePerWatt = (1 - powerFactor * powerFactor).squareRoot() / powerFactor
    rules = HostingBranchRules(network)
    voltages = Array(repeating: 0, count: network.buses.count)
    states = operatingPoints.map { HostingState($0, network, solver) }
  }

  /// Lets every bus be a customer, so that the capacity of each bus alone can be sought.
  ///
  /// - Throws: ``HostingCapacityError``.
  public static func everyBus(
    of network: Network, limits: HostingLimits = HostingLimits(),
    operatingPoints: [HostingOperatingPoint] = [HostingOperatingPoint(loadFactor: 0.2)],
    powerFactor: Double = 1
  ) throws(HostingCapacityError) -> BalancedHostingCapacity {
    try BalancedHostingCapacity(
      network, customerBuses: Array(network.buses.indices), limits: limits,
      operatingPoints: operatingPoints, powerFactor: powerFactor)
  }

  public var customerCount: Int { customerBuses.count }

  public mutating func violations(installedWatts: Span<Double>) -> HostingViolations {
    precondition(installedWatts.count == customerCount, "there must be one power for each customer")
    var found: HostingViolations = []
    for index in states.indices {
      states[index].install(installedWatts, at: customerBuses, reactivePerWatt)
      found.formUnion(states[index].solve(limits, rules, &voltages))
    }
    return found
  }

  public mutating func forgetLastEvaluation() {
    for index in states.indices { states[index].forgetLastSolution() }
  }
}
