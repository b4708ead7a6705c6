import Glibc

extension RadialSweepSolver {
  /// The magnitude of a bus's voltage, in per unit of its nominal voltage.
  ///
  /// Not a number if there is no solution.
  public func voltageMagnitudePerUnit(ofBus bus: Int) -> Double {
    guard isSolved else { return .nan }
    let node = plan.nodes[bus]
    guard node < 0 else { return magnitude(state.voltages[node]) * plan.baseMagnitudes[node] }
    let member = plan.removed.memberOfBus[bus]
    let span = plan.removed.spans[plan.removed.spanOfMember[member]]
    return SpanVoltages(state.voltages[span.upper], state.voltages[span.lower])
      .magnitude(plan.removed.factors[member]) * span.baseMagnitude
  }

  /// The angle of a bus's voltage, in degrees from −180 to 180.
  ///
  /// Not a number if there is no solution.
  public func voltageAngleDegrees(ofBus bus: Int) -> Double {
    guard isSolved else { return .nan }
    let node = plan.nodes[bus]
    let voltage =
      node < 0
      ? plan.removed.voltage(ofMember: plan.removed.memberOfBus[bus], state.voltages)
      : state.voltages[node]
    let base = equations.baseAngles[equations.tree.positions[bus]]
    let degrees = atan2(voltage.y, voltage.x) * (180 / .pi) + base
    return degrees.remainder(dividingBy: 360)
  }

  /// Writes the magnitudes of all voltages, in per unit of the nominal voltages, in the order of
  /// the buses.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    precondition(magnitudes.count == busCount, "there must be room for each bus")
    guard isSolved else {
      for bus in magnitudes.indices { magnitudes[bus] = .nan }
      return
    }
    copyMagnitudes(state.voltages.span, plan, into: &magnitudes)
  }

  /// Writes the angles of all voltages, in degrees from −180 to 180, in the order of the buses.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public func copyVoltageAngles(into degrees: inout MutableSpan<Double>) {
    precondition(degrees.count == busCount, "there must be room for each bus")
    for bus in 0..<busCount {
      degrees[bus] = voltageAngleDegrees(ofBus: bus)
    }
  }

  /// The active power that the source delivers into the network, in W; negative when the network
  /// feeds back.
  public var sourceActivePowerWatts: Double {
    isSolved ? state.sourcePower.x : .nan
  }

  /// The reactive power that the source delivers into the network, in var.
  public var sourceReactivePowerVar: Double {
    isSolved ? state.sourcePower.y : .nan
  }

  /// The active power that is lost in all lines and transformers, in W.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public var totalLossWatts: Double {
    isSolved ? state.loss(plan) : .nan
  }
}

@inline(always)
func magnitude(_ voltage: SIMD2<Double>) -> Double { lengthSquared(voltage).squareRoot() }
