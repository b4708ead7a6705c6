/// A bus with the conductors that were named behind it: `671.1.2`.
struct ScriptBus: Hashable {
  /// The name, in lower case.
  var name: String
  /// The name as it was written.
  var label: String
  /// The conductors that were named.
  var nodes: [Int]
  /// Where it stands.
  var place: ScriptPlace

  /// The highest number of a conductor.
  static let nodeLimit = 99

  init(_ value: ScriptValue) throws(ScriptFault) {
    let parts = value.text.split(separator: ".", omittingEmptySubsequences: false)
    label = String(parts.first ?? "")
    name = label.lowercased()
    place = value.place
    guard !name.isEmpty, name.utf8.count <= 200 else { throw value.mustBe("the name of a bus") }
    nodes = []
    for part in parts.dropFirst() {
      guard let node = Int(part), (0...Self.nodeLimit).contains(node), nodes.count < 20 else {
        throw value.mustBe(
          "a bus and numbers of conductors from 0 to \(Self.nodeLimit), such as 671.1.2")
      }
      nodes.append(node)
    }
  }

  /// The conductors of an element with so many phases and so many conductors: those named, then
  /// the phases by their numbers, and the ground for all behind them.
  func conductors(phases: Int, count: Int) -> [Int] {
    (0..<count).map { index in
      index < nodes.count ? nodes[index] : index < phases ? index + 1 : 0
    }
  }
}
