import Devices
import Parameters

/// What controls that plan by a program share.
struct BatteryPlanSettings: Hashable, Sendable {
  var lookAhead: LookAhead
  var terminalValue: Double?
  var finalStateOfCharge: Double?
  var wear: Double

  static let parameters = [
    LookAhead.horizon,
    LookAhead.renewal,
    Parameter(
      "finalValue", .quantity(.energyPrice), isOptional: true,
      "Worth of the energy stored at the end of the horizon; without it, midway between the dearest "
        + "export and the cheapest import of the horizon, less the losses of discharging."),
    Parameter(
      "finalStateOfCharge", .fraction, minimum: 0, maximum: 1, isOptional: true,
      "Least state of charge at the end of the horizon, as far as it can be reached."),
    Parameter(
      "wearCost", .quantity(.energyPrice), minimum: 0, default: .number(0),
      "Cost of wear for energy that is discharged."),
  ]

  func program(_ outlook: PlanningOutlook, _ battery: Battery) -> BatteryProgram {
    BatteryProgram(
      outlook, battery, wear: wear, terminalValue: terminalValue,
      finalStateOfCharge: finalStateOfCharge)
  }
}

extension BatteryPlanSettings {
  init(_ values: ParameterValues) {
    lookAhead = LookAhead(values)
    terminalValue = values.optionalNumber("finalValue")
    finalStateOfCharge = values.optionalNumber("finalStateOfCharge")
    wear = values.number("wearCost")
  }
}
