public import Parameters
public import Quantities

extension ShiftableLoad {
  /// The constant properties of an appliance.
  public struct Specification: Hashable, Sendable {
    /// The consumption while it runs, a positive number.
    public var power: Power
    /// The hours that a run takes.
    public var durationHours: Double
    /// The minute of the day from which a run may begin.
    public var earliestStartMinute: Int
    /// The minute of the day by which a run has to end, on the day of the earliest start or on the
    /// next.
    public var latestEndMinute: Int
    /// The minute of the day at which the owner likes a run to begin.
    public var preferredStartMinute: Int
    /// What each hour of delay beyond the preferred start costs the owner, in currency units.
    public var delayCost: Double

    /// The minutes from the earliest start to the latest end.
    public var windowMinutes: Int { minutes(from: earliestStartMinute, to: latestEndMinute) }

    /// The minutes from the earliest to the preferred start.
    public var preferredDelayMinutes: Int {
      preferredStartMinute == earliestStartMinute
        ? 0 : minutes(from: earliestStartMinute, to: preferredStartMinute)
    }

    /// The minutes from one time of day to the next time that the clock shows another.
    private func minutes(from start: Int, to end: Int) -> Int {
      end > start ? end - start : end - start + 1440
    }
  }
}

extension ShiftableLoad.Specification: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "shiftableLoad", "An appliance that runs once a day, at a time that may be shifted.",
    [
      Parameter(
        "power", .quantity(.power), minimum: 0, excludesMinimum: true,
        "Consumption while the appliance runs."),
      Parameter(
        "duration", .quantity(.duration), minimum: 60, maximum: 86_400, "Length of a run."),
      Parameter("earliestStart", .timeOfDay, "Time of day from which a run may begin."),
      Parameter(
        "latestEnd", .timeOfDay,
        "Time of day by which a run has to end, on the day of the earliest start or on the next."),
      Parameter(
        "preferredStart", .timeOfDay, isOptional: true,
        "Time of day at which the owner likes a run to begin; without it, the earliest start."),
      Parameter(
        "delayCost", .quantity(.moneyPerHour), minimum: 0, default: .number(0),
        "What each hour of delay beyond the preferred start costs the owner, in discomfort."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let earliest = Int(values.integer("earliestStart")) % 1440
    let preferred =
      values.has("preferredStart") ? Int(values.integer("preferredStart")) % 1440 : earliest
    self.init(
      power: Power(watts: values.number("power")),
      durationHours: values.number("duration") / 3600,
      earliestStartMinute: earliest,
      latestEndMinute: Int(values.integer("latestEnd")) % 1440,
      preferredStartMinute: preferred,
      delayCost: values.number("delayCost"))
    guard durationHours * 60 <= Double(windowMinutes) else {
      throw ParameterError("latestEnd", "must leave time for a run after the earliest start")
    }
    guard Double(preferredDelayMinutes) + durationHours * 60 <= Double(windowMinutes) else {
      throw ParameterError(
        "preferredStart", "must lie between the earliest start and the latest that is in time")
    }
  }
}
