import JSONReading
import Spelling

/// The members of an object by name.
struct ObjectFields {
  let object: JSONValue
  /// What the object is, in the words of a message.
  let title: String
  let entries: [(name: String, key: JSONValue, value: JSONValue)]

  subscript(name: String) -> JSONValue? { entries.first { isSame($0.name, name) }?.value }

  /// A value that may be left out or null.
  func optional(_ name: String) -> JSONValue? {
    guard let value = self[name], value.kind != .null else { return nil }
    return value
  }
}

extension ReplayReader {
  /// The members of an object; names that are unknown or appear twice are faults.
  ///
  /// - Parameter known: The names that there are; `nil` if any name may stand there.
  mutating func fields(
    of value: JSONValue, _ title: String, known: [String]?
  ) -> ObjectFields? {
    guard let members = value.members else {
      fault(value, "can't read \(title): expected an object, but found \(value.found).")
      return nil
    }
    var entries: [(name: String, key: JSONValue, value: JSONValue)] = []
    var seen: Set<[UInt8]> = []
    for member in members {
      let name = member.name.string ?? ""
      guard seen.insert(Array(name.utf8)).inserted else {
        fault(member.name, "the key '\(shown(name))' stands twice in \(title).")
        continue
      }
      if let known, !known.contains(where: { isSame($0, name) }) {
        fault(
          member.name,
          "unknown key '\(shown(name))' in \(title). \(advice(for: name, among: known))")
        continue
      }
      entries.append((name, member.name, member.value))
    }
    return ObjectFields(object: value, title: title, entries: entries)
  }

  /// A member that must be there.
  mutating func required(_ name: String, of fields: ObjectFields) -> JSONValue? {
    if let value = fields[name] { return value }
    fault(fields.object, "\(fields.title) needs '\(name)'.")
    return nil
  }

  mutating func elements(of value: JSONValue, _ name: String) -> [JSONValue]? {
    if let elements = value.elements { return elements }
    return mismatch(value, name, "a list")
  }

  mutating func text(_ value: JSONValue, _ name: String) -> String? {
    if let text = value.string { return text }
    return mismatch(value, name, "a text")
  }

  mutating func boolean(_ value: JSONValue, _ name: String) -> Bool? {
    if let boolean = value.bool { return boolean }
    return mismatch(value, name, "true or false")
  }

  /// A whole number of 64 bits.
  mutating func integer(_ value: JSONValue, _ name: String) -> Int64? {
    switch value.wholeNumber {
    case .integer(let integer): return integer
    case .tooLarge:
      fault(
        value,
        "can't read '\(name)': \(shown(value.found)) is beyond 64 bits; whole numbers lie between "
          + "\(Int64.min) and \(Int64.max).")
      return nil
    case .fraction, nil: return mismatch(value, name, "a whole number")
    }
  }

  /// A number, whole or not.
  mutating func number(_ value: JSONValue, _ name: String) -> Double? {
    if let number = value.number { return number }
    return mismatch(value, name, "a number")
  }

  /// Any value; whole numbers must fit in 64 bits.
  mutating func anyValue(_ value: JSONValue, _ name: String) -> ReplayValue? {
    switch value.kind {
    case .null: return .null
    case .false: return .boolean(false)
    case .true: return .boolean(true)
    case .string: return .text(value.string ?? "")
    case .number:
      if value.wholeNumber == .fraction { return number(value, name).map { .number($0) } }
      return integer(value, name).map { .integer($0) }
    case .array:
      let elements = value.elements ?? []
      let values = elements.compactMap { anyValue($0, name) }
      return values.count == elements.count ? .list(values) : nil
    case .object:
      guard let fields = fields(of: value, "'\(name)'", known: nil) else { return nil }
      let entries = fields.entries.compactMap { name, _, value in
        anyValue(value, shown(name)).map { ReplayValue.Entry(name, $0) }
      }
      return entries.count == fields.entries.count ? .object(entries) : nil
    }
  }

  mutating func mismatch<Value>(
    _ value: JSONValue, _ name: String, _ expected: String
  ) -> Value? {
    fault(value, "can't read '\(name)': expected \(expected), but found \(shown(value.found)).")
    return nil
  }
}
