/// Something in a network that can be solved but is probably a mistake.
public enum NetworkWarning: Hashable, Sendable, CustomStringConvertible {
  /// A branch that produces power when current flows.
  case negativeResistance(branch: String, ohm: Double)
  /// A branch without any impedance, which is solved as a closed switch.
  case zeroImpedance(branch: String)
  /// A value that is possible but far from anything usual.
  case unusualValue(element: String, problem: String)
  /// Branches in service beyond those of a tree, which the radial sweep cannot solve.
  case loops(branches: [String])
  /// Generators at one place that are to hold different voltages; the first one counts.
  case conflictingVoltages(generators: [String])

  public var description: String {
    switch self {
    case .negativeResistance(let branch, let ohm):
      "the branch \(quoted(branch)) has the negative resistance \(ohm) Ω."
    case .zeroImpedance(let branch):
      "the branch \(quoted(branch)) has no impedance and is taken for a closed switch."
    case .unusualValue(let element, let problem):
      "\(element) \(problem)."
    case .loops(let branches):
      "the network is not radial: without \(listed(branches)) it would be. "
        + "The general solvers take over."
    case .conflictingVoltages(let generators):
      "the generators \(listed(generators)) are to hold different voltages at the same place. "
        + "The voltage of the first one counts."
    }
  }
}
