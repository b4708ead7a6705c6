/// The names that a vector has given to ids, and those that it could not give.
struct BoundNames: Sendable {
  private enum Meaning: Sendable {
    case id(String)
    case unbound(step: Int)
  }

  private var meanings: [String: Meaning] = [:]

  /// Gives a name to an id.
  mutating func bind(_ name: String, to id: String) { meanings[name] = .id(id) }

  /// Notes that a step gave no id for a name.
  mutating func unbind(_ name: String, step: Int) { meanings[name] = .unbound(step: step) }

  /// The text, or the id that it stands for.
  func resolve(_ text: String) throws(UnboundName) -> String {
    guard text.utf8.first == UInt8(ascii: "$"), let meaning = meanings[String(text.dropFirst())]
    else { return text }
    switch meaning {
    case .id(let id): return id
    case .unbound(let step): throw UnboundName(name: text, step: step)
    }
  }

  /// The value with ids in place of their names.
  func resolve(_ value: ReplayValue) throws(UnboundName) -> ReplayValue {
    switch value {
    case .text(let text): return .text(try resolve(text))
    case .list(let values):
      var resolved: [ReplayValue] = []
      for value in values { resolved.append(try resolve(value)) }
      return .list(resolved)
    case .object(let entries):
      var resolved: [ReplayValue.Entry] = []
      for entry in entries {
        resolved.append(ReplayValue.Entry(try resolve(entry.name), try resolve(entry.value)))
      }
      return .object(resolved)
    case .null, .boolean, .integer, .number: return value
    }
  }
}

/// A name whose step did not give an id.
struct UnboundName: Error, CustomStringConvertible {
  let name: String
  let step: Int

  var description: String { "no id for '\(shown(name))', because step \(step) gave none" }
}
