public import Quantities

/// A load that follows a profile: at each moment a multiple of its nominal power.
public struct ProfileLoad: Hashable, Sendable {
  /// The consumption that the profile value 1 stands for, as a positive number.
  public let nominalPower: Power

  /// Creates a load.
  public init(nominalPower: Power) { self.nominalPower = nominalPower }

  /// The power injected into the bus: negative, as the load consumes.
  @inlinable
  public func injection(at profileValue: Double) -> Power { nominalPower * -profileValue }
}

/// A photovoltaic plant that follows a profile: at each moment a multiple of its nominal power.
public struct ProfilePhotovoltaicPlant: Hashable, Sendable {
  /// The production that the profile value 1 stands for.
  public let nominalPower: Power

  /// Creates a plant.
  public init(nominalPower: Power) { self.nominalPower = nominalPower }

  /// The power injected into the bus.
  @inlinable
  public func injection(at profileValue: Double) -> Power { nominalPower * profileValue }
}
