extension RadialSweepSolver {
  /// Sets injections of constant current: their power is proportional to the voltage.
  ///
  /// They stay until they are set again, and add to what
  /// ``solve(activePowerWatts:reactivePowerVar:)`` is given.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus at one per unit, in W.
  ///   - reactivePowerVar: The reactive power into each bus at one per unit, in var.
  public mutating func setConstantCurrentInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) {
    requireOnePowerForEachBus(activePowerWatts, reactivePowerVar)
    state.injections.hasCurrentParts = false
    for position in 0..<busCount {
      let bus = equations.tree.buses[position]
      let power = SIMD2(-activePowerWatts[bus], reactivePowerVar[bus])
      let scaled = power * equations.baseMagnitudes[position]
      state.injections.currentParts[position] = SpreadPair(scaled.x, scaled.y)
      state.injections.hasCurrentParts = state.injections.hasCurrentParts || power != .zero
    }
  }

  /// Sets injections of constant impedance: their power is proportional to the voltage's square.
  ///
  /// They stay until they are set again, and add to what
  /// ``solve(activePowerWatts:reactivePowerVar:)`` is given.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus at one per unit, in W.
  ///   - reactivePowerVar: The reactive power into each bus at one per unit, in var.
  public mutating func setConstantImpedanceInjections(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) {
    requireOnePowerForEachBus(activePowerWatts, reactivePowerVar)
    for position in 0..<busCount {
      let bus = equations.tree.buses[position]
      let power = SIMD2(-activePowerWatts[bus], reactivePowerVar[bus])
      let base = equations.baseMagnitudes[position]
      let shunt = equations.shunts[position] + power * (base * base)
      state.injections.shunts[position] = SpreadPair(shunt.x, shunt.y)
    }
  }

  func requireOnePowerForEachBus(_ active: Span<Double>, _ reactive: Span<Double>) {
    precondition(active.count == busCount, "there must be one active power for each bus")
    precondition(reactive.count == busCount, "there must be one reactive power for each bus")
  }
}
