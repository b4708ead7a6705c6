/// The name that was probably meant, or `nil` if none is near.
package func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(64))
  // A change of each letter is not a slip of the pen.
  let limit = min(2, wanted.count / 2)
  var best: (name: String, distance: Int)?
  for candidate in names {
    let bytes = Array(candidate.lowercased().utf8.prefix(64))
    guard abs(bytes.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, bytes)
    if distance <= limit && distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The number of insertions, deletions and replacements that turn one text into the other.
private func editDistance(_ source: [UInt8], _ target: [UInt8]) -> Int {
  var previous = Array(0...target.count)
  for (row, byte) in source.enumerated() {
    var current = [row + 1]
    for (column, other) in target.enumerated() {
      let replaced = previous[column] + (byte == other ? 0 : 1)
      current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[target.count]
}

/// The sentence that follows a name that is unknown.
package func advice(for name: String, among names: [String]) -> String {
  if let nearest = nearestName(to: name, among: names) {
    return "Did you mean '\(nearest)'?"
  }
  let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
  return names.isEmpty
    ? "There is none." : "Known are \(shown)\(names.count > 12 ? " and others" : "")."
}
