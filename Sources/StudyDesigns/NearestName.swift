import Spelling

/// The sentence that offers the nearest of some names, with a space before it; empty if none is near.
func offer(_ name: String, among known: some Sequence<String>) -> String {
  nearestName(to: name, among: Array(known)).map { " Did you mean \(shown($0))?" } ?? ""
}
