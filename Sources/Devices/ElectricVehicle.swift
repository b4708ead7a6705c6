import Foundation
public import Quantities

/// An electric vehicle that charges where it is parked and loses energy by driving, advanced exactly
/// between events.
///
/// ```text
/// dE/dt = η·P        while it charges with the power P at the grid's side
/// E     = E − driven when it comes home
/// ```
///
/// It is parked from its time of arrival to its time of departure, every day, and charges up to a
/// target, which it should have reached on departure. The instant at which it reaches the target is
/// calculated, not found a step later. What is missing on departure, and what could not be driven
/// for want of energy, adds up.
///
/// The fall of the charging power towards a full battery, feeding back into the grid, ageing and
/// days that differ are left out.
public struct ElectricVehicle: Hashable, Sendable {
  /// The vehicle's constant properties.
  public let specification: Specification

  /// The energy stored.
  public private(set) var content: Energy

  /// The power that the vehicle injects into its bus: negative while it charges, otherwise zero.
  public private(set) var power: Power = .zero

  /// Whether it is parked at its charger.
  public private(set) var isParked: Bool

  /// What was missing to the target on all departures.
  public private(set) var missingOnDeparture: Energy = .zero

  /// What all drives would have taken beyond what was stored.
  public private(set) var notDriven: Energy = .zero

  /// Creates a vehicle at the initial state of charge of its specification.
  public init(_ specification: Specification, isParked: Bool) {
    self.specification = specification
    self.isParked = isParked
    content = specification.capacity * specification.initialStateOfCharge
  }

  /// What is missing to the target.
  public var missing: Energy { max(specification.target - content, .zero) }

  /// Sets the power as near to a setpoint as the charger and the content allow.
  ///
  /// - Parameter setpoint: The power wanted, negative to charge.
  /// - Returns: The power that the vehicle now injects.
  @discardableResult
  public mutating func dispatch(_ setpoint: Power) -> Power {
    let mayCharge = isParked && content < specification.target
    power = mayCharge ? max(min(setpoint, .zero), -specification.power) : .zero
    return power
  }

  /// The hours until the target is reached at the present power; infinity when it never is.
  public var hoursToLimit: Double {
    guard power < .zero else { return .infinity }
    return max(missing.wattHours / (-power.watts * specification.efficiency), 0)
  }

  /// Advances the content at the present power.
  ///
  /// - Parameter hours: The span of time, not beyond the reaching of the target.
  public mutating func advance(hours: Double) {
    content = content + Energy(wattHours: -power.watts * hours * specification.efficiency)
  }

  /// Puts the content exactly on the target that it has reached, and stops charging.
  public mutating func settleOnLimit() {
    guard power < .zero else { return }
    content = specification.target
    power = .zero
  }

  /// Leaves the charger.
  public mutating func depart() {
    guard isParked else { return }
    missingOnDeparture = missingOnDeparture + missing
    isParked = false
    power = .zero
  }

  /// Comes back with less energy.
  public mutating func arrive() {
    guard !isParked else { return }
    let driven = min(content, specification.drivenEnergy)
    notDriven = notDriven + (specification.drivenEnergy - driven)
    content = content - driven
    isParked = true
  }
}
