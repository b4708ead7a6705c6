/// The advice that ends a message about a name that does not exist.
package enum Suggestion {
  /// The number of names that are looked at, so that a wrong name costs little in a large scenario.
  private static let searchLimit = 5000
  /// The number of names up to which all are listed where none is similar.
  private static let listLimit = 20

  /// The most similar name as a question, or else all names.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - known: What could have been written, in the order of the documentation.
  package static func advice(for name: String, among known: [String]) -> String {
    if let nearest = nearest(to: name, among: known) { return "Did you mean '\(nearest)'?" }
    guard !known.isEmpty else { return "There is none." }
    let listed = known.prefix(listLimit).map { "'\($0)'" }.joined(separator: ", ")
    let more = known.count > listLimit ? " and \(known.count - listLimit) more" : ""
    return "Known: \(listed)\(more)."
  }

  /// The name that takes the fewest changes, the first of equals; `nil` when more than a third of
  /// the characters would change.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard (1...64).contains(wanted.count) else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known.prefix(searchLimit) {
      let letters = Array(candidate.lowercased().utf8)
      let bound = max(1, max(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= bound else { continue }
      let distance = changes(from: wanted, to: letters)
      if distance <= bound, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The number of bytes to insert, delete, replace or exchange with their neighbour that turn one
  /// text into the other (optimal string alignment).
  package static func changes(from source: [UInt8], to target: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...target.count)
    for row in source.indices {
      var current = [row + 1]
      for column in target.indices {
        let replaced = last[column] + (source[row] == target[column] ? 0 : 1)
        var least = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, source[row] == target[column - 1],
          source[row - 1] == target[column]
        {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[target.count]
  }
}
