import Agents
import Devices
import Parameters

/// The keys of `battery` besides those of the battery itself.
enum BatteryKeys {
  static let control = Parameter.control(
    BatteryControls.all.map { $0.parameterSet }, default: SelfConsumptionControl.parameterSet,
    "How the battery is used.")
  static let set = Battery.Specification.parameterSet.adding([control])
}

/// The keys of `electricVehicle` besides those of the vehicle itself.
enum VehicleKeys {
  static let control = Parameter.control(
    ChargingControls.all.map { $0.parameterSet }, default: UncontrolledCharging.parameterSet,
    "How the vehicle is charged.")
  static let set = ElectricVehicle.Specification.parameterSet.adding([control])
}

/// The keys of `shiftableLoad` besides those of the appliance itself.
enum ApplianceKeys {
  static let control = Parameter.control(
    ApplianceControls.all.map { $0.parameterSet }, default: PreferredStart.parameterSet,
    "When the appliance runs.")
  static let set = ShiftableLoad.Specification.parameterSet.adding([control])
}

/// The keys of `thermalLoad` besides those of the load itself.
enum ThermalKeys {
  static let outdoorProfile = Parameter(
    "outdoorProfile", .text, isOptional: true,
    "Profile of the temperature around it in °C, as 'name/column'; without it, outdoorTemperature.")
  static let control = Parameter.control(
    ThermalControls.all.map { $0.parameterSet }, default: SetpointControl.parameterSet,
    "How it is heated or cooled.")
  static let set = ThermalLoad.Specification.parameterSet.adding([outdoorProfile, control])
}

extension Parameter {
  /// The key that says how a device is used.
  fileprivate static func control(
    _ kinds: [ParameterSet], default kind: ParameterSet, _ documentation: String
  ) -> Parameter {
    Parameter(
      "control",
      .variant(
        Variants(
          name: "control", selector: .key(Variants.kindKey, default: kind.name), kinds: kinds,
          documentation)),
      default: .section(ParameterValues([:])), documentation)
  }
}
