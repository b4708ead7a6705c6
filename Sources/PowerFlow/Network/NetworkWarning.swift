/// Something in a network that can be solved but is probably a mistake.
public enum NetworkWarning: Hashable, Sendable, CustomStringConvertible {
  /// A branch that produces power when current flows.
  case negativeResistance(branch: String, ohm: Double)
  /// A branch without any impedance, which is solved as a closed switch.
  case zeroImpedance(branch: String)

  public var description: String {
    switch self {
    case .negativeResistance(let branch, let ohm):
      "the branch \(quoted(branch)) has the negative resistance \(ohm) Ω."
    case .zeroImpedance(let branch):
      "the branch \(quoted(branch)) has no impedance and is taken for a closed switch."
    }
  }
}
