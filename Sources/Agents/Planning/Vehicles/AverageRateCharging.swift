public import Devices
public import Parameters
public import Quantities

/// Spreads the charging evenly over the stay.
public struct AverageRateCharging: ChargingControl, Hashable {
  /// Creates the control.
  public init() {}

  public func plan(
    _ outlook: PlanningOutlook, vehicle: ElectricVehicle, stay: Stay, into plan: inout DevicePlan
  ) {
    let hours = stay.hoursToDeparture - stay.hoursToArrival
    let rate = hours > 0 ? vehicle.need(in: stay).wattHours / hours : 0
    plan.charge(outlook, vehicle, stay) { _, _ in rate }
  }

  public func setpoint(
    surplus: Power, planned: Power?, vehicle: ElectricVehicle, hoursToDeparture: Double
  ) -> Power {
    guard hoursToDeparture > 0 else { return .zero }
    return -Power(
      watts: vehicle.missing.wattHours / vehicle.specification.efficiency / hoursToDeparture)
  }
}

extension AverageRateCharging: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "average-rate", "Spreads the charging evenly over the stay.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
