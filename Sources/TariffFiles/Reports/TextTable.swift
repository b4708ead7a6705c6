/// A table of texts, written for a terminal, in Markdown or in LaTeX.
public struct TextTable: Hashable, Sendable {
  /// The names of the columns.
  public var header: [String]
  /// The columns of numbers, which are aligned at their ends.
  public var rightAligned: Set<Int>
  /// The rows, each with a text for every column.
  public var rows: [[String]] = []

  /// Creates a table without rows.
  public init(header: [String], rightAligned: Set<Int>) {
    self.header = header
    self.rightAligned = rightAligned
  }

  /// The table with aligned columns.
  public func text(indent: String = "") -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return ([header] + rows).map { row in
      var line = indent
      for column in header.indices {
        let cell = row.indices.contains(column) ? row[column] : ""
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line +=
          (column > 0 ? "  " : "") + (rightAligned.contains(column) ? space + cell : cell + space)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// The table in Markdown.
  public func markdown() -> String {
    func row(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    let rule = header.indices.map { rightAligned.contains($0) ? "---:" : "---" }
    return row(header) + row(rule) + rows.map(row).joined()
  }

  /// The table in LaTeX, with rules of the package `booktabs`.
  public func latex() -> String {
    func row(_ cells: [String]) -> String {
      "  " + cells.map(Self.escaped).joined(separator: " & ") + " \\\\\n"
    }
    let columns = header.indices.map { rightAligned.contains($0) ? "r" : "l" }.joined()
    return "\\begin{tabular}{\(columns)}\n  \\toprule\n" + row(header) + "  \\midrule\n"
      + rows.map(row).joined() + "  \\bottomrule\n\\end{tabular}\n"
  }

  private static func escaped(_ text: String) -> String {
    String(
      text.flatMap { character -> String in
        switch character {
        case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
        case "\\": "\\textbackslash{}"
        case "~": "\\textasciitilde{}"
        case "^": "\\textasciicircum{}"
        default: String(character)
        }
      })
  }
}
