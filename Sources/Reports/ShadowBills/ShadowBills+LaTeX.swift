extension ShadowBills {
  /// A `table` with a plain `tabular` for each; it needs no package.
  func latexReport(_ tables: [BillTable]) -> String {
    let comment = Self.comment(heading)
    return "% \(comment)\n"
      + tables.map { table in
        let cells = table.cells(decimals: 2, repeatsNames: false)
        let columns =
          String(repeating: "l", count: cells.labelCount)
          + String(repeating: "r", count: cells.header.count - cells.labelCount)
        var lines = [
          "\\begin{table}", "  \\centering",
          "  \\caption{\(Self.latex(table.title)) (\(Self.latex(table.currency)))}",
          "  \\begin{tabular}{\(columns)}", "    \\hline",
          Self.row(cells.header.map(Self.latex)), "    \\hline",
        ]
        for (row, isTotal) in zip(cells.rows, cells.isTotal) {
          if isTotal { lines.append("    \\hline") }
          lines.append(
            Self.row(
              row.enumerated().map { $0 < cells.labelCount ? Self.latex($1) : Self.number($1) }))
        }
        lines += ["    \\hline", "  \\end{tabular}"]
        lines += notes.map { "  \\par{\\footnotesize \(Self.latex($0))}" }
        return (lines + ["\\end{table}"]).joined(separator: "\n") + "\n"
      }.joined(separator: "\n")
  }

  private static func row(_ fields: [String]) -> String {
    "    " + fields.joined(separator: " & ") + " \\\\"
  }

  /// A number whose sign is a minus, not a hyphen.
  private static func number(_ text: String) -> String {
    text.hasPrefix("-") ? "$-$" + text.dropFirst() : text
  }

  private static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private static func latex(_ text: String) -> String { LaTeXText.escaped(text) }
}
