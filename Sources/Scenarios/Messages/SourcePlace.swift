/// Where something was written: in a file, or in an override.
public struct SourcePlace: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file as the user gave it, or the override such as `--set market.k=2`.
  public let source: String
  /// The line, counted from 1; 0 where the source as a whole is meant.
  public let line: Int
  /// The column, counted from 1 in characters of Unicode.
  public let column: Int

  /// Creates a place in a file.
  public init(_ source: String, line: Int, column: Int) {
    self.source = source
    self.line = line
    self.column = column
  }

  /// Creates a place that is a source as a whole.
  public init(_ source: String) { self.init(source, line: 0, column: 0) }

  /// The source, with line and column where there are any.
  public var description: String { line == 0 ? source : "\(source):\(line):\(column)" }

  public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.line, left.column, left.source) < (right.line, right.column, right.source)
  }
}
