/// There is no time zone of a name.
public struct TimeZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name that was asked for.
  public let identifier: String

  /// The most similar name that exists, if any is similar.
  public let suggestion: String?

  /// Creates the error.
  public init(identifier: String, suggestion: String?) {
    self.identifier = identifier
    self.suggestion = suggestion
  }

  public var description: String {
    let shown = identifier.utf8.count <= 64 ? identifier : "\(identifier.prefix(61))..."
    let remedy =
      suggestion.map { "Did you mean '\($0)'?" }
      ?? "Use a name such as 'Europe/Berlin', 'UTC' or '+01:00'."
    return "there is no time zone '\(shown)'. \(remedy)"
  }
}

/// The name that takes the fewest changed letters, by the first of equals; `nil` when more than a
/// third of the letters would change, or when the text is much longer than any name.
func nearestName(to text: String, among names: [String]) -> String? {
  let wanted = Array(text.lowercased().utf8.prefix(65))
  guard wanted.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for name in names {
    let candidate = name.lowercased()
    // A city alone ("Berlin") is as good as its whole name.
    let city = candidate.split(separator: "/").last.map(String.init) ?? candidate
    let distance = min(
      editDistance(wanted, Array(candidate.utf8)), editDistance(wanted, Array(city.utf8)))
    if distance < best?.distance ?? Int.max { best = (name, distance) }
  }
  return best.flatMap { 3 * $0.distance <= wanted.count ? $0.name : nil }
}

/// The letters to insert, delete or replace to turn one text into another (Levenshtein distance).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
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
