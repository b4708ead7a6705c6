/// What to do with buses that no branch in service joins to a source.
public enum IslandPolicy: String, Hashable, Sendable, CaseIterable {
  /// Refuse the network and name the buses.
  case refuse
  /// Solve the rest. The voltages of the dead buses are not numbers, and the power that is asked for
  /// there is not served.
  case solveRest = "solve-rest"
}
