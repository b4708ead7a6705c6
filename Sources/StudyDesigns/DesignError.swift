/// What is wrong with the factors or the design of a study.
public struct DesignError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the factor that it is about; `nil` when it is about the design.
  public var factor: String?
  /// The row of the table that it is about, counted from 1; `nil` when it is about none.
  public var row: Int?
  /// A sentence for a person: the factor, what was found, and what is allowed.
  public var description: String

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - description: A sentence for a person.
  ///   - factor: The name of the factor that it is about.
  ///   - row: The row of the table that it is about, counted from 1.
  public init(_ description: String, factor: String? = nil, row: Int? = nil) {
    self.factor = factor
    self.row = row
    self.description = description
  }
}

/// A text from outside as a message shows it: in quotes, on one line, not longer than a line.
func shown(_ text: String) -> String {
  var visible = ""
  for (index, character) in text.prefix(61).enumerated() {
    guard index < 60 else { return "'\(visible)…'" }
    visible.append(character.isNewline || character.isASCII && character < " " ? " " : character)
  }
  return "'\(visible)'"
}
