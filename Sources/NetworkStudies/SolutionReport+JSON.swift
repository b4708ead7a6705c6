extension SolutionReport {
  /// The report as a JSON object: the facts, then each table as a list with one row in each line.
  ///
  /// Numbers are the shortest that read back as the same; what is no number is `null`.
  public var json: String {
    var members = facts.map { "  \(quotedJSON($0.name)): \($0.value.json)" }
    for table in tables {
      let rows = (0..<table.rowCount).map { row in
        let fields = (table.keys + table.columns).map {
          "\(quotedJSON($0.name)): \($0.cells[row].json)"
        }
        return "    {\(fields.joined(separator: ", "))}"
      }
      let list = rows.isEmpty ? "[]" : "[\n\(rows.joined(separator: ",\n"))\n  ]"
      members.append("  \(quotedJSON(table.name)): \(list)")
    }
    return "{\n\(members.joined(separator: ",\n"))\n}"
  }
}

extension ReportCell {
  /// The value in JSON.
  var json: String {
    switch self {
    case .text(let text): quotedJSON(text)
    case .integer(let integer): "\(integer)"
    case .number(let number): Self.json(number)
    case .numbers(let numbers): "[\(numbers.map(Self.json).joined(separator: ", "))]"
    case .flag(let flag): flag ? "true" : "false"
    case .texts(let texts): "[\(texts.map(quotedJSON).joined(separator: ", "))]"
    }
  }

  private static func json(_ number: Double) -> String { number.isFinite ? "\(number)" : "null" }
}

/// A text as a JSON string (RFC 8259, section 7).
func quotedJSON(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
