import Parameters

/// The keys of `network`.
enum NetworkKeys {
  /// What happens when a power flow does not converge.
  enum WhenNotConverged: String, CaseIterable {
    case stop
    case `continue`
  }

  static let file = Parameter("file", .text, "Path of the network, from the scenario's folder.")
  static let minimumVoltage = Parameter(
    "minimumVoltage", .number, minimum: 0, maximum: 2, default: .number(0.9),
    "Voltage below which a bus counts as violated, per unit.")
  static let maximumVoltage = Parameter(
    "maximumVoltage", .number, minimum: 0, maximum: 2, default: .number(1.1),
    "Voltage above which a bus counts as violated, per unit.")
  static let tolerance = Parameter(
    "tolerance", .number, minimum: 1e-14, maximum: 1e-3, default: .number(1e-10),
    "Change of voltage at which a power flow has converged, per unit.")
  static let whenNotConverged = Parameter(
    "whenNotConverged", .choice(WhenNotConverged.allCases.map(\.rawValue)),
    default: .text(WhenNotConverged.stop.rawValue),
    "Whether the run stops or goes on, counting, when a power flow does not converge.")

  static let set = ParameterSet(
    name: "network", "Network and what counts as a violation in it.",
    [file, minimumVoltage, maximumVoltage, tolerance, whenNotConverged])
}
