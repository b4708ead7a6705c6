import JSONReading
import PowerFlow
import Spelling

/// One object of a JSON text that is read field by field, collecting what is wrong.
struct JSONRecord {
  /// What the object is called in messages, such as `line 'L5'`.
  var title: String
  fileprivate let object: JSONValue
  private let fields: [String: JSONValue]

  /// Opens an object.
  ///
  /// - Parameters:
  ///   - value: The object.
  ///   - title: What it is called in messages.
  ///   - known: The names of the fields that it may have.
  ///   - report: Where faults go.
  init?(_ value: JSONValue, _ title: String, known: [String], _ report: inout FaultList) {
    guard let members = value.members else {
      report.add(value, "\(title) must be an object, but is \(value.found).")
      return nil
    }
    var fields: [String: JSONValue] = [:]
    for (name, member) in members {
      let text = name.string ?? ""
      if !known.contains(text) {
        report.add(
          name, "unknown field \(shortened(text)) in \(title). \(advice(for: text, among: known))")
      } else if fields.updateValue(member, forKey: text) != nil {
        report.add(name, "the field \(quoted(text)) appears twice in \(title).")
      }
    }
    self.title = title
    self.object = value
    self.fields = fields
  }

  /// The field, or `nil` if it is not there.
  func optional(_ name: String) -> JSONValue? { fields[name] }

  /// The field; its absence is a fault.
  func required(_ name: String, _ report: inout FaultList) -> JSONValue? {
    if let field = fields[name] { return field }
    report.add(object, "\(title) needs the field \(quoted(name)).")
    return nil
  }

  /// A text; a wrong kind is a fault.
  func text(_ name: String, _ report: inout FaultList) -> String? {
    required(name, &report).flatMap { text($0, name, &report) }
  }

  /// A text that may be left out.
  func optionalText(_ name: String, _ report: inout FaultList) -> String? {
    optional(name).flatMap { text($0, name, &report) }
  }

  /// `true` or `false`; a field left out is the default.
  func flag(_ name: String, default fallback: Bool, _ report: inout FaultList) -> Bool {
    guard let field = optional(name) else { return fallback }
    guard let flag = field.bool else {
      report.add(field, "\(quoted(name)) of \(title) must be true or false, not \(field.found).")
      return fallback
    }
    return flag
  }

  /// A number, times a power of ten; a wrong kind, and one that is not allowed, are faults.
  func number(
    _ name: String, _ allowed: AllowedNumbers, tens: Int = 0, _ report: inout FaultList
  ) -> Double? {
    required(name, &report).flatMap { number($0, name, allowed, tens, &report) }
  }

  /// A number, times a power of ten, that may be left out or null.
  func optionalNumber(
    _ name: String, _ allowed: AllowedNumbers, tens: Int = 0, _ report: inout FaultList
  ) -> Double? {
    guard let field = optional(name), field.kind != .null else { return nil }
    return number(field, name, allowed, tens, &report)
  }

  private func text(_ field: JSONValue, _ name: String, _ report: inout FaultList) -> String? {
    guard let text = field.string else {
      report.add(field, "\(quoted(name)) of \(title) must be a text, not \(field.found).")
      return nil
    }
    return text
  }

  private func number(
    _ field: JSONValue, _ name: String, _ allowed: AllowedNumbers, _ tens: Int,
    _ report: inout FaultList
  ) -> Double? {
    guard let number = field.number, allowed.contains(number),
      let scaled = field.number(tens: tens)
    else {
      report.add(
        field, "\(quoted(name)) of \(title) must be \(allowed.name), not \(field.found).")
      return nil
    }
    return scaled
  }
}

/// Which numbers a field may hold.
enum AllowedNumbers {
  case any
  case notNegative
  case positive

  func contains(_ number: Double) -> Bool {
    switch self {
    case .any: number.magnitude < 1e30
    case .notNegative: number >= 0 && number < 1e30
    case .positive: number > 1e-30 && number < 1e30
    }
  }

  var name: String {
    switch self {
    case .any: "a number"
    case .notNegative: "a number not below zero"
    case .positive: "a number greater than zero"
    }
  }
}

/// The faults found so far, as many as anybody reads.
struct FaultList {
  private(set) var faults: [JSONFault] = []

  mutating func add(_ value: JSONValue, _ message: String) {
    if faults.count < NetworkFileError.limit {
      faults.append(JSONFault(offset: value.offset, message: message))
    }
  }

  /// Adds a fault of an object as a whole.
  mutating func add(_ record: JSONRecord, _ message: String) { add(record.object, message) }
}

/// A name between quotation marks, cut when it is very long.
func shortened(_ name: String) -> String {
  name.utf8.count > 60 ? quoted(String(name.prefix(60)) + "…") : quoted(name)
}
