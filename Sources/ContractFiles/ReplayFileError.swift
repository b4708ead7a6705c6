/// The faults in a replay file, each with its place.
public struct ReplayFileError: Error, Hashable, CustomStringConvertible {
  /// One fault.
  public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int
    /// What is wrong and, where it can be said, what to write instead.
    public let message: String

    public var description: String { "\(file):\(line):\(column): \(message)" }
  }

  /// The faults in the order of the file; at most a hundred are kept.
  public let diagnostics: [Diagnostic]

  /// The most faults that are kept of one file.
  static let limit = 100

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
