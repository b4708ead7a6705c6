import JSONReading
import PowerFlow
import Spelling

/// A component of a power-grid-model file, whose attributes are read by name.
struct PowerGridModelRecord {
  /// What the component is called in messages, such as `line 12`.
  let title: String
  /// The identifier, which no other component of the file has.
  let id: Int
  /// The byte at which the component starts.
  let offset: Int
  private let fields: [String: JSONValue]

  /// Opens a component; what is wrong goes to the report.
  ///
  /// - Parameters:
  ///   - value: An object, or a list of values in the order of the attributes.
  ///   - kind: The kind of component.
  ///   - attributes: The attributes of such lists, if the file names them.
  ///   - known: The attributes that the kind may have.
  init?(
    _ value: JSONValue, kind: String, attributes: [String]?, known: [String],
    _ report: inout ImportReport
  ) {
    var fields: [String: JSONValue] = [:]
    if let members = value.members {
      for (name, member) in members {
        let text = name.string ?? ""
        guard known.contains(text) else {
          report.refuse(
            at: name.offset,
            "unknown attribute \(shortened(text)) in a \(kind). \(advice(for: text, among: known))")
          continue
        }
        if fields.updateValue(member, forKey: text) != nil {
          report.refuse(at: name.offset, "the attribute \(quoted(text)) appears twice.")
        }
      }
    } else if let elements = value.elements {
      guard let attributes, attributes.count == elements.count else {
        report.refuse(
          at: value.offset,
          "a \(kind) is a list of \(elements.count) values, but 'attributes' names "
            + "\(attributes?.count ?? 0) for it.")
        return nil
      }
      fields = Dictionary(zip(attributes, elements)) { first, _ in first }
    } else {
      report.refuse(
        at: value.offset, "a \(kind) must be an object or a list, not \(value.found).")
      return nil
    }
    guard let id = fields["id"]?.number.flatMap({ Int(exactly: $0) }) else {
      report.refuse(at: value.offset, "a \(kind) needs a whole number as its 'id'.")
      return nil
    }
    self.id = id
    title = "\(kind) \(id)"
    offset = value.offset
    self.fields = fields.filter { $0.value.kind != .null }
  }

  /// The byte at which an attribute starts.
  func offset(of name: String) -> Int { fields[name]?.offset ?? offset }

  /// Whether the attribute has a value.
  func has(_ name: String) -> Bool { fields[name] != nil }

  /// A number; its absence is a fault.
  func number(
    _ name: String, _ allowed: AllowedNumbers, _ report: inout ImportReport
  ) -> Double? {
    guard let field = fields[name] else {
      report.refuse(at: offset, "\(title) needs the attribute \(quoted(name)).")
      return nil
    }
    guard let number = field.number, allowed.contains(number) else {
      report.refuse(
        at: field.offset, "\(quoted(name)) of \(title) must be \(allowed.name), not \(field.found)."
      )
      return nil
    }
    return number
  }

  /// A number, or another one where it is left out.
  func number(
    _ name: String, _ allowed: AllowedNumbers, default fallback: Double,
    _ report: inout ImportReport
  ) -> Double {
    has(name) ? number(name, allowed, &report) ?? fallback : fallback
  }

  /// A whole number; its absence is a fault.
  func integer(
    _ name: String, in range: ClosedRange<Int>, _ report: inout ImportReport
  ) -> Int? {
    guard let number = number(name, .any, &report) else { return nil }
    guard let integer = Int(exactly: number), range.contains(integer) else {
      report.refuse(
        at: offset(of: name),
        "\(quoted(name)) of \(title) must be a whole number from \(range.lowerBound) to "
          + "\(range.upperBound), not \(number).")
      return nil
    }
    return integer
  }

  /// A whole number, or another one where it is left out.
  func integer(
    _ name: String, in range: ClosedRange<Int>, default fallback: Int,
    _ report: inout ImportReport
  ) -> Int {
    has(name) ? integer(name, in: range, &report) ?? fallback : fallback
  }

  /// A status of 0 or 1; one left out is 1.
  func status(_ name: String, _ report: inout ImportReport) -> Bool {
    integer(name, in: 0...1, default: 1, &report) == 1
  }

  /// Three numbers, one for each phase.
  func phases(_ name: String, _ report: inout ImportReport) -> SIMD3<Double>? {
    guard let field = fields[name] else {
      report.refuse(at: offset, "\(title) needs the attribute \(quoted(name)).")
      return nil
    }
    let numbers = (field.elements ?? []).compactMap(\.number)
    guard numbers.count == 3, numbers.allSatisfy(AllowedNumbers.any.contains) else {
      report.refuse(
        at: field.offset,
        "\(quoted(name)) of \(title) must be a list of three numbers, one for each phase.")
      return nil
    }
    return SIMD3(numbers[0], numbers[1], numbers[2])
  }

  /// Three numbers without telling what is wrong.
  func phases(_ name: String) -> SIMD3<Double>? {
    let numbers = (fields[name]?.elements ?? []).compactMap(\.number)
    return numbers.count == 3 ? SIMD3(numbers[0], numbers[1], numbers[2]) : nil
  }
}
