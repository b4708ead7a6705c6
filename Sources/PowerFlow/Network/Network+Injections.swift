extension Network {
  /// Adds up the power that loads and generators inject into each bus as the network describes
  /// them, in W and var at one per unit.
  ///
  /// - Parameter dependence: Which parts of loads count. Generators have constant power. Loads with
  ///   exponents belong to no part: see ``exponentialLoads``.
  public func nominalInjections(
    of dependence: VoltageDependence = .constantPower
  ) -> (activePowerWatts: [Double], reactivePowerVar: [Double]) {
    var active = [Double](repeating: 0, count: buses.count)
    var reactive = active
    for load in loads {
      let shares = load.model.shares(of: dependence)
      active[load.bus] -= load.activePowerWatts * shares.active
      reactive[load.bus] -= load.reactivePowerVar * shares.reactive
    }
    for generator in generators where dependence == .constantPower {
      active[generator.bus] += generator.activePowerWatts
      reactive[generator.bus] += generator.reactivePowerVar
    }
    return (active, reactive)
  }

  /// The loads whose power follows exponents of the voltage.
  public var exponentialLoads: [NetworkLoad] {
    loads.filter { if case .exponential = $0.model { true } else { false } }
  }
}

extension LoadModel {
  /// The shares of the nominal power that depend on the voltage in one way.
  func shares(of dependence: VoltageDependence) -> (active: Double, reactive: Double) {
    switch (self, dependence) {
    case (.constantPower, .constantPower), (.constantCurrent, .constantCurrent),
      (.constantImpedance, .constantImpedance):
      (1, 1)
    case (.polynomial(let active, let reactive), .constantPower): (active.power, reactive.power)
    case (.polynomial(let active, let reactive), .constantCurrent):
      (active.current, reactive.current)
    case (.polynomial(let active, let reactive), .constantImpedance):
      (active.impedance, reactive.impedance)
    default: (0, 0)
    }
  }
}
