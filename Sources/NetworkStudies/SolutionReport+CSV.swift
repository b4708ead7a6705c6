extension SolutionReport {
  /// The report as comma-separated values, one value in each line: table, element, conductor (empty
  /// for the whole element), quantity, value and unit.
  ///
  /// What is no number is left empty.
  public var csv: String {
    var lines = ["table,element,conductor,quantity,value,units"]
    for fact in facts { lines += fact.value.csvLines("network", "", fact.name, fact.units) }
    for table in tables {
      for row in 0..<table.rowCount {
        let element = table.keys.map { $0.cells[row].csvField }.joined(separator: ".")
        for column in table.columns {
          lines += column.cells[row].csvLines(table.name, element, column.name, column.units)
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension ReportCell {
  fileprivate func csvLines(
    _ table: String, _ element: String, _ quantity: String, _ units: String
  ) -> [String] {
    let name = quotedCSV(element)
    return switch self {
    case .numbers(let numbers):
      numbers.enumerated().map { index, number in
        "\(table),\(name),\(index + 1),\(quantity),\(Self.number(number).csvField),\(units)"
      }
    case .texts(let texts):
      texts.map { "\(table),\(name),,\(quantity),\(quotedCSV($0)),\(units)" }
    default: ["\(table),\(name),,\(quantity),\(quotedCSV(csvField)),\(units)"]
    }
  }

  /// A single value without quotation marks.
  var csvField: String {
    switch self {
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    case .number(let number): number.isFinite ? "\(number)" : ""
    case .flag(let flag): flag ? "true" : "false"
    case .numbers, .texts: ""
    }
  }
}

/// A field of comma-separated values (RFC 4180).
func quotedCSV(_ field: String) -> String {
  let needsQuotes = field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
  guard needsQuotes else { return field }
  return "\""
    + field.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}
