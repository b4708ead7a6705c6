/// One fault, said so that its author can mend it.
public struct Diagnostic: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Where it is.
  public let place: SourcePlace
  /// What is wrong and what to write instead, in whole sentences.
  public let message: String

  /// Creates a diagnostic.
  public init(_ place: SourcePlace, _ message: String) {
    self.place = place
    self.message = message
  }

  public var description: String { "\(place): \(message)" }

  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.place, left.message) < (right.place, right.message)
  }
}

/// What a reading has found wrong so far.
///
/// A group is read once for each of its members; what is wrong with all of them is said once.
package final class Diagnostics {
  /// The number after which nothing more is kept: nobody reads on, and hostile files end soon.
  static let limit = 200

  private(set) var all: Set<Diagnostic> = []

  package init() {}

  var isEmpty: Bool { all.isEmpty }
  /// Whether nothing more is kept.
  var isFull: Bool { all.count >= Self.limit }

  func report(_ place: SourcePlace, _ message: String) {
    guard all.count < Self.limit else { return }
    all.insert(Diagnostic(place, message))
  }

  /// Reports the first of many faults at one place, such as those of a group's members.
  func reportOnce(_ place: SourcePlace, _ message: String) {
    guard !all.contains(where: { $0.place == place }) else { return }
    report(place, message)
  }

  /// Throws what was reported, if anything was.
  package func check() throws(ScenarioError) {
    guard !isEmpty else { return }
    throw ScenarioError(Array(all))
  }
}
