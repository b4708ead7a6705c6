import PowerFlow

/// Turns the powers of loads and generators into injections of the buses of a balanced network.
struct BalancedInjections {
  private let network: Network
  private var active: [Double]
  private var reactive: [Double]
  private let hasCurrents: Bool
  private let hasImpedances: Bool
  private let hasExponents: Bool

  init(_ network: Network) {
    self.network = network
    active = network.buses.map { _ in 0 }
    reactive = active
    func any(_ dependence: VoltageDependence) -> Bool {
      network.loads.contains { $0.model.shares(of: dependence) != (0, 0) }
    }
    hasCurrents = any(.constantCurrent)
    hasImpedances = any(.constantImpedance)
    hasExponents = !network.exponentialLoads.isEmpty
  }

  /// Solves for powers that are given for each load, as consumed, and behind them for each
  /// generator, as produced.
  mutating func solve(
    _ activePowerWatts: [Double], _ reactivePowerVar: [Double], with solver: inout PowerFlowSolver
  ) -> PowerFlowOutcome {
    if hasCurrents {
      fill(.constantCurrent, activePowerWatts, reactivePowerVar)
      solver.setConstantCurrentInjections(
        activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
    if hasImpedances {
      fill(.constantImpedance, activePowerWatts, reactivePowerVar)
      solver.setConstantImpedanceInjections(
        activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
    if hasExponents {
      solver.setExponentialInjections(exponentials(activePowerWatts, reactivePowerVar))
    }
    fill(.constantPower, activePowerWatts, reactivePowerVar)
    return solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
  }

  private mutating func fill(
    _ dependence: VoltageDependence, _ activePowers: [Double], _ reactivePowers: [Double]
  ) {
    for bus in active.indices { (active[bus], reactive[bus]) = (0, 0) }
    for (index, load) in network.loads.enumerated() {
      let shares = load.model.shares(of: dependence)
      active[load.bus] -= activePowers[index] * shares.active
      reactive[load.bus] -= reactivePowers[index] * shares.reactive
    }
    guard dependence == .constantPower else { return }
    for (index, generator) in network.generators.enumerated() {
      active[generator.bus] += activePowers[network.loads.count + index]
      reactive[generator.bus] += reactivePowers[network.loads.count + index]
    }
  }

  private func exponentials(
    _ activePowers: [Double], _ reactivePowers: [Double]
  ) -> [ExponentialInjection] {
    network.loads.enumerated().compactMap { index, load in
      guard case .exponential(let active, let reactive) = load.model else { return nil }
      return ExponentialInjection(
        bus: load.bus, activePowerWatts: -activePowers[index],
        reactivePowerVar: -reactivePowers[index], activeExponent: active,
        reactiveExponent: reactive)
    }
  }
}
