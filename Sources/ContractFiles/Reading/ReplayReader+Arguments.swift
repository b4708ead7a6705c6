import Contracts
import JSONReading
import Spelling

extension ReplayReader {
  /// The arguments of a call as its operation has them; any for an operation that the contract does
  /// not have.
  mutating func arguments(
    of step: ObjectFields, _ signature: OperationSignature?, _ scope: VectorScope
  ) -> ReplayValue? {
    let object = step.optional("args")
    guard let signature else {
      return object.map { anyValue($0, "args") } ?? .object([])
    }
    let title = "'args' of '\(signature.name)'"
    let known = signature.parameters.map(\.name)
    var given: ObjectFields?
    if let object {
      given = fields(of: object, title, known: known)
      if given == nil { return nil }
    }
    let count = faults.count
    let place = object ?? step.object
    if let choice = signature.choice {
      let count = choice.names.count { given?.optional($0) != nil }
      let names = choice.names.map { "'\($0)'" }
      if count == 0 { fault(place, "\(title) needs \(names.joined(separator: " or ")).") }
      if count > 1, !choice.allowsSeveral {
        fault(place, "\(title) needs only one of \(names.joined(separator: " and ")).")
      }
    }
    var entries: [ReplayValue.Entry] = []
    for parameter in signature.parameters {
      guard let value = given?[parameter.name] else {
        if !parameter.isOptional { fault(place, "\(title) needs '\(parameter.name)'.") }
        continue
      }
      if parameter.isOptional, value.kind == .null { continue }
      guard let argument = argument(value, parameter, field: given?["field"]?.string) else {
        continue
      }
      requireBoundNames(in: argument, at: value, scope)
      entries.append(ReplayValue.Entry(parameter.name, argument))
    }
    return faults.count == count ? .object(entries) : nil
  }

  private mutating func argument(
    _ value: JSONValue, _ parameter: OperationSignature.Parameter, field: String?
  ) -> ReplayValue? {
    let name = "args.\(parameter.name)"
    if let fields = parameter.fields, let field, !fields.contains(field) {
      if let text = value.string { return .text(text) }
      guard value.kind == .number else { return mismatch(value, name, "a text or a whole number") }
      return integer(value, name).map { .integer($0) }
    }
    switch parameter.kind {
    case .text: return text(value, name).map { .text($0) }
    case .integer: return integer(value, name).map { .integer($0) }
    case .boolean: return boolean(value, name).map { .boolean($0) }
    }
  }

  /// Whether a call has arguments that its operation does not have, or lacks some.
  func isMisshapen(_ step: ObjectFields, _ signature: OperationSignature) -> Bool {
    let given = (step.optional("args")?.members ?? []).map { $0.name.string ?? "" }
    let lacks = signature.parameters.contains { parameter in
      !parameter.isOptional && !given.contains(parameter.name)
    }
    let lacksChoice = signature.choice.map { !$0.names.contains { given.contains($0) } } ?? false
    let exceeds = given.contains { name in
      !signature.parameters.contains { isSame($0.name, name) }
    }
    return lacks || lacksChoice || exceeds
  }

  /// Tells of texts that look like the name of an id that no step before gives.
  mutating func requireBoundNames(
    in value: ReplayValue, at place: JSONValue, _ scope: VectorScope
  ) {
    switch value {
    case .text(let text): requireBoundName(text, at: place, scope)
    case .list(let values): for value in values { requireBoundNames(in: value, at: place, scope) }
    case .object(let entries):
      for entry in entries {
        requireBoundName(entry.name, at: place, scope)
        requireBoundNames(in: entry.value, at: place, scope)
      }
    case .null, .boolean, .integer, .number: break
    }
  }

  /// Tells of a text that looks like the name of an id that no step before gives.
  mutating func requireBoundName(_ text: String, at place: JSONValue, _ scope: VectorScope) {
    let bytes = text.utf8
    guard bytes.first == UInt8(ascii: "$"), let first = bytes.dropFirst().first else { return }
    let name = String(text.dropFirst())
    // A price such as '$100' is no name, unless a step has made it one.
    let isLetter =
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20 || first == UInt8(ascii: "_")
    guard isLetter, !scope.names.contains(name) else { return }
    fault(
      place,
      "no step before this one binds '$\(shown(name))'. "
        + advice(for: name, among: scope.names.sorted()))
  }
}
