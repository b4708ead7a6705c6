extension Network {
  /// Adds up the power that loads and generators inject into each bus as the network describes
  /// them, in W and var at one per unit.
  ///
  /// - Parameter dependence: Which loads count. Generators have constant power.
  public func nominalInjections(
    of dependence: VoltageDependence = .constantPower
  ) -> (activePowerWatts: [Double], reactivePowerVar: [Double]) {
    var active = [Double](repeating: 0, count: buses.count)
    var reactive = active
    for load in loads where load.voltageDependence == dependence {
      active[load.bus] -= load.activePowerWatts
      reactive[load.bus] -= load.reactivePowerVar
    }
    for generator in generators where dependence == .constantPower {
      active[generator.bus] += generator.activePowerWatts
      reactive[generator.bus] += generator.reactivePowerVar
    }
    return (active, reactive)
  }
}
