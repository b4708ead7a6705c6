import Glibc

extension RadialSweepSolver {
  /// The magnitude of a bus's voltage, in per unit of its nominal voltage.
  ///
  /// Not a number if there is no solution.
  public func voltageMagnitudePerUnit(ofBus bus: Int) -> Double {
    guard isSolved else { return .nan }
    let position = equations.tree.positions[bus]
    return magnitude(at: position)
  }

  /// The angle of a bus's voltage, in degrees from −180 to 180.
  ///
  /// Not a number if there is no solution.
  public func voltageAngleDegrees(ofBus bus: Int) -> Double {
    guard isSolved else { return .nan }
    return angle(at: equations.tree.positions[bus])
  }

  /// Writes the magnitudes of all voltages, in per unit of the nominal voltages, in the order of
  /// the buses.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    precondition(magnitudes.count == busCount, "there must be room for each bus")
    for position in 0..<busCount {
      magnitudes[equations.tree.buses[position]] = isSolved ? magnitude(at: position) : .nan
    }
  }

  /// Writes the angles of all voltages, in degrees from −180 to 180, in the order of the buses.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public func copyVoltageAngles(into degrees: inout MutableSpan<Double>) {
    precondition(degrees.count == busCount, "there must be room for each bus")
    for position in 0..<busCount {
      degrees[equations.tree.buses[position]] = isSolved ? angle(at: position) : .nan
    }
  }

  /// The active power that the source delivers into the network, in W; negative when the network
  /// feeds back.
  public var sourceActivePowerWatts: Double {
    isSolved ? (state.voltages[0] * state.currents[0]).sum() : .nan
  }

  /// The reactive power that the source delivers into the network, in var.
  public var sourceReactivePowerVar: Double {
    guard isSolved else { return .nan }
    let voltage = state.voltages[0]
    let current = state.currents[0]
    return voltage.y * current.x - voltage.x * current.y
  }

  /// The active power that is lost in all lines and transformers, in W.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public var totalLossWatts: Double {
    guard isSolved else { return .nan }
    var loss = equations.lossConductances[0] * (state.voltages[0] * state.voltages[0]).sum()
    for position in 1..<max(busCount, 1) {
      let current = state.currents[position]
      let voltage = state.voltages[position]
      loss += equations.impedances[position].real.x * (current * current).sum()
      loss += equations.lossConductances[position] * (voltage * voltage).sum()
    }
    return loss
  }

  private func magnitude(at position: Int) -> Double {
    let voltage = state.voltages[position]
    return (voltage * voltage).sum().squareRoot() * equations.baseMagnitudes[position]
  }

  private func angle(at position: Int) -> Double {
    let voltage = state.voltages[position]
    let degrees = atan2(voltage.y, voltage.x) * (180 / .pi) + equations.baseAngles[position]
    return degrees.remainder(dividingBy: 360)
  }
}
