/// The injections that depend on the voltage, by bus, with the sign of the reactive power of what
/// leaves turned. An empty array stands for zeros.
struct VoltageDependentInjections: Sendable {
  var currents: [SIMD2<Double>] = []
  var impedances: [SIMD2<Double>] = []
  var exponentials: [ExponentialInjection] = []
}

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
    take(activePowerWatts, reactivePowerVar, &dependence.currents)
    expectInjections(at: dependence.currents.indices.filter { dependence.currents[$0] != .zero })
    fillDependentParts()
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
    take(activePowerWatts, reactivePowerVar, &dependence.impedances)
    expectInjections(
      at: dependence.impedances.indices.filter { dependence.impedances[$0] != .zero })
    fillDependentParts()
  }

  /// Sets injections whose power follows exponents of the voltage.
  ///
  /// They stay until they are set again, and add to what
  /// ``solve(activePowerWatts:reactivePowerVar:)`` is given. A bus may have several.
  ///
  /// - Precondition: The buses exist.
  public mutating func setExponentialInjections(_ injections: [ExponentialInjection]) {
    for injection in injections {
      precondition(
        (0..<busCount).contains(injection.bus), "an exponential injection must have a bus")
    }
    dependence.exponentials = injections
    expectInjections(at: injections.map(\.bus))
    fillDependentParts()
  }

  func requireOnePowerForEachBus(_ active: Span<Double>, _ reactive: Span<Double>) {
    precondition(active.count == busCount, "there must be one active power for each bus")
    precondition(reactive.count == busCount, "there must be one reactive power for each bus")
  }

  /// Brings what depends on the voltage into the order of the nodes.
  mutating func fillDependentParts() { state.injections.fill(dependence, plan) }
}

extension Injections {
  /// Takes what depends on the voltage from the order of the buses.
  mutating func fill(_ dependence: VoltageDependentInjections, _ plan: SweepPlan) {
    form = .powers
    for node in 0..<plan.nodeCount {
      let bus = plan.buses[node]
      let base = plan.baseMagnitudes[node]
      var shunt = plan.shunts[node]
      if !dependence.impedances.isEmpty { shunt += dependence.impedances[bus] * (base * base) }
      shunts[node] = SpreadPair(shunt.x, shunt.y)
      if shunt != .zero && form == .powers { form = .shunts }
      currentParts[node] = dependence.currents.isEmpty ? .zero : dependence.currents[bus] * base
      if currentParts[node] != .zero { form = .all }
    }
    fillExponentials(dependence.exponentials, plan)
  }

  private mutating func fillExponentials(
    _ injections: [ExponentialInjection], _ plan: SweepPlan
  ) {
    exponentialParts.removeAll(keepingCapacity: true)
    let sorted = injections.sorted { plan.nodes[$0.bus] < plan.nodes[$1.bus] }
    var next = 0
    for node in 0..<plan.nodeCount {
      exponentialStarts[node] = Int32(truncatingIfNeeded: next)
      while next < sorted.count, plan.nodes[sorted[next].bus] == node {
        exponentialParts.append(ExponentialPart(sorted[next], base: plan.baseMagnitudes[node]))
        next += 1
      }
    }
    exponentialStarts[plan.nodeCount] = Int32(truncatingIfNeeded: next)
    if next > 0 { form = .all }
  }
}

extension Injections.ExponentialPart {
  init(_ injection: ExponentialInjection, base: Double) {
    power = SIMD2(
      -injection.activePowerWatts * raised(base, injection.activeExponent),
      injection.reactivePowerVar * raised(base, injection.reactiveExponent))
    exponents = SIMD2(injection.activeExponent - 2, injection.reactiveExponent - 2)
  }
}

/// Puts powers by bus together, with the sign of the reactive power of what leaves turned.
private func take(
  _ active: Span<Double>, _ reactive: Span<Double>, _ pairs: inout [SIMD2<Double>]
) {
  if pairs.isEmpty { pairs = Array(repeating: .zero, count: active.count) }
  for bus in pairs.indices { pairs[bus] = SIMD2(-active[bus], reactive[bus]) }
}

extension VoltageDependentInjections {
  /// The buses that have any.
  var buses: [Int] {
    currents.indices.filter { currents[$0] != .zero }
      + impedances.indices.filter { impedances[$0] != .zero } + exponentials.map(\.bus)
  }
}
