import Parameters

extension LookAhead {
  /// How far ahead a control plans.
  static let horizon = Parameter(
    "horizon", .quantity(.duration), minimum: 60, maximum: 1_209_600, default: .number(86_400),
    "How far ahead the owner looks, in whole intervals.")
  /// How often a control plans.
  static let renewal = Parameter(
    "renewal", .quantity(.duration), minimum: 0, maximum: 604_800, default: .number(0),
    "Time until the owner plans anew; 0 for every interval.")

  init(_ values: ParameterValues) {
    self.init(
      horizonHours: values.number(Self.horizon.name) / 3600,
      renewalHours: values.number(Self.renewal.name) / 3600)
  }
}
