public import Devices
public import Quantities

/// How an owner charges an electric vehicle.
public protocol ChargingControl: Sendable {
  /// How far the control looks ahead; `nil` when it does not plan.
  var lookAhead: LookAhead? { get }

  /// Plans the charging in the intervals of an outlook.
  ///
  /// - Parameters:
  ///   - outlook: What the owner expects; the surplus without the vehicle.
  ///   - vehicle: The vehicle as it is at the beginning.
  ///   - stay: When it is parked.
  ///   - plan: Receives the powers while it is parked, and how the charging would answer to the
  ///     first interval's price.
  func plan(
    _ outlook: PlanningOutlook, vehicle: ElectricVehicle, stay: Stay, into plan: inout DevicePlan)

  /// The power that the vehicle should inject: negative to charge.
  ///
  /// - Parameters:
  ///   - surplus: What all else of the member injects.
  ///   - planned: What was planned for the interval; `nil` without a plan.
  ///   - vehicle: The vehicle as it is.
  ///   - hoursToDeparture: The hours until it departs.
  func setpoint(
    surplus: Power, planned: Power?, vehicle: ElectricVehicle, hoursToDeparture: Double
  ) -> Power

  /// The hours until the control wants to be asked again although nothing else has changed;
  /// infinity when it does not.
  func hoursToReaction(vehicle: ElectricVehicle, hoursToDeparture: Double) -> Double
}

extension ChargingControl {
  public var lookAhead: LookAhead? { nil }

  public func hoursToReaction(vehicle: ElectricVehicle, hoursToDeparture: Double) -> Double {
    .infinity
  }
}

/// When a vehicle is parked: from now, or from its next arrival, to the departure after that.
public struct Stay: Hashable, Sendable {
  /// The hours until it arrives; 0 when it is parked.
  public var hoursToArrival: Double
  /// The hours until it departs.
  public var hoursToDeparture: Double

  /// Creates a stay.
  public init(hoursToArrival: Double, hoursToDeparture: Double) {
    self.hoursToArrival = hoursToArrival
    self.hoursToDeparture = hoursToDeparture
  }

  /// The share of an interval of an outlook in which the vehicle is parked.
  public func share(ofInterval index: Int, hours: Double) -> Double {
    let start = Double(index) * hours
    let parked = min(start + hours, hoursToDeparture) - max(start, hoursToArrival)
    return min(max(parked / hours, 0), 1)
  }
}

extension ElectricVehicle {
  /// The content at the beginning of a stay.
  func content(at stay: Stay) -> Energy {
    isParked ? content : max(content - specification.drivenEnergy, .zero)
  }

  /// What has to be charged in a stay, at the grid's side.
  func need(in stay: Stay) -> Energy {
    max(specification.target - content(at: stay), .zero) * (1 / specification.efficiency)
  }
}
