public import Devices
public import Parameters

/// Plans the battery over a horizon without ever charging and discharging at once.
///
/// With prices that are negative, or exports that pay more than imports cost, a linear program
/// would earn by burning energy. Whole numbers then forbid to charge and discharge, and to import
/// and export, in the same interval. Elsewhere the plan is that of ``LinearProgramControl``.
public struct MixedIntegerControl: BatteryControl, Hashable {
  let settings: BatteryPlanSettings

  /// Creates the control; see ``LinearProgramControl/init(lookAhead:terminalValue:finalStateOfCharge:wear:)``.
  public init(
    lookAhead: LookAhead, terminalValue: Double? = nil, finalStateOfCharge: Double? = nil,
    wear: Double = 0
  ) {
    settings = BatteryPlanSettings(
      lookAhead: lookAhead, terminalValue: terminalValue, finalStateOfCharge: finalStateOfCharge,
      wear: wear)
  }

  public var lookAhead: LookAhead? { settings.lookAhead }

  public func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan) {
    settings.program(outlook, battery).plan(isExclusive: true, into: &plan)
  }
}

extension MixedIntegerControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "mixed-integer",
    "Plans the least cost over a horizon, never charging and discharging at once, even where "
      + "prices are negative.",
    BatteryPlanSettings.parameters)

  public init(_ values: ParameterValues) throws(ParameterError) {
    settings = BatteryPlanSettings(values)
  }
}
