/// A profile file can't be read: where, why, and what to do.
public struct ProfileFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the file.
  public let file: String

  /// The line, counted from 1; `nil` when the error is one of the whole file.
  public let line: Int?

  /// The column of the line, in characters counted from 1.
  public let column: Int?

  /// What is wrong and what to do about it.
  public let message: String

  /// Creates an error.
  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String {
    let place = [line, column].compactMap { $0.map(String.init) }.map { ":\($0)" }.joined()
    return "\(file)\(place): \(message)"
  }
}

/// A text of a file as it may be shown: on one line, without control characters, not too long.
func shown(_ text: some StringProtocol) -> String {
  let limit = 40
  var scalars = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < limit else { return "'\(String(scalars))…'" }
    let isControl = scalar.properties.generalCategory == .control
    scalars.append(isControl ? "\u{FFFD}" : scalar)
    count += 1
  }
  return "'\(String(scalars))'"
}
