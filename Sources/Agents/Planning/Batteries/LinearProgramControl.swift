public import Devices
public import Parameters

/// Plans the battery by a linear program over a horizon.
///
/// Where exporting pays no more than importing costs and no price is negative, the optimum is found
/// exactly without a solver (``StorageProgram``) and no interval both charges and discharges. Where
/// that is not so, the program is a relaxation: it may plan to burn energy by doing both at once,
/// of which the battery then does the difference. See ``MixedIntegerControl``.
public struct LinearProgramControl: BatteryControl, Hashable {
  let settings: BatteryPlanSettings

  /// Creates the control.
  ///
  /// - Parameters:
  ///   - lookAhead: How far ahead it plans and how often.
  ///   - terminalValue: What a stored kilowatt-hour is worth at the end of the horizon, in currency
  ///     units; without it, midway between the dearest export and the cheapest import of the
  ///     horizon, less the losses of discharging.
  ///   - finalStateOfCharge: The least state of charge at the end of the horizon, as far as it can
  ///     be reached.
  ///   - wear: What discharging a kilowatt-hour costs in wear, in currency units.
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
    settings.program(outlook, battery).plan(isExclusive: false, into: &plan)
  }
}

extension LinearProgramControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "linear-program", "Plans the least cost over a horizon by a linear program.",
    BatteryPlanSettings.parameters)

  public init(_ values: ParameterValues) throws(ParameterError) {
    settings = BatteryPlanSettings(values)
  }
}
