import JSONReading
import PowerFlow

/// A row of a table of pandapower, whose values are read by the names of columns.
struct PandapowerRow {
  /// The label of the row.
  let index: Int
  private let value: JSONValue
  private let values: [JSONValue]
  private let table: PandapowerTable.Storage

  init(index: Int, value: JSONValue, values: [JSONValue], table: PandapowerTable.Storage) {
    self.index = index
    self.value = value
    self.values = values
    self.table = table
  }

  /// What the row is called in messages, such as `line 12`.
  var title: String { "\(table.name) \(index)" }

  /// The byte of the file at which the row starts.
  var offset: Int { table.text.offset(of: value) }

  /// The byte of the file at which the value of a column starts.
  func offset(of column: String) -> Int {
    table.columns[column].map { table.text.offset(of: values[$0]) } ?? offset
  }

  /// The value of a column, or `nil` if there is no such column or it is empty.
  func cell(_ column: String) -> JSONValue? {
    guard let position = table.columns[column], values[position].kind != .null else { return nil }
    return values[position]
  }

  /// A number; its absence is a fault.
  func number(
    _ column: String, _ allowed: AllowedNumbers, _ report: inout ImportReport
  ) -> Double? {
    guard let cell = cell(column) else {
      report.refuse(at: offset, "\(title) needs a number in the column \(quoted(column)).")
      return nil
    }
    return number(cell, column, allowed, &report)
  }

  /// A number that may be left out.
  func optionalNumber(
    _ column: String, _ allowed: AllowedNumbers, _ report: inout ImportReport
  ) -> Double? {
    cell(column).flatMap { number($0, column, allowed, &report) }
  }

  /// A number, or another one where it is left out.
  func number(
    _ column: String, _ allowed: AllowedNumbers, default fallback: Double,
    _ report: inout ImportReport
  ) -> Double {
    optionalNumber(column, allowed, &report) ?? fallback
  }

  /// A whole number; its absence is a fault.
  func integer(_ column: String, _ report: inout ImportReport) -> Int? {
    guard let number = number(column, .any, &report) else { return nil }
    guard let integer = Int(exactly: number) else {
      report.refuse(
        at: offset(of: column),
        "\(quoted(column)) of \(title) must be a whole number, not \(number)."
      )
      return nil
    }
    return integer
  }

  /// `true` or `false`; a value left out is the default.
  func flag(_ column: String, default fallback: Bool, _ report: inout ImportReport) -> Bool {
    guard let cell = cell(column) else { return fallback }
    if let flag = cell.bool { return flag }
    switch cell.number {
    case 0: return false
    case 1: return true
    default:
      report.refuse(
        at: offset(of: column),
        "\(quoted(column)) of \(title) must be true or false, not \(cell.found).")
      return fallback
    }
  }

  /// A text, or `nil` if there is none; numbers count as their digits.
  func text(_ column: String) -> String? {
    guard let cell = cell(column) else { return nil }
    return cell.string ?? (cell.kind == .number ? cell.found : nil)
  }

  private func number(
    _ cell: JSONValue, _ column: String, _ allowed: AllowedNumbers, _ report: inout ImportReport
  ) -> Double? {
    guard let number = cell.number, allowed.contains(number) else {
      report.refuse(
        at: offset(of: column),
        "\(quoted(column)) of \(title) must be \(allowed.name), not \(cell.found).")
      return nil
    }
    return number
  }
}
