extension Network {
  /// Adds up the power that loads and generators inject into each bus as the network describes
  /// them, in W and var at one per unit.
  ///
  /// - Parameter dependence: Which parts of loads count. Generators have constant power; the reactive
  ///   power of those that hold a voltage is left out, because the solver finds it, and that of those
  ///   with a power factor follows their active power. Loads with exponents belong to no part: see
  ///   ``nominalExponentialInjections``.
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
      reactive[generator.bus] += generator.nominalReactivePowerVar
    }
    return (active, reactive)
  }

  /// The injections of the loads whose power follows exponents of the voltage.
  public var nominalExponentialInjections: [ExponentialInjection] {
    loads.compactMap { load in
      guard case .exponential(let active, let reactive) = load.model else { return nil }
      return ExponentialInjection(
        bus: load.bus, activePowerWatts: -load.activePowerWatts,
        reactivePowerVar: -load.reactivePowerVar, activeExponent: active,
        reactiveExponent: reactive)
    }
  }

  /// The loads whose power follows exponents of the voltage.
  public var exponentialLoads: [NetworkLoad] {
    loads.filter { if case .exponential = $0.model { true } else { false } }
  }
}

extension LoadModel {
  /// The shares of the nominal power that depend on the voltage in one way.
  package func shares(of dependence: VoltageDependence) -> (active: Double, reactive: Double) {
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

extension NetworkGenerator {
  /// The reactive power that is known before anything is solved, in var.
  var nominalReactivePowerVar: Double {
    switch control {
    case .voltage: 0
    case .powerFactor(let cosine, let produces):
      abs(activePowerWatts) * reactiveShare(ofPowerFactor: cosine) * (produces ? 1 : -1)
    default: reactivePowerVar
    }
  }
}

/// The ratio of reactive to active power at a power factor.
func reactiveShare(ofPowerFactor cosine: Double) -> Double {
  let cosine = min(max(abs(cosine), 1e-6), 1)
  return (1 - cosine * cosine).squareRoot() / cosine
}
