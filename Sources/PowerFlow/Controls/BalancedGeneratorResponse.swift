extension NetworkGenerator {
  /// The power that the generator's control asks for at a voltage.
  ///
  /// Curves are per unit of the rated apparent power, which also limits the apparent power: with a
  /// volt-var curve alone active power has priority, with both curves reactive power. A generator that
  /// holds a voltage has its reactive power found by the solver; here it is zero.
  ///
  /// - Parameter voltage: The voltage at the bus, in per unit. If it is not a number, as at a dead
  ///   bus, the power is that of the generator's description.
  public func power(atPerUnit voltage: Double) -> (activeWatts: Double, reactiveVar: Double) {
    let rated = ratedPowerVoltAmperes ?? 0
    guard !voltage.isNaN else { return (activePowerWatts, nominalReactivePowerVar) }
    switch control {
    case .constantPower, .voltage, .powerFactor:
      return (activePowerWatts, nominalReactivePowerVar)
    case .voltVar(let curve):
      let wanted = curve.value(atPerUnit: voltage) * rated
      return (activePowerWatts, limited(wanted, to: leg(rated, activePowerWatts)))
    case .voltWatt(let curve):
      let most = max(0, curve.value(atPerUnit: voltage) * rated)
      return (min(activePowerWatts, most), reactivePowerVar)
    case .voltVarWatt(let reactive, let active):
      let power = limited(reactive.value(atPerUnit: voltage) * rated, to: rated)
      let most = max(0, active.value(atPerUnit: voltage) * rated)
      return (min(activePowerWatts, most, leg(rated, power)), power)
    }
  }

  /// Whether the power depends on the voltage.
  var followsVoltage: Bool {
    switch control {
    case .voltVar, .voltWatt, .voltVarWatt: true
    case .constantPower, .voltage, .powerFactor: false
    }
  }
}

/// The other leg of a right triangle.
private func leg(_ hypotenuse: Double, _ leg: Double) -> Double {
  max(0, hypotenuse * hypotenuse - leg * leg).squareRoot()
}

private func limited(_ value: Double, to bound: Double) -> Double {
  min(max(value, -bound), bound)
}
