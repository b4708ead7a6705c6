/// Rows of words in columns, the first column to the left, numbers to the right.
package struct TextTable {
  /// Whether a column stands to the right.
  private let rightColumns: Set<Int>
  private var rows: [[String]]

  /// Creates a table with a heading.
  package init(_ heading: [String], right rightColumns: Set<Int> = []) {
    self.rightColumns = rightColumns
    rows = [heading]
  }

  /// Adds a row of as many words as the heading has.
  package mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, indented and without spaces at their ends.
  package var lines: [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, word) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - word.count)
        line += "  " + (rightColumns.contains(column) ? space + word : word + space)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
