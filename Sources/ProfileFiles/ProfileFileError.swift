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

/// The beginning of a remedy: the most similar of some names, if any is similar.
func suggestion(for name: String, among names: [String]) -> String {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  // A file of random bytes can have a million names; a few thousand are enough to help.
  for candidate in names.prefix(4096) {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let distance = editDistance(wanted, letters)
    if distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  if let best, 2 * best.distance <= max(wanted.count, 2) {
    return "Did you mean \(shown(best.name))?"
  }
  let some = names.prefix(8).map(shown).joined(separator: ", ")
  return names.count > 8 ? "There are \(some), …" : "There are \(some)."
}

/// The letters to insert, delete or replace to turn one text into another.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let replaced = diagonal + (letter == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
