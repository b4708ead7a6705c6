/// The parts of injections by how their power depends on the voltage of their bus.
public enum VoltageDependence: String, Hashable, Sendable, CaseIterable {
  /// The power does not depend on the voltage.
  case constantPower = "P"
  /// The power is proportional to the voltage.
  case constantCurrent = "I"
  /// The power is proportional to the square of the voltage.
  case constantImpedance = "Z"
}

/// A consumer as a network file describes it: what it takes nominally, and its profile.
///
/// A solver does not read it. Who solves decides what is injected at each bus.
public struct NetworkLoad: Hashable, Sendable {
  /// The name, which no other load of the network has.
  public var name: String
  /// What people call the load; may repeat.
  public var label: String
  /// The index of the bus.
  public var bus: Int
  /// The active power consumed at one per unit, in watts.
  public var activePowerWatts: Double
  /// The reactive power consumed at one per unit, in var.
  public var reactivePowerVar: Double
  /// How the power depends on the voltage.
  public var model: LoadModel
  /// The name of the profile that scales the power over time.
  public var profile: String?
  /// Whether this is a storage unit, which charges when the power is positive.
  public var isStorage: Bool

  /// Creates a load.
  public init(
    name: String, label: String? = nil, bus: Int, activePowerWatts: Double,
    reactivePowerVar: Double, model: LoadModel = .constantPower,
    profile: String? = nil, isStorage: Bool = false
  ) {
    self.name = name
    self.label = label ?? name
    self.bus = bus
    self.activePowerWatts = activePowerWatts
    self.reactivePowerVar = reactivePowerVar
    self.model = model
    self.profile = profile
    self.isStorage = isStorage
  }
}
