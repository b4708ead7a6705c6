/// The number of names that are looked at, so that a wrong name costs little in a large file.
private let searchLimit = 5000
/// The number of names up to which all are listed where none is similar.
private let listLimit = 20

/// The sentence that ends a message about a name that does not exist: the most similar name as a
/// question, or else all names.
///
/// - Parameters:
///   - name: What was written.
///   - known: What could have been written, in the order of the documentation.
package func advice(for name: String, among known: [String]) -> String {
  if let nearest = nearestName(to: name, among: known) { return "Did you mean \(quoted(nearest))?" }
  guard !known.isEmpty else { return "There is none." }
  var seen: Set<String> = []
  let names = known.filter { seen.insert($0).inserted }
  let listed = names.prefix(listLimit).map(quoted).joined(separator: ", ")
  let more = names.count > listLimit ? " and \(names.count - listLimit) more" : ""
  return "Known: \(listed)\(more)."
}

/// The name that takes the fewest changes, the first of equals.
///
/// `nil` when more than a third of the letters would change, or all of them; upper and lower case
/// do not differ.
package func nearestName(to name: String, among known: [String]) -> String? {
  let wanted = Array(name.lowercased().utf8)
  guard (1...64).contains(wanted.count) else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in known.prefix(searchLimit) {
    let letters = Array(candidate.lowercased().utf8)
    let bound = min(wanted.count - 1, max(1, max(wanted.count, letters.count) / 3))
    guard abs(letters.count - wanted.count) <= bound else { continue }
    let distance = changes(from: wanted, to: letters)
    if distance <= bound, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
}

/// The number of bytes to insert, delete, replace or exchange with their neighbour that turn one
/// text into the other (optimal string alignment).
package func changes(from source: [UInt8], to target: [UInt8]) -> Int {
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

/// A name between quotation marks, without control characters and not longer than a line bears.
private func quoted(_ name: String) -> String {
  let limit = 60
  var scalars = String.UnicodeScalarView()
  for (place, scalar) in name.unicodeScalars.prefix(limit + 1).enumerated() {
    guard place < limit else { return "'\(String(scalars))…'" }
    scalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
  }
  return "'\(String(scalars))'"
}
