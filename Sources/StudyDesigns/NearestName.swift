/// The sentence that offers the nearest of some names, with a space before it; empty if none is near.
func offer(_ name: String, among known: some Sequence<String>) -> String {
  let wanted = Array(name.prefix(64).lowercased().unicodeScalars)
  var best: (name: String, distance: Int)?
  for candidate in known {
    let scalars = Array(candidate.prefix(64).lowercased().unicodeScalars)
    let distance = editDistance(wanted, scalars)
    guard distance <= max(1, min(wanted.count, scalars.count) / 2) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best.map { " Did you mean \(shown($0.name))?" } ?? ""
}

/// The number of letters to insert, remove or replace to make one word of another.
private func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var row = Array(0...second.count)
  for (i, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in second.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[second.count]
}
