import Contracts
import JSONReading
import Spelling

extension ReplayReader {
  /// What a step expects as the answer; `nil` if a fault was found in it.
  mutating func expectation(
    _ value: JSONValue, _ scope: inout VectorScope
  ) -> ReplayExpectation? {
    let kinds = ["value", "bind", "error", "noop"]
    guard let fields = fields(of: value, "'expect'", known: kinds) else { return nil }
    guard fields.entries.count == 1, let (kind, _, value) = fields.entries.first else {
      fault(value, "'expect' needs exactly one of 'value', 'bind', 'error' and 'noop'.")
      return nil
    }
    switch kind {
    case "bind":
      guard let name = text(value, "bind") else { return nil }
      guard !name.isEmpty, !name.contains(".") else {
        fault(value, "a name for an id needs a character and no full stop.")
        return nil
      }
      return .binding(name)
    case "error":
      let code: ContractErrorCode? = code(value, "error code")
      return code.map { .error($0) }
    case "noop":
      let code: ContractNoopCode? = code(value, "code")
      return code.map { .noop($0) }
    default:
      guard let expected = anyValue(value, "value") else { return nil }
      requireBoundNames(in: expected, at: value, scope)
      return .value(expected)
    }
  }

  /// One of the words that the contract answers with.
  private mutating func code<Code: CaseIterable & RawRepresentable<String>>(
    _ value: JSONValue, _ title: String
  ) -> Code? {
    guard let word = text(value, title) else { return nil }
    if let code = Code(rawValue: word) { return code }
    let known = Code.allCases.map(\.rawValue)
    fault(value, "unknown \(title) '\(shown(word))'. \(advice(for: word, among: known))")
    return nil
  }

  /// The names of events; `nil` if a fault was found in them.
  mutating func events(_ value: JSONValue) -> ExpectedEvents? {
    guard let elements = elements(of: value, "events") else { return nil }
    var names: [String] = []
    for element in elements {
      guard let name = text(element, "events") else { continue }
      if ContractEvent.names.contains(name) {
        names.append(name)
      } else {
        fault(
          element,
          "unknown event '\(shown(name))'. \(advice(for: name, among: ContractEvent.names))")
      }
    }
    return names.count == elements.count
      ? ExpectedEvents(names: names, offset: value.offset) : nil
  }

  /// The values of paths; those with a fault are left out.
  mutating func facts(_ value: JSONValue, _ scope: VectorScope) -> [ExpectedFact] {
    guard let members = fields(of: value, "'state'", known: nil) else { return [] }
    var facts: [ExpectedFact] = []
    for (text, key, value) in members.entries {
      guard let expected = anyValue(value, "state.\(shown(text))") else { continue }
      requireBoundNames(in: expected, at: value, scope)
      do throws(StatePath.Fault) {
        let path = try StatePath(text)
        for name in path.keys { requireBoundName(name, at: key, scope) }
        if path.subject == .member, path.field != StateFields.existence,
          !scope.applicants.contains(MemberAddress(path.key))
        {
          fault(
            key,
            "unknown member '\(shown(path.key))' in '\(shown(text))': nobody of this address has "
              + "asked for admission. \(advice(for: path.key, among: scope.applicantNames))")
        }
        facts.append(ExpectedFact(path: path, value: expected, offset: key.offset))
      } catch {
        fault(key, "unknown path '\(shown(text, limit: 80))' of the state: \(error.message)")
      }
    }
    return facts
  }
}

extension ContractEvent {
  /// The names of all events.
  static let names = [
    "transfer", "retract", "membership", "process", "ballot", "offer", "change", "invalid",
  ]
}
