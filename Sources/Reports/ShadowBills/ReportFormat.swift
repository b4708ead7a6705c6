/// How tables of bills are written.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// Aligned columns for a terminal, amounts with two decimals.
  case text
  /// One object with every amount to the last millionth.
  case json
  /// Comma-separated values, every amount to the last millionth.
  case csv
  /// A `table` with a `tabular` for a thesis, amounts with two decimals.
  case latex
  /// A pipe table, amounts with two decimals.
  case markdown
}

extension ShadowBills {
  /// The tables as text, with a line feed at the end.
  ///
  /// The text depends on the bills alone. What is rounded to two decimals is rounded half to even by
  /// itself, sums too.
  public func report(_ format: ReportFormat, by rows: [BillTable.Rows]) -> String {
    let tables = rows.map { table(by: $0) }
    return switch format {
    case .text: textReport(tables)
    case .json: jsonReport(tables)
    case .csv: tables.map(\.commaSeparated).joined(separator: "\n")
    case .latex: latexReport(tables)
    case .markdown: markdownReport(tables)
    }
  }

  /// The tables that are shown when none is asked for.
  public static func usualTables(of format: ReportFormat) -> [BillTable.Rows] {
    format == .csv ? [.member] : [.member, .party]
  }

  /// The name of the run in one line.
  var heading: String {
    let name = arm.map { "\(title) (\($0))" } ?? title
    return name.isEmpty ? "Shadow bills" : name
  }
}

extension BillTable {
  /// The table as comma-separated values: a line for each row, the currency in the header.
  var commaSeparated: String {
    let cells = cells(decimals: 6, repeatsNames: true)
    let header = cells.header.enumerated().map { index, name in
      index < cells.labelCount || name.hasSuffix("(%)") ? name : "\(name) (\(currency))"
    }
    return ([header] + cells.rows).map { fields in
      fields.map(Self.field).joined(separator: ",") + "\n"
    }.joined()
  }

  /// A field of comma-separated values, between quotation marks where RFC 4180 wants them.
  private static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
