/// One member of a rate's JSON object, as its file writes it.
public struct URDBEntry: Hashable, Sendable {
  /// The key.
  public var name: String
  /// The value as JSON text.
  public var json: String

  /// Creates an entry.
  public init(_ name: String, json: String) {
    self.name = name
    self.json = json
  }
}
