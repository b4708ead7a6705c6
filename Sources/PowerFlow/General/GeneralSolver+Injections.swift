extension GeneralSolver {
  /// Puts constant powers, which are given by bus, to their nodes.
  mutating func take(_ active: Span<Double>, _ reactive: Span<Double>) {
    for node in injections.powers.indices { injections.powers[node] = .zero }
    for bus in 0..<busCount {
      let power = SIMD2(active[bus], -reactive[bus])
      busPowers[bus] = power
      let node = equations.map.nodes[bus]
      if node >= 0 { injections.powers[node] += power }
    }
  }

  /// Adds what generators at a limit produce.
  mutating func takeHeldReactivePower() {
    for index in held.groups.indices {
      let group = held.groups[index]
      switch group.state {
      case .regulating: break
      case .atMinimum: injections.powers[group.node].y -= group.limits.lowerBound
      case .atMaximum: injections.powers[group.node].y -= group.limits.upperBound
      }
    }
  }

  /// Lets generators that need too much reactive power stop at their limit, and those that no longer
  /// need the limit hold their voltage again.
  ///
  /// - Returns: Whether any of them changed.
  mutating func moveLimits() -> Bool {
    var hasChanged = false
    for index in held.groups.indices {
      let group = held.groups[index]
      let voltage = Phasor.one + deviations[group.node]
      let magnitude = voltage.length
      switch group.state {
      case .regulating:
        let needed = (voltage * balances[group.node].conjugate).imaginary
        held.groups[index].reactivePowerVar = needed
        let margin = 1e-9 * (abs(group.limits.lowerBound) + abs(group.limits.upperBound)) + 1e-6
        let allowance = margin.isFinite ? margin : 0
        if needed > group.limits.upperBound + allowance {
          held.groups[index].state = .atMaximum
          held.groups[index].reactivePowerVar = group.limits.upperBound
          injections.powers[group.node].y -= group.limits.upperBound
          hasChanged = true
        } else if needed < group.limits.lowerBound - allowance {
          held.groups[index].state = .atMinimum
          held.groups[index].reactivePowerVar = group.limits.lowerBound
          injections.powers[group.node].y -= group.limits.lowerBound
          hasChanged = true
        }
      case .atMaximum:
        held.groups[index].reactivePowerVar = group.limits.upperBound
        guard magnitude > group.magnitude + 10 * tolerancePerUnit, group.returnCount < 3 else {
          continue
        }
        held.groups[index].state = .regulating
        held.groups[index].returnCount += 1
        injections.powers[group.node].y += group.limits.upperBound
        hasChanged = true
      case .atMinimum:
        held.groups[index].reactivePowerVar = group.limits.lowerBound
        guard magnitude < group.magnitude - 10 * tolerancePerUnit, group.returnCount < 3 else {
          continue
        }
        held.groups[index].state = .regulating
        held.groups[index].returnCount += 1
        injections.powers[group.node].y += group.limits.lowerBound
        hasChanged = true
      }
    }
    return hasChanged
  }

  mutating func setConstantCurrent(_ active: Span<Double>, _ reactive: Span<Double>) {
    requireOnePowerForEachBus(active, reactive)
    for node in injections.currentParts.indices { injections.currentParts[node] = .zero }
    injections.hasCurrentParts = false
    for bus in 0..<busCount where equations.map.nodes[bus] >= 0 {
      let power = SIMD2(active[bus], -reactive[bus]) * equations.baseMagnitudes[bus]
      busCurrentParts[bus] = power
      injections.currentParts[equations.map.nodes[bus]] += power
      injections.hasCurrentParts = injections.hasCurrentParts || power != .zero
    }
  }

  mutating func setConstantImpedance(_ active: Span<Double>, _ reactive: Span<Double>) {
    requireOnePowerForEachBus(active, reactive)
    for node in injections.impedanceParts.indices { injections.impedanceParts[node] = .zero }
    for bus in 0..<busCount where equations.map.nodes[bus] >= 0 {
      let base = equations.baseMagnitudes[bus]
      let power = SIMD2(active[bus], -reactive[bus]) * (base * base)
      busImpedanceParts[bus] = power
      injections.impedanceParts[equations.map.nodes[bus]] += power
    }
  }

  mutating func setExponential(_ parts: [ExponentialInjection]) {
    injections.exponentials.removeAll(keepingCapacity: true)
    for part in parts {
      precondition((0..<busCount).contains(part.bus), "the bus of an injection must exist")
      let node = equations.map.nodes[part.bus]
      guard node >= 0 else { continue }
      let base = equations.baseMagnitudes[part.bus]
      let exponents = SIMD2(part.activeExponent, part.reactiveExponent)
      let power =
        SIMD2(part.activePowerWatts, -part.reactivePowerVar)
        * SIMD2(power(base, exponents.x), power(base, exponents.y))
      injections.exponentials.append(
        GeneralInjections.Exponential(
          bus: part.bus, node: node, power: power, exponents: exponents))
    }
  }

  /// Finds the bus with the largest difference between the power that is asked for and the power
  /// that the branches bring. Anything that is not finite counts as the largest, and first of all
  /// what was asked for.
  func worstMismatch() -> (bus: Int, voltAmperes: Double) {
    var worst = (bus: busOfNode.first ?? 0, voltAmperes: 0.0)
    for node in 0..<equations.nodeCount {
      let voltage = Phasor.one + deviations[node]
      let power = voltage * balances[node].conjugate
      let size = held.isRegulating(node) ? abs(power.real) : power.length
      guard size.isFinite else {
        let culprit = busPowers.indices.first {
          !(busPowers[$0].x.isFinite && busPowers[$0].y.isFinite)
            && equations.map.nodes[$0] >= 0
        }
        return (culprit ?? busOfNode[node], .infinity)
      }
      if node < equations.unknownCount, size > worst.voltAmperes { worst = (busOfNode[node], size) }
    }
    return worst
  }
}
