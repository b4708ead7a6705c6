/// A named variation of a scenario: keys that are set over the file's own.
public struct ScenarioArm: Hashable, Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// What it is for; empty when the file does not say.
  public var description: String
  /// The values that it sets, in order.
  public var overrides: [AppliedOverride]
}
