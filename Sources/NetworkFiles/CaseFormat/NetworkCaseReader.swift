import JSONReading
import PowerFlow
import Quantities
import Spelling

/// Reads the format `mgsim-pf-case/1`.
struct NetworkCaseReader {
  static let schema = "mgsim-pf-case/1"

  var report = FaultList()
  private var busIndices: [String: Int] = [:]
  private var busNames: [String] = []
  /// The conductors of each bus, where phases differ.
  var busConductors: [[Int]] = []

  /// Reads a network; what is wrong is in ``report``.
  mutating func read(_ root: JSONValue) -> NetworkModel? {
    guard let isBalanced = openFile(root) else { return nil }
    return isBalanced
      ? readBalanced(root).map(NetworkModel.balanced)
      : readMultiphase(root).map(NetworkModel.multiphase)
  }

  private mutating func readBalanced(_ root: JSONValue) -> Network? {
    let known = [
      "schema", "name", "title", "kind", "frequency_hz", "provenance", "units", "notes", "sources",
      "buses", "lines", "transformers", "shunts", "loads", "gens", "solution", "year_solution",
      "expect",
    ]
    guard let record = JSONRecord(root, "the file", known: known, &report) else { return nil }
    let buses = readTable("buses", of: record) { $0.readBus($1) }
    index(buses.map(\.name))
    let lines = readTable("lines", of: record) { $0.readLine($1) }
    let transformers = readTable("transformers", of: record) { $0.readTransformer($1) }
    let sources = readTable("sources", of: record) { $0.readSource($1) }
    let shunts = readTable("shunts", of: record) { $0.readShunt($1) }
    let loads = readTable("loads", of: record) { $0.readLoad($1) }
    let generators = readTable("gens", of: record) { $0.readGenerator($1) }
    return Network(
      name: record.text("name", &report) ?? "",
      title: record.optionalText("title", &report) ?? "",
      frequencyHertz: record.number("frequency_hz", .positive, &report) ?? 50,
      buses: buses, lines: lines, transformers: transformers, sources: sources, shunts: shunts,
      loads: loads, generators: generators)
  }

  /// Says whether the network is balanced, if the file is one that can be read.
  private mutating func openFile(_ root: JSONValue) -> Bool? {
    guard let members = root.members else {
      report.add(root, "expected an object with \"schema\": \"\(Self.schema)\".")
      return nil
    }
    guard let schema = members.first(where: { $0.name.string == "schema" })?.value else {
      report.add(root, "expected the field \"schema\": \"\(Self.schema)\".")
      return nil
    }
    guard schema.string == Self.schema else {
      report.add(schema, "the schema must be \"\(Self.schema)\", not \(schema.found).")
      return nil
    }
    guard let kind = members.first(where: { $0.name.string == "kind" })?.value else {
      report.add(root, "the file needs the field 'kind'.")
      return nil
    }
    switch kind.string {
    case "balanced": return true
    case "unbalanced": return false
    default:
      report.add(kind, "the kind must be \"balanced\" or \"unbalanced\", not \(kind.found).")
      return nil
    }
  }

  mutating func readTable<Row>(
    _ name: String, of file: JSONRecord, _ readRow: (inout Self, JSONValue) -> (String, Row)?
  ) -> [Row] {
    guard let table = file.required(name, &report) else { return [] }
    guard let elements = table.elements else {
      report.add(table, "the table \(quoted(name)) must be a list, not \(table.found).")
      return []
    }
    var rows: [Row] = []
    var seen: Set<String> = []
    for element in elements {
      guard let (identifier, row) = readRow(&self, element) else { continue }
      if !seen.insert(identifier).inserted {
        report.add(element, "the id \(shortened(identifier)) appears twice in '\(name)'.")
      }
      rows.append(row)
    }
    return rows
  }

  /// Makes the names of the buses known to all later rows.
  mutating func index(_ names: [String]) {
    busNames = names
    for (index, name) in busNames.enumerated() {
      busIndices[name] = index
    }
  }

  /// Opens a row and reads its name, so that messages can say which row it is.
  mutating func openRow(
    _ value: JSONValue, _ kind: String, _ fields: [String]
  ) -> (record: JSONRecord, name: String)? {
    let identifier = value.members?.first { $0.name.string == "id" }?.value.string
    let title = identifier.map { "\(kind) \(shortened($0))" } ?? "a \(kind)"
    guard
      let record = JSONRecord(value, title, known: ["id"] + fields, &report),
      let name = record.text("id", &report)
    else { return nil }
    return (record, name)
  }

  /// The index of the bus that a field names.
  mutating func bus(_ field: String, of record: JSONRecord) -> Int? {
    guard let value = record.required(field, &report) else { return nil }
    guard let name = value.string else {
      report.add(
        value, "\(quoted(field)) of \(record.title) must be the id of a bus, not \(value.found).")
      return nil
    }
    guard let index = busIndices[name] else {
      report.add(
        value,
        "\(quoted(field)) of \(record.title) is \(shortened(name)), which is no bus. "
          + advice(for: name, among: busNames))
      return nil
    }
    return index
  }
}
