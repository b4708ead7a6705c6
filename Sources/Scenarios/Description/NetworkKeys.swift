import Parameters
import PowerFlow

/// The keys of `network`.
enum NetworkKeys {
  /// What happens when a power flow does not converge.
  enum WhenNotConverged: String, CaseIterable {
    case stop
    case `continue`
  }

  static let file = Parameter(
    "file", .text,
    "Path of the network, from the scenario's folder: a case of mgsim, or a file of OpenDSS, "
      + "pandapower, power-grid-model or MATPOWER.")
  static let ignoresUnsupported = Parameter(
    "ignoreUnsupported", .boolean, default: .boolean(false),
    "Whether elements that cannot be read are left out instead of refused.")
  static let solver = Parameter(
    "solver", .choice(PowerFlowMethod.allCases.filter { $0 != .linear }.map(\.rawValue)),
    default: .text(PowerFlowMethod.automatic.rawValue),
    "Method of the power flow.")
  static let controls = Parameter(
    "controls", .boolean, default: .boolean(true),
    "Whether the network's tap changers, regulators and capacitor controls act, with their delays.")
  static let voltageQuality = Parameter(
    "voltageQuality", .choice(NetworkSettings.VoltageQuality.allCases.map(\.rawValue)),
    default: .text(NetworkSettings.VoltageQuality.none.rawValue),
    "Standard whose statistics of ten minutes are kept; the interval must divide ten minutes.")
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

  static let constraints = Parameter(
    "constraints", .section(ConstraintKeys.set), isOptional: true,
    "What the network may carry, and who gives way; without it, nothing is checked before delivery."
  )

  static let set = ParameterSet(
    name: "network", "Network and what counts as a violation in it.",
    [
      file, ignoresUnsupported, minimumVoltage, maximumVoltage, solver, tolerance, whenNotConverged,
      controls, voltageQuality, constraints,
    ])
}
