public import Devices
public import Parameters
public import Quantities

/// Charges with all power from the arrival on until the target is reached.
public struct UncontrolledCharging: ChargingControl, Hashable {
  /// Creates the control.
  public init() {}

  public func plan(
    _ outlook: PlanningOutlook, vehicle: ElectricVehicle, stay: Stay, into plan: inout DevicePlan
  ) {
    plan.charge(outlook, vehicle, stay) { _, _ in vehicle.specification.power.watts }
  }

  public func setpoint(
    surplus: Power, planned: Power?, vehicle: ElectricVehicle, hoursToDeparture: Double
  ) -> Power { -vehicle.specification.power }
}

extension UncontrolledCharging: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "uncontrolled", "Charges with all power from the arrival on.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}

extension DevicePlan {
  /// Plans a charging that answers to no price: each interval's power follows from what is still
  /// needed.
  ///
  /// - Parameter watts: The charging power wanted in an interval with a surplus, in watts, and the
  ///   watt-hours still needed.
  mutating func charge(
    _ outlook: PlanningOutlook, _ vehicle: ElectricVehicle, _ stay: Stay,
    watts: (_ index: Int, _ needed: Double) -> Double
  ) {
    powers.removeAll(keepingCapacity: true)
    responses.removeAll(keepingCapacity: true)
    var needed = vehicle.need(in: stay).wattHours
    for index in 0..<outlook.count {
      let hours =
        stay.share(ofInterval: index, hours: outlook.intervalHours) * outlook.intervalHours
      guard hours > 0 else {
        powers.append(0)
        continue
      }
      let wanted = min(watts(index, needed), vehicle.specification.power.watts)
      let power = max(min(wanted, needed / hours), 0)
      powers.append(-power)
      needed -= power * hours
    }
  }
}
