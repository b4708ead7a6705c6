/// Solves the power flow of a balanced network by the method that suits it.
///
/// The automatic choice is the radial sweep for a network with one source, without loops and without
/// generators that hold a voltage, and Newton’s method for any other. Where the sweep takes too many
/// iterations, as near collapse, Newton’s method is tried before the solution is given up.
/// ``lastMethod`` tells which of them solved.
///
/// ```swift
/// var solver = try PowerFlowSolver(network)
/// let outcome = solver.solveNominally()
/// print(solver.solution().minimumVoltage?.perUnit ?? .nan)
/// ```
public struct PowerFlowSolver: Sendable {
  /// The network, for which the solver was made.
  public let network: Network
  /// The method that was asked for.
  public let method: PowerFlowMethod
  /// The method of the last solution; never ``PowerFlowMethod/automatic``.
  public internal(set) var lastMethod: PowerFlowMethod
  /// How the last solution ended, or `nil` before the first.
  public internal(set) var lastOutcome: PowerFlowOutcome?
  public let tolerancePerUnit: Double
  public let maximumIterations: Int
  /// What is done with buses that have no path to a source.
  public let islands: IslandPolicy

  // One of these is the first choice; with the sweep, Newton's is made when it is first needed.
  var sweep: RadialSweepSolver?
  var newton: NewtonRaphsonSolver?
  var injection: CurrentInjectionSolver?

  // What was set beside the constant powers, for a solver that is made later.
  private var activeCurrents: [Double] = []
  private var reactiveCurrents: [Double] = []
  private var activeImpedances: [Double] = []
  private var reactiveImpedances: [Double] = []
  private var exponentials: [ExponentialInjection] = []

  /// The number of sweeps after which the automatic choice turns to Newton’s method.
  static let patienceWithSweep = 30

  /// Prepares the solution of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - method: The method.
  ///   - tolerancePerUnit: The error of the voltages that may be left, as the root of the sum of
  ///     squares over all buses and in per unit of the sources' voltages.
  ///   - maximumIterations: The number of iterations after which a solution is given up; by default
  ///     what suits the method.
  ///   - islands: What to do with buses that have no path to a source.
  /// - Throws: ``NetworkError`` for the first error that ``Network/findings()`` names, and if the
  ///   method does not suit the network.
  /// - Precondition: Tolerance and number of iterations are positive.
  public init(
    _ network: Network, method: PowerFlowMethod = .automatic, tolerancePerUnit: Double = 1e-10,
    maximumIterations: Int? = nil, islands: IslandPolicy = .refuse
  ) throws(NetworkError) {
    try network.checkValues()
    try network.checkInjections()
    self.network = network
    self.method = method
    self.tolerancePerUnit = tolerancePerUnit
    self.islands = islands
    let choice = try network.choice(of: method, islands)
    let ownLimit =
      switch choice {
      case .radialSweep: method == .automatic ? Self.patienceWithSweep : 100
      case .currentInjection: 200
      default: 40
      }
    self.maximumIterations = maximumIterations ?? ownLimit
    lastMethod = choice
    switch choice {
    case .radialSweep:
      sweep = try RadialSweepSolver(
        network, tolerancePerUnit: tolerancePerUnit, maximumIterations: self.maximumIterations)
    case .currentInjection:
      injection = try CurrentInjectionSolver(
        network, tolerancePerUnit: tolerancePerUnit, maximumIterations: self.maximumIterations,
        islands: islands)
    default:
      newton = try NewtonRaphsonSolver(
        network, tolerancePerUnit: tolerancePerUnit, maximumIterations: self.maximumIterations,
        islands: islands)
    }
  }

  public mutating func solve(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> PowerFlowOutcome {
    var outcome: PowerFlowOutcome?
    if sweep != nil {
      lastMethod = .radialSweep
      outcome = sweep?.solve(
        activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    } else if injection != nil {
      outcome = injection?.solve(
        activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    }
    let swept = outcome
    if outcome == nil || (outcome?.converged == false && method == .automatic) {
      makeNewton()
      if newton != nil { lastMethod = .newtonRaphson }
      outcome =
        newton?.solve(activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
        ?? outcome
    }
    // A solver always gives an outcome; the empty one stands for a network that none was made for.
    var result =
      outcome
      ?? PowerFlowOutcome(
        converged: false, iterations: 0, mismatchVoltAmperes: .infinity, worstBus: 0)
    if let swept, lastMethod == .newtonRaphson {
      result = PowerFlowOutcome(
        converged: result.converged, iterations: swept.iterations + result.iterations,
        mismatchVoltAmperes: result.mismatchVoltAmperes, worstBus: result.worstBus)
    }
    lastOutcome = result
    return result
  }

  /// Solves for all loads and generators as the network describes them.
  public mutating func solveNominally() -> PowerFlowOutcome { solve(with: []) }

  /// Sets the injections that depend on the voltage as the network describes them.
  public mutating func setNominalDependentInjections() {
    let current = network.nominalInjections(of: .constantCurrent)
    setConstantCurrentInjections(
      activePowerWatts: current.activePowerWatts.span,
      reactivePowerVar: current.reactivePowerVar.span)
    let impedance = network.nominalInjections(of: .constantImpedance)
    setConstantImpedanceInjections(
      activePowerWatts: impedance.activePowerWatts.span,
      reactivePowerVar: impedance.reactivePowerVar.span)
    setExponentialInjections(network.nominalExponentialInjections)
  }

  /// Makes the solver that takes over when the first choice fails, if there is none yet.
  private mutating func makeNewton() {
    guard newton == nil else { return }
    newton = try? NewtonRaphsonSolver(
      network, tolerancePerUnit: tolerancePerUnit, islands: islands)
    let (active, reactive) = (activeCurrents, reactiveCurrents)
    if !active.isEmpty {
      newton?.setConstantCurrentInjections(
        activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
    let (conducted, susceptive) = (activeImpedances, reactiveImpedances)
    if !conducted.isEmpty {
      newton?.setConstantImpedanceInjections(
        activePowerWatts: conducted.span, reactivePowerVar: susceptive.span)
    }
    newton?.setExponentialInjections(exponentials)
  }

  public mutating func resetToFlatStart() {
    sweep?.resetToFlatStart()
    newton?.resetToFlatStart()
    injection?.resetToFlatStart()
    lastOutcome = nil
  }

  public mutating func setConstantCurrentInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) {
    sweep?.setConstantCurrentInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    newton?.setConstantCurrentInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    injection?.setConstantCurrentInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    keep(activePowerWatts, in: &activeCurrents)
    keep(reactivePowerVar, in: &reactiveCurrents)
  }

  public mutating func setConstantImpedanceInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) {
    sweep?.setConstantImpedanceInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    newton?.setConstantImpedanceInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    injection?.setConstantImpedanceInjections(
      activePowerWatts: activePowerWatts, reactivePowerVar: reactivePowerVar)
    keep(activePowerWatts, in: &activeImpedances)
    keep(reactivePowerVar, in: &reactiveImpedances)
  }

  public mutating func setExponentialInjections(_ injections: [ExponentialInjection]) {
    sweep?.setExponentialInjections(injections)
    newton?.setExponentialInjections(injections)
    injection?.setExponentialInjections(injections)
    exponentials = injections
  }
}

/// Copies numbers without allocating from the second time on.
private func keep(_ values: Span<Double>, in array: inout [Double]) {
  array.removeAll(keepingCapacity: true)
  for index in values.indices { array.append(values[index]) }
}

extension PowerFlowSolver {
  /// Moves the tap of a transformer and prepares the equations anew.
  ///
  /// - Returns: Whether that is possible; if not, everything stays as it was.
  @discardableResult
  public mutating func setTapPosition(_ position: Int, ofTransformer transformer: Int) -> Bool {
    guard
      network.transformers.indices.contains(transformer),
      network.transformers[transformer].tapChanger?.positions.contains(position) == true
    else { return false }
    var moved = network
    moved.setTapPosition(position, ofTransformer: transformer)
    guard let solver = try? remade(for: moved) else { return false }
    self = solver
    return true
  }

  /// The same solver for a network whose values have changed.
  func remade(for network: Network) throws(NetworkError) -> PowerFlowSolver {
    try PowerFlowSolver(
      network, method: method, tolerancePerUnit: tolerancePerUnit,
      maximumIterations: maximumIterations, islands: islands)
  }

  /// Solves for the network's description with powers added at some buses.
  mutating func solve(
    with corrections: [(bus: Int, activeWatts: Double, reactiveVar: Double)]
  ) -> PowerFlowOutcome {
    setNominalDependentInjections()
    var (active, reactive) = network.nominalInjections()
    for correction in corrections {
      active[correction.bus] += correction.activeWatts
      reactive[correction.bus] += correction.reactiveVar
    }
    return solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
  }
}
