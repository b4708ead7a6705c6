import JSONReading

extension ReportTable.Cell {
  var isNumber: Bool { if case .text = self { false } else { true } }

  /// The field as people read it.
  var shown: String {
    switch self {
    case .text(let text): text
    case .missing: "–"
    case .number(let value, let decimals):
      value.isFinite ? DecimalText.fixed(value, decimals: decimals) : "–"
    case .probability(let value):
      value < 0.000_01 ? "<0.00001" : DecimalText.fixed(value, decimals: 5)
    }
  }

  /// The field as data: a number with all its digits, nothing where there is none.
  var exact: String? {
    switch self {
    case .text(let text): text
    case .missing: nil
    case .number(let value, decimals: 0) where Int64(exactly: value) != nil:
      Int64(exactly: value).map { "\($0)" }
    case .number(let value, _), .probability(let value): value.isFinite ? "\(value)" : nil
    }
  }
}

extension ReportTable {
  private func isNumeric(_ column: Int) -> Bool {
    rows.allSatisfy { $0[column].isNumber }
  }

  var aligned: String {
    let texts = rows.map { $0.map(\.shown) }
    let widths = header.indices.map { column in
      ([header] + texts).reduce(0) { max($0, $1[column].count) }
    }
    func line(_ fields: [String]) -> String {
      let padded = fields.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        return isNumeric(column) ? blanks + text : text + blanks
      }
      let text = "  " + padded.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = "  " + String(repeating: "-", count: widths.reduce(2 * (widths.count - 1), +))
    return ([title, "", line(header), rule] + texts.map(line)).joined(separator: "\n")
  }

  var markdown: String {
    let rule = header.indices.map { isNumeric($0) ? "---:" : "---" }
    return "**\(title)**\n\n"
      + ([header, rule] + rows.map { $0.map(\.shown) }).map { fields in
        "| " + fields.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
      }.joined(separator: "\n")
  }

  var commaSeparated: String {
    ([header] + rows.map { $0.map { $0.exact ?? "" } }).map { fields in
      fields.map { field in
        field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline })
          ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
      }.joined(separator: ",") + "\n"
    }.joined()
  }

  var json: String {
    let objects = rows.map { row in
      "    {"
        + zip(header, row).map { name, cell in
          let value: String =
            switch cell {
            case .text(let text): JSONString.quoted(text)
            default: cell.exact ?? "null"
            }
          return "\(JSONString.quoted(name)): \(value)"
        }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n  ]"
  }

  var latex: String {
    let columns = header.indices.map { isNumeric($0) ? "r" : "l" }.joined()
    let lines =
      [
        "\\begin{table}", "  \\centering", "  \\caption{\(LaTeXText.escaped(title))}",
        "  \\begin{tabular}{\(columns)}", "    \\hline", Self.latexRow(header), "    \\hline",
      ] + rows.map { Self.latexRow($0.map(\.shown)) } + [
        "    \\hline", "  \\end{tabular}", "\\end{table}",
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func latexRow(_ fields: [String]) -> String {
    "    " + fields.map(LaTeXText.escaped).joined(separator: " & ") + " \\\\"
  }
}
