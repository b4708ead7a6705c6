/// A network in the form that it needs: balanced networks keep the cheap form of one phase.
public enum NetworkModel: Hashable, Sendable {
  /// The three phases carry the same, a third of a turn apart.
  case balanced(Network)
  /// Each conductor has a voltage of its own.
  case multiphase(MultiphaseNetwork)

  /// The name.
  public var name: String {
    switch self {
    case .balanced(let network): network.name
    case .multiphase(let network): network.name
    }
  }
}
