extension ReferenceComparison {
  /// The deviations as a table for people, or as JSON.
  public func text(_ isJSON: Bool) -> String { isJSON ? report.json : plainText }

  private var all: [Deviation] {
    [voltage] + (lineToLineVoltage.map { [$0] } ?? []) + others
  }

  private var plainText: String {
    let rows =
      [["quantity", "largest deviation", "at", "found", "expected", "values"]]
      + all.map {
        [
          $0.quantity, ReportCell.number($0.largest).shown, $0.element,
          ReportCell.number($0.found).shown, ReportCell.number($0.expected).shown, "\($0.count)",
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  private var report: SolutionReport {
    SolutionReport(
      facts: [],
      tables: [
        ReportTable(
          "deviations", keys: [ReportColumn("quantity", all.map { .text($0.quantity) })],
          columns: [
            ReportColumn("largest", all.map(\.largest), units: ""),
            ReportColumn("element", all.map { .text($0.element) }),
            ReportColumn("found", all.map(\.found), units: ""),
            ReportColumn("expected", all.map(\.expected), units: ""),
            ReportColumn("values", all.map { .integer($0.count) }),
          ])
      ])
  }
}
