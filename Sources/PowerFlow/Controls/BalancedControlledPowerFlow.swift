/// Solves the power flow of a balanced network together with its controls, to where they rest.
///
/// Taps act as they would over time: all controls measure, the first whose delay has passed acts, and
/// so on until none wants to. So the final positions are those that the same controls reach in a
/// simulation with constant loads. Between two actions the powers of generators that follow the
/// voltage go a part of their way at a time that shrinks where
/// they pass by, so that steep curves converge too. Controls that come to no rest are named with what they run through.
public struct BalancedControlledPowerFlow: Sendable {
  /// The solver, with the solution of the last power flow.
  public private(set) var solver: PowerFlowSolver
  /// The network with the present tap positions.
  public var network: Network { solver.network }
  /// The number of tap changes after which controls count as restless.
  public let maximumTapChanges: Int

  private var taps: [BalancedTapController]
  private var followers: [GeneratorFollower]
  private var seconds = 0.0
  private var powerFlowCount = 0
  private var tapChangeCount = 0
  private var history: [[Int]] = []

  /// Prepares the solution of a network.
  ///
  /// - Parameters:
  ///   - network: The network with its loads, generators and controls.
  ///   - method: The method of the power flows.
  ///   - tolerancePerUnit: The error of the voltages that may be left.
  ///   - islands: What to do with buses that have no path to a source.
  ///   - maximumTapChanges: The number of tap changes after which controls count as restless.
  /// - Throws: ``NetworkError`` as ``PowerFlowSolver`` does.
  public init(
    _ network: Network, method: PowerFlowMethod = .automatic, tolerancePerUnit: Double = 1e-10,
    islands: IslandPolicy = .refuse, maximumTapChanges: Int = 2000
  ) throws(NetworkError) {
    solver = try PowerFlowSolver(
      network, method: method, tolerancePerUnit: tolerancePerUnit, islands: islands)
    self.maximumTapChanges = maximumTapChanges
    // Every position must be one that can be solved.
    for (index, transformer) in network.transformers.enumerated() {
      guard let changer = transformer.tapChanger, changer.control != nil else { continue }
      for position in [changer.positions.lowerBound, changer.positions.upperBound] {
        var moved = network
        moved.setTapPosition(position, ofTransformer: index)
        try moved.checkValues()
      }
    }
    taps = network.transformers.indices.compactMap {
      BalancedTapController(network, transformer: $0)
    }
    followers = network.generators.indices.compactMap { index in
      network.generators[index].followsVoltage
        ? GeneratorFollower(network.generators[index], index) : nil
    }
  }

  /// Solves for the loads and generators of the network until all controls rest.
  public mutating func solve() -> BalancedControlOutcome {
    seconds = 0
    powerFlowCount = 0
    tapChangeCount = 0
    history = [taps.map(\.position)]
    while true {
      let (outcome, restless) = solveWithGenerators()
      guard outcome.converged, restless.isEmpty, history.count < maximumTapChanges else {
        return summary(outcome, restless)
      }
      guard let isMoved = moveTaps() else { return summary(outcome, []) }
      guard isMoved else { continue }
      let positions = taps.map(\.position)
      history.append(positions)
      let visits = history.indices.filter { history[$0] == positions }
      if visits.count > 2 {
        let cycle = history[visits[visits.count - 2]..<(history.count - 1)]
        return summary(outcome, hunting(in: Array(cycle)))
      }
    }
  }

  /// Lets the controls measure, and time pass until one of them acts.
  ///
  /// - Returns: Whether a tap has moved, or `nil` if all controls rest.
  private mutating func moveTaps() -> Bool? {
    var next = Double.infinity
    var changed = solver.network
    var isMoved = false
    for index in taps.indices {
      let voltage = solver.voltageMagnitudePerUnit(ofBus: taps[index].bus)
      switch taps[index].nextAction(atSeconds: seconds, voltagePerUnit: voltage) {
      case .rest: break
      case .wait(let time): next = min(next, time)
      case .move(let position):
        changed.setTapPosition(position, ofTransformer: taps[index].transformer)
        tapChangeCount += 1
        isMoved = true
      }
    }
    if isMoved {
      // The ratios at both ends of the positions were checked before, so this does not fail.
      if let again = try? solver.remade(for: changed) { solver = again }
      return true
    }
    guard next < .infinity else { return nil }
    seconds = next
    return moveTaps()
  }

  /// Solves until the generators that follow the voltage stand still.
  private mutating func solveWithGenerators() -> (
    PowerFlowOutcome, [BalancedControlOutcome.Hunting]
  ) {
    for index in followers.indices { followers[index].begin() }
    let limit = 1000
    for round in 0...limit {
      let outcome = solver.solve(with: followers.map(\.correction))
      powerFlowCount += 1
      guard outcome.converged else { return (outcome, []) }
      var isAtRest = true
      for index in followers.indices {
        let voltage = solver.voltageMagnitudePerUnit(ofBus: followers[index].generator.bus)
        let moved = followers[index].follow(voltage, isWatching: round > limit - 8)
        isAtRest = isAtRest && moved <= max(1e-9, 10 * solver.tolerancePerUnit)
      }
      if isAtRest { return (outcome, []) }
      if round == limit {
        let restless = followers.filter { $0.lastChange > max(1e-9, 10 * solver.tolerancePerUnit) }
        return (
          outcome,
          restless.map {
            BalancedControlOutcome.Hunting(element: $0.generator.name, cycle: $0.watched)
          }
        )
      }
    }
    return (
      PowerFlowOutcome(
        converged: false, iterations: 0, mismatchVoltAmperes: .infinity, worstBus: 0), []
    )
  }

  private func hunting(in cycle: [[Int]]) -> [BalancedControlOutcome.Hunting] {
    taps.indices.compactMap { index in
      let positions = cycle.map { $0[index] }
      guard let first = positions.first, positions.contains(where: { $0 != first }) else {
        return nil
      }
      return BalancedControlOutcome.Hunting(
        element: network.transformers[taps[index].transformer].name,
        cycle: positions.map(Double.init))
    }
  }

  private func summary(
    _ outcome: PowerFlowOutcome, _ hunting: [BalancedControlOutcome.Hunting]
  ) -> BalancedControlOutcome {
    let isExhausted = history.count >= maximumTapChanges && hunting.isEmpty
    return BalancedControlOutcome(
      powerFlow: outcome,
      isSettled: outcome.converged && hunting.isEmpty && !isExhausted,
      powerFlowCount: powerFlowCount, tapChangeCount: tapChangeCount, seconds: seconds,
      taps: taps.map { tap in
        let voltage = solver.voltageMagnitudePerUnit(ofBus: tap.bus)
        return BalancedControlOutcome.Tap(
          transformer: network.transformers[tap.transformer].name, index: tap.transformer,
          position: tap.position, voltagePerUnit: voltage, isInBand: tap.band.contains(voltage),
          isAtEnd: tap.isAtEnd)
      },
      generators: followers.map { follower in
        BalancedControlOutcome.Generator(
          name: follower.generator.name, index: follower.index,
          activePowerWatts: follower.active.value, reactivePowerVar: follower.reactive.value,
          curtailedWatts: max(0, follower.generator.activePowerWatts - follower.active.value))
      },
      hunting: hunting)
  }
}

extension Network {
  /// Moves the tap of a transformer, and its ratio with it.
  public mutating func setTapPosition(_ position: Int, ofTransformer index: Int) {
    guard let changer = transformers[index].tapChanger else { return }
    transformers[index].ratio = changer.ratio(at: position, from: transformers[index].ratio)
    transformers[index].tapChanger?.position = position
  }
}
