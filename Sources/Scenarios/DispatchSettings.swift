public import Agents
import Parameters

/// Who decides what the members' batteries do.
public enum DispatchSettings: Hashable, Sendable {
  /// Their owners.
  case members
  /// One plan for all of them, made with perfect foresight at the least cost of the community.
  case centralOptimum(LookAhead)

  /// The word that scenario files use.
  public var word: String {
    switch self {
    case .members: DispatchKeys.members.name
    case .centralOptimum: DispatchKeys.centralOptimum.name
    }
  }
}
