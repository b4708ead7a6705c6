import JSONReading
import PowerFlow

/// A table of a pandapower file: a data frame in the orientation `split`.
struct PandapowerTable {
  /// The rows, in the order of the file.
  let rows: [PandapowerRow]
  /// The byte at which the table starts.
  let offset: Int
  private let storage: Storage

  /// What the rows of a table share.
  final class Storage: Sendable {
    let name: String
    let columns: [String: Int]
    let text: EmbeddedJSON

    init(name: String, columns: [String: Int], text: EmbeddedJSON) {
      self.name = name
      self.columns = columns
      self.text = text
    }
  }

  /// Opens a table; what is wrong goes to the report.
  init?(_ name: String, _ frame: JSONValue, _ report: inout ImportReport) {
    let text: EmbeddedJSON
    do {
      text = try EmbeddedJSON(frame)
    } catch {
      report.refuse(at: error.offset, "table \(quoted(name)): \(error.message).")
      return nil
    }
    func refuse(_ value: JSONValue, _ message: String) {
      report.refuse(at: text.offset(of: value), "table \(quoted(name)): \(message)")
    }
    let members = text.root.members ?? []
    func member(_ key: String) -> [JSONValue]? {
      guard let value = members.first(where: { $0.name.string == key })?.value else {
        refuse(text.root, "expected 'columns', 'index' and 'data' (orientation 'split').")
        return nil
      }
      guard let elements = value.elements else {
        refuse(value, "'\(key)' must be a list, not \(value.found).")
        return nil
      }
      return elements
    }
    guard
      let names = member("columns"), let index = member("index"), let data = member("data")
    else { return nil }
    guard index.count == data.count else {
      refuse(text.root, "there are \(index.count) indices but \(data.count) rows.")
      return nil
    }
    var columns: [String: Int] = [:]
    for (position, column) in names.enumerated() {
      guard let column = column.string else { continue }
      if columns.updateValue(position, forKey: column) != nil {
        refuse(names[position], "the column \(shortened(column)) appears twice.")
        return nil
      }
    }
    let storage = Storage(name: name, columns: columns, text: text)
    var rows: [PandapowerRow] = []
    var seen: Set<Int> = []
    for (label, row) in zip(index, data) {
      guard let number = label.number.flatMap({ Int(exactly: $0) }) else {
        refuse(label, "an index must be a whole number, not \(label.found).")
        return nil
      }
      guard let values = row.elements, values.count == names.count else {
        refuse(row, "row \(number) must have \(names.count) values, one for each column.")
        return nil
      }
      guard seen.insert(number).inserted else {
        refuse(label, "the index \(number) appears twice.")
        return nil
      }
      rows.append(PandapowerRow(index: number, value: row, values: values, table: storage))
    }
    self.rows = rows
    self.storage = storage
    offset = text.offset(of: text.root)
  }

  /// Whether there is such a column.
  func hasColumn(_ name: String) -> Bool { storage.columns[name] != nil }
}
