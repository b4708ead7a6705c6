import JSONReading

extension SolutionReport {
  /// The report as a JSON object: the facts, then each table as a list with one row in each line.
  ///
  /// Numbers are the shortest that read back as the same; what is no number is `null`.
  public var json: String {
    var members = facts.map { "  \(JSONString.quoted($0.name)): \($0.value.json)" }
    for table in tables {
      let rows = (0..<table.rowCount).map { row in
        let fields = (table.keys + table.columns).map {
          "\(JSONString.quoted($0.name)): \($0.cells[row].json)"
        }
        return "    {\(fields.joined(separator: ", "))}"
      }
      let list = rows.isEmpty ? "[]" : "[\n\(rows.joined(separator: ",\n"))\n  ]"
      members.append("  \(JSONString.quoted(table.name)): \(list)")
    }
    return "{\n\(members.joined(separator: ",\n"))\n}"
  }
}

extension ReportCell {
  /// The value in JSON.
  var json: String {
    switch self {
    case .text(let text): JSONString.quoted(text)
    case .integer(let integer): "\(integer)"
    case .number(let number): Self.json(number)
    case .numbers(let numbers): "[\(numbers.map(Self.json).joined(separator: ", "))]"
    case .flag(let flag): flag ? "true" : "false"
    case .texts(let texts): "[\(texts.map(JSONString.quoted).joined(separator: ", "))]"
    }
  }

  private static func json(_ number: Double) -> String { number.isFinite ? "\(number)" : "null" }
}
