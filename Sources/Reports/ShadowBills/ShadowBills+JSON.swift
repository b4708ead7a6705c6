import JSONReading
import Quantities

extension ShadowBills {
  /// One object: what was billed, the notes, a list of rows for each table. Amounts are exact.
  func jsonReport(_ tables: [BillTable]) -> String {
    var fields: [(String, String)] = [("title", Self.quoted(title))]
    if let arm { fields.append(("arm", Self.quoted(arm))) }
    fields += [
      ("run", Self.quoted(runID)), ("currency", Self.quoted(currency)),
      ("meters", Self.quoted(reading.rawValue)),
      ("notes", Self.list(notes.map(Self.quoted), indent: "  ")),
      ("cases", Self.list(cases.map { Self.quoted($0.name) }, indent: "  ")),
    ]
    fields += tables.map { table in
      (
        "by_\(table.kind.rawValue)",
        Self.list(table.rows.map { Self.object(of: $0, in: table) }, indent: "  ")
      )
    }
    let lines = fields.map { "  \(Self.quoted($0.0)): \($0.1)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func object(of row: BillTable.Row, in table: BillTable) -> String {
    var fields = zip(table.labels, row.labels).map { (quoted($0), quoted($1)) }
    fields.append((quoted("total"), "\(row.isTotal)"))
    fields.append(
      (quoted("simulated"), row.simulated.map { DecimalText.shortest($0.micros) } ?? "null"))
    let bills = table.cases.enumerated().map { index, name in
      var parts = [
        ("case", quoted(name)),
        ("amount", row.amounts[index].map { DecimalText.shortest($0.micros) } ?? "null"),
      ]
      if table.hasDifferences {
        parts.append(
          ("change", row.difference(index).map { DecimalText.shortest($0) } ?? "null"))
        parts.append(
          (
            "percent",
            row.share(index).map { DecimalText.text($0, digits: 2, decimals: 2) } ?? "null"
          ))
      }
      return "{" + parts.map { "\(quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }
    fields.append((quoted("bills"), "[" + bills.joined(separator: ", ") + "]"))
    return "{" + fields.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
  }

  private static func list(_ elements: [String], indent: String) -> String {
    guard !elements.isEmpty else { return "[]" }
    return "[\n" + elements.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n\(indent)]"
  }

  private static func quoted(_ text: String) -> String { JSONString.quoted(text) }
}
