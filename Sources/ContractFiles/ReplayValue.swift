/// A value of a replay file or of a contract's state, as JSON knows values.
public enum ReplayValue: Hashable, Sendable {
  /// Nothing: what is asked for does not exist.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([ReplayValue])
  /// Values by name, in an order that means nothing.
  case object([Entry])

  /// A value with its name.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: ReplayValue

    /// Creates an entry.
    public init(_ name: String, _ value: ReplayValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value with a name, or `nil` if there is none.
  public subscript(name: String) -> ReplayValue? {
    guard case .object(let entries) = self else { return nil }
    return entries.first { isSame($0.name, name) }?.value
  }

  /// The value as a number, or `nil` if it is none.
  var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  /// Whether two values are the same: texts byte for byte, numbers however they are written.
  func matches(_ other: ReplayValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.integer, .number), (.number, .integer), (.number, .number): double == other.double
    case (.text(let left), .text(let right)): isSame(left, right)
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { entry in other[entry.name].map(entry.value.matches) ?? false }
    default: false
    }
  }
}

extension ReplayValue: CustomStringConvertible {
  /// The value as a JSON text in one line; long texts are cut.
  public var description: String {
    switch self {
    case .null: "null"
    case .boolean(let boolean): "\(boolean)"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .text(let text): "\"\(shown(text, limit: 80))\""
    case .list(let values): "[\(values.map(\.description).joined(separator: ", "))]"
    case .object(let entries):
      "{\(entries.map { "\"\(shown($0.name))\": \($0.value)" }.joined(separator: ", "))}"
    }
  }
}

extension ReplayValue: Encodable {
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .boolean(let boolean): try boolean.encode(to: encoder)
    case .integer(let integer): try integer.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .text(let text): try text.encode(to: encoder)
    case .list(let values): try values.encode(to: encoder)
    case .object(let entries):
      var container = encoder.container(keyedBy: Name.self)
      for entry in entries { try container.encode(entry.value, forKey: Name(entry.name)) }
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}
