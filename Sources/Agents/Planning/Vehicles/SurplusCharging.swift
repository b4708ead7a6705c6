public import Devices
public import Parameters
public import Quantities

/// Charges with what would be exported, and with all power from the latest moment at which the
/// target can still be reached.
public struct SurplusCharging: ChargingControl, Hashable {
  /// Creates the control.
  public init() {}

  public func plan(
    _ outlook: PlanningOutlook, vehicle: ElectricVehicle, stay: Stay, into plan: inout DevicePlan
  ) {
    let most = vehicle.specification.power.watts
    let hours = outlook.intervalHours
    plan.charge(outlook, vehicle, stay) { index, needed in
      let surplus = min(max(outlook.surplus[index], 0), most)
      let start = max(Double(index) * hours, stay.hoursToArrival)
      // All power from the moment at which what remains would fill the rest of the stay.
      let parked = min(Double(index + 1) * hours, stay.hoursToDeparture) - start
      let slack = stay.hoursToDeparture - start - needed / most
      let late = min(max(parked - max(slack, 0), 0), parked)
      return parked > 0 ? max(surplus, (surplus * (parked - late) + most * late) / parked) : 0
    }
  }

  public func setpoint(
    surplus: Power, planned: Power?, vehicle: ElectricVehicle, hoursToDeparture: Double
  ) -> Power {
    let latest = hoursToReaction(vehicle: vehicle, hoursToDeparture: hoursToDeparture)
    return latest <= 1e-9 ? -vehicle.specification.power : min(-surplus, .zero)
  }

  public func hoursToReaction(vehicle: ElectricVehicle, hoursToDeparture: Double) -> Double {
    let specification = vehicle.specification
    guard vehicle.missing > .zero else { return .infinity }
    // While it charges with surplus the moment moves on; it is then worked out anew.
    let needed = vehicle.missing.wattHours / specification.efficiency
    return max(hoursToDeparture - needed / specification.power.watts, 0)
  }
}

extension SurplusCharging: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "surplus",
    "Charges with what would be exported, and with all power from the latest moment that is in "
      + "time.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
