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

  /// The names of the buses.
  public var busNames: [String] {
    switch self {
    case .balanced(let network): network.buses.map(\.name)
    case .multiphase(let network): network.buses.map(\.name)
    }
  }

  /// What people call the buses.
  public var busLabels: [String] {
    switch self {
    case .balanced(let network): network.buses.map(\.label)
    case .multiphase(let network): network.buses.map(\.label)
    }
  }

  /// The names of the branches: those of the lines, then those of the transformers.
  public var branchNames: [String] {
    switch self {
    case .balanced(let network): network.branchNames
    case .multiphase(let network): network.branchNames
    }
  }

  /// Finds a bus by its name, or else by its label if only one bus has it.
  public func busIndex(named name: String) -> Int? {
    switch self {
    case .balanced(let network): network.busIndex(named: name)
    case .multiphase(let network): network.busIndex(named: name)
    }
  }
}
