public import Devices
public import Parameters
public import Quantities

/// Charges with what would be exported and discharges to avoid import.
public struct SelfConsumptionControl: BatteryControl, Hashable {
  /// Creates the control.
  public init() {}

  public func setpoint(surplus: Power, planned: Power?, battery: Battery) -> Power { -surplus }
}

extension SelfConsumptionControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "self-consumption",
    "Charges with what would be exported and discharges to avoid import.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
