import JSONReading
import Spelling

/// The sentence about a name that does not exist: the nearest one as a question, and all of them.
///
/// - Parameter kind: What it would be the name of, such as `design`.
package func unknownName(_ name: String, _ kind: String, known: [String]) -> String {
  let meant = nearestName(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
  let plural = kind.prefix(1).uppercased() + kind.dropFirst() + "s"
  let plurals = plural.hasSuffix("ys") ? plural.dropLast(2) + "ies" : plural[...]
  return "unknown \(kind) '\(shown(name))'.\(meant) \(plurals): \(known.joined(separator: ", "))."
}
