import JSONReading

/// A JSON value whose members keep their order, so that the same description gives the same text.
indirect enum SchemaValue {
  case string(String)
  case number(Double)
  case boolean(Bool)
  case array([SchemaValue])
  case object([(key: String, value: SchemaValue)])

  /// The value as JSON, one member or element a line, short ones on one line.
  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let string): return JSONString.quoted(string)
    case .number(let number): return QuantityText.decimal(number)
    case .boolean(let boolean): return "\(boolean)"
    case .array(let elements):
      return Self.listed(elements.map { $0.text(indent: inner) }, "[", "]", indent)
    case .object(let members):
      let lines = members.map { "\(JSONString.quoted($0.key)): \($0.value.text(indent: inner))" }
      return Self.listed(lines, "{", "}", indent)
    }
  }

  private static func listed(
    _ parts: [String], _ open: String, _ close: String, _ indent: String
  ) -> String {
    let short = open + parts.joined(separator: ", ") + close
    if short.count + indent.count <= 90, !short.contains("\n") { return short }
    let lines = parts.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(lines)\n\(indent)\(close)"
  }
}
