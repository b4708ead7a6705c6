import JSONReading
import PowerFlow

/// The tables and values of a pandapower file.
struct PandapowerTables {
  /// The byte at which the network starts.
  let offset: Int
  private let root: JSONValue
  private let members: [String: JSONValue]
  private var tables: [String: PandapowerTable] = [:]

  /// The tables that are read.
  static let supported = [
    "bus", "line", "switch", "trafo", "trafo3w", "ext_grid", "load", "sgen", "gen", "storage",
    "shunt", "ward", "xward", "impedance", "motor", "asymmetric_load", "asymmetric_sgen",
    "bus_geodata",
  ]

  /// The tables whose rows change a power flow but are not supported.
  static let unsupported = [
    "dcline", "svc", "ssc", "vsc", "vsc_stacked", "vsc_bipolar", "tcsc", "bus_dc", "line_dc",
    "load_dc", "source_dc", "controller",
  ]

  /// Opens a file; what is wrong goes to the report.
  init?(_ root: JSONValue, _ report: inout ImportReport) {
    let outer = root.members ?? []
    let kind = outer.first { $0.name.string == "_class" }?.value
    guard
      kind?.string == "pandapowerNet",
      let object = outer.first(where: { $0.name.string == "_object" })?.value
    else {
      report.refuse(
        at: (kind ?? root).offset,
        "expected an object with \"_class\": \"pandapowerNet\" and \"_object\", as pandapower's "
          + "to_json writes it.")
      return nil
    }
    guard let list = object.members else {
      report.refuse(
        at: object.offset, "the network must be an object, not \(object.found); is it encrypted?")
      return nil
    }
    var members: [String: JSONValue] = [:]
    for (name, value) in list {
      let key = name.string ?? ""
      if members.updateValue(value, forKey: key) != nil {
        report.refuse(at: name.offset, "the member \(shortened(key)) appears twice.")
      }
    }
    self.root = object
    self.members = members
    offset = object.offset
    for name in Self.supported { tables[name] = open(name, &report) }
    guard report.faults.isEmpty else { return nil }
    for name in Self.unsupported { leaveOut(name, &report) }
    noteOthers(&report)
  }

  /// A table; one that the file does not have is empty.
  subscript(name: String) -> PandapowerTable? { tables[name] }

  /// A value that is no table.
  func member(_ name: String) -> JSONValue? { members[name] }

  private func open(_ name: String, _ report: inout ImportReport) -> PandapowerTable? {
    guard let value = members[name] else {
      guard name != "bus" else {
        report.refuse(at: offset, "the network needs the table 'bus'.")
        return nil
      }
      return nil
    }
    guard let frame = frame(value) else {
      report.refuse(
        at: value.offset,
        "table \(quoted(name)) must be a data frame with \"_class\": \"DataFrame\" and \"_object\"."
      )
      return nil
    }
    return PandapowerTable(name, frame, &report)
  }

  private func frame(_ value: JSONValue) -> JSONValue? {
    guard
      let members = value.members,
      members.contains(where: { $0.name.string == "_class" && $0.value.string == "DataFrame" })
    else { return nil }
    return members.first { $0.name.string == "_object" }?.value
  }

  private func leaveOut(_ name: String, _ report: inout ImportReport) {
    guard let value = members[name], let frame = frame(value) else { return }
    guard let table = PandapowerTable(name, frame, &report) else { return }
    for row in table.rows where row.cell("in_service")?.bool != false {
      report.leaveOut(at: row.offset, "\(row.title): elements of this kind are not supported.")
    }
  }

  /// Notes tables that pandapower's power flow does not know, such as those of users.
  private func noteOthers(_ report: inout ImportReport) {
    let passive = ["measurement", "pwl_cost", "poly_cost", "group", "line_geodata"]
    for name in members.keys.sorted() {
      guard
        let value = members[name], let frame = frame(value), !name.hasPrefix("res_"),
        !name.hasPrefix("_"), !name.contains("characteristic"), !passive.contains(name),
        !Self.supported.contains(name), !Self.unsupported.contains(name)
      else { continue }
      guard let text = try? EmbeddedJSON(frame) else { continue }
      let rows = text.root.members?.first { $0.name.string == "data" }?.value.elements ?? []
      if !rows.isEmpty {
        report.note(
          at: value.offset,
          "the table \(shortened(name)) is no table of a power flow and is left out.")
      }
    }
  }
}
