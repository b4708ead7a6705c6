public import PowerFlow

/// A load or generator of a network, as a table of loads refers to it.
public struct InjectionElement: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The name of its profile.
  public let profile: String?
  /// The nominal active power, in watts: consumed by a load, produced by a generator.
  public let activePowerWatts: Double
  /// The nominal reactive power, in var, likewise.
  public let reactivePowerVar: Double
}

extension NetworkModel {
  /// The loads and behind them the generators, in the order in which solvers take their powers.
  public var injectionElements: [InjectionElement] {
    switch self {
    case .balanced(let network):
      network.loads.map {
        InjectionElement(
          name: $0.name, profile: $0.profile, activePowerWatts: $0.activePowerWatts,
          reactivePowerVar: $0.reactivePowerVar)
      }
        + network.generators.map {
          InjectionElement(
            name: $0.name, profile: $0.profile, activePowerWatts: $0.activePowerWatts,
            reactivePowerVar: $0.reactivePowerVar)
        }
    case .multiphase(let network):
      network.loads.map {
        InjectionElement(
          name: $0.name, profile: $0.profile, activePowerWatts: $0.activePowerWatts,
          reactivePowerVar: $0.reactivePowerVar)
      }
        + network.generators.map {
          InjectionElement(
            name: $0.name, profile: $0.profile, activePowerWatts: $0.activePowerWatts,
            reactivePowerVar: $0.reactivePowerVar)
        }
    }
  }
}
