extension ShadowBills {
  /// Aligned columns under the name of the run, notes below.
  func textReport(_ tables: [BillTable]) -> String {
    ([heading] + tables.map(\.aligned) + [notes.map(Self.wrapped).joined(separator: "\n")])
      .joined(separator: "\n\n") + "\n"
  }

  /// A pipe table for each, notes as a list.
  func markdownReport(_ tables: [BillTable]) -> String {
    let texts = tables.map { table in
      let cells = table.cells(decimals: 2, repeatsNames: false)
      let rule = cells.header.indices.map { $0 < cells.labelCount ? "---" : "---:" }
      let rows = zip(cells.rows, cells.isTotal).map { row, isTotal in
        row.map { text in
          let escaped = Self.markdown(text)
          return isTotal && !escaped.isEmpty ? "**\(escaped)**" : escaped
        }
      }
      return "**\(table.title) (\(table.currency))**\n\n"
        + ([cells.header.map(Self.markdown), rule] + rows).map {
          "| " + $0.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }
    return ([Self.markdown(heading)] + texts + [notes.map { "- " + $0 }.joined(separator: "\n")])
      .joined(separator: "\n\n") + "\n"
  }

  private static func markdown(_ text: String) -> String {
    text.reduce(into: "") { escaped, letter in
      if letter.isNewline {
        escaped += " "
      } else {
        if "|\\*_`<[".contains(letter) { escaped += "\\" }
        escaped.append(letter)
      }
    }
  }

  /// Lines of at most 100 letters; the second and later ones are indented.
  private static func wrapped(_ sentence: String) -> String {
    var lines = [""]
    for word in sentence.split(separator: " ") {
      let last = lines.count - 1
      if !lines[last].isEmpty, lines[last].count + word.count >= 100 {
        lines.append("  " + word)
      } else {
        lines[last] += (lines[last].isEmpty ? "" : " ") + word
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension BillTable {
  /// The table in aligned columns; sums stand below a rule.
  fileprivate var aligned: String {
    let cells = cells(decimals: 2, repeatsNames: false)
    let widths = cells.header.indices.map { column in
      ([cells.header] + cells.rows).reduce(0) { max($0, $1[column].count) }
    }
    func line(_ fields: [String]) -> String {
      let padded = fields.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        return column < cells.labelCount ? text + blanks : blanks + text
      }
      let text = "  " + padded.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = "  " + String(repeating: "-", count: widths.reduce(2 * (widths.count - 1), +))
    var lines = ["\(title) (\(currency))", "", line(cells.header), rule]
    for (row, isTotal) in zip(cells.rows, cells.isTotal) {
      if isTotal { lines.append(rule) }
      lines.append(line(row))
    }
    return lines.joined(separator: "\n")
  }
}
