import JSONReading
import Quantities
import Spelling

/// The members of an object by name.
struct BookFields {
  let object: JSONValue
  /// What the object is, in the words of a message.
  let title: String
  let entries: [(name: String, key: JSONValue, value: JSONValue)]

  subscript(name: String) -> JSONValue? { entries.first { $0.name == name }?.value }

  /// A value that may be left out or null.
  func optional(_ name: String) -> JSONValue? {
    guard let value = self[name], value.kind != .null else { return nil }
    return value
  }
}

/// A reader that collects all faults on the way.
protocol FaultCollecting {
  var faults: [FileFault] { get set }
}

extension FaultCollecting {
  mutating func fault(_ value: JSONValue, _ message: String) {
    faults.append(FileFault(offset: value.offset, message: message))
  }

  /// The members of an object; names that are unknown or appear twice are faults.
  ///
  /// - Parameter known: The names that there are; `nil` if any name may stand there.
  mutating func fields(
    of value: JSONValue, _ title: String, known: [String]?
  ) -> BookFields? {
    guard let members = value.members else {
      fault(value, "can't read \(title): expected an object, but found \(shown(value.found)).")
      return nil
    }
    var entries: [(name: String, key: JSONValue, value: JSONValue)] = []
    var seen: Set<String> = []
    for member in members {
      let name = member.name.string ?? ""
      if !seen.insert(name).inserted {
        fault(member.name, "the key '\(shown(name))' stands twice in \(title).")
      } else if let known, !known.contains(name) {
        fault(
          member.name,
          "unknown key '\(shown(name))' in \(title). \(advice(for: name, among: known))")
      } else {
        entries.append((name, member.name, member.value))
      }
    }
    return BookFields(object: value, title: title, entries: entries)
  }

  /// A member that must be there.
  mutating func required(_ name: String, of fields: BookFields) -> JSONValue? {
    if let value = fields[name] { return value }
    fault(fields.object, "\(fields.title) needs '\(name)'.")
    return nil
  }

  mutating func elements(of value: JSONValue, _ name: String) -> [JSONValue]? {
    if let elements = value.elements { return elements }
    return mismatch(value, name, "a list")
  }

  /// A text that is not empty.
  mutating func text(_ value: JSONValue, _ name: String) -> String? {
    guard let text = value.string else { return mismatch(value, name, "a text") }
    guard !text.isEmpty else { return mismatch(value, name, "a text that is not empty") }
    return text
  }

  /// A whole number of 64 bits.
  mutating func integer(_ value: JSONValue, _ name: String) -> Int64? {
    switch value.wholeNumber {
    case .integer(let integer): return integer
    case .tooLarge:
      fault(value, "can't read '\(name)': \(shown(value.found)) is beyond 64 bits.")
      return nil
    case .fraction, nil: return mismatch(value, name, "a whole number")
    }
  }

  /// A number, whole or not.
  mutating func number(_ value: JSONValue, _ name: String) -> Double? {
    if let number = value.number { return number }
    if value.kind == .number {
      fault(value, "can't read '\(name)': \(shown(value.found)) is too large.")
      return nil
    }
    return mismatch(value, name, "a number")
  }

  /// A price in currency units per kilowatt-hour, negative ones too.
  mutating func price(_ value: JSONValue, _ name: String) -> EnergyPrice? {
    switch value.scaledInteger(tens: 6) {
    case .integer(let count): return EnergyPrice(microsPerKilowattHour: count)
    case .tooLarge:
      fault(
        value,
        "'\(name)' must lie from -9223372036854 to 9223372036854, but is \(shown(value.found)).")
      return nil
    case nil: return mismatch(value, name, "a number of currency units per kilowatt-hour")
    }
  }

  mutating func mismatch<Value>(
    _ value: JSONValue, _ name: String, _ expected: String
  ) -> Value? {
    fault(value, "can't read '\(name)': expected \(expected), but found \(shown(value.found)).")
    return nil
  }
}

/// A text of a file as it may stand in a message: in one line and not too long.
func shown(_ text: String, limit: Int = 40) -> String {
  var result = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    guard index < limit else { return result + "…" }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
