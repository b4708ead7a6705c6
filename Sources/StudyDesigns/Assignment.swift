/// A value that a study sets in its base scenario: a key and what it becomes.
public struct Assignment: Hashable, Sendable {
  /// The path of the key, such as `members.home.photovoltaic.share`.
  public var path: String
  /// The value as YAML, such as `40 %`.
  public var value: String

  /// Creates an assignment.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}
