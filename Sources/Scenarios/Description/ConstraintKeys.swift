import Parameters

/// The keys of `network.constraints`.
enum ConstraintKeys {
  static let policy = Parameter(
    "policy", .choice(ConstraintSettings.Policy.allCases.map(\.rawValue)),
    default: .text(ConstraintSettings.Policy.none.rawValue),
    "Who gives way where the network can't carry what members are expected to inject and draw.")
  static let minimumVoltage = Parameter(
    "minimumVoltage", .number, minimum: 0, maximum: 2, isOptional: true,
    "Voltage that no bus may fall below, per unit; without it, that of the network.")
  static let maximumVoltage = Parameter(
    "maximumVoltage", .number, minimum: 0, maximum: 2, isOptional: true,
    "Voltage that no bus may rise above, per unit; without it, that of the network.")
  static let maximumLoading = Parameter(
    "maximumLoading", .fraction, minimum: 0, maximum: 100, excludesMinimum: true,
    default: .number(1), "Share of its rating that a line or transformer may carry.")
  static let maximumRounds = Parameter(
    "maximumRounds", .integer, minimum: 1, maximum: 1000, default: .integer(20),
    "Number of rounds after which a check ends although violations are left.")
  static let feeStep = Parameter(
    "feeStep", .quantity(.energyPrice), minimum: 0, excludesMinimum: true, default: .number(0.01),
    "By how much the fee of a congested area rises in each round of 'network-fees'.")

  static let set = ParameterSet(
    name: "constraints",
    "What the network may carry, and who gives way; checked between clearing and delivery.",
    [policy, minimumVoltage, maximumVoltage, maximumLoading, maximumRounds, feeStep])
}
