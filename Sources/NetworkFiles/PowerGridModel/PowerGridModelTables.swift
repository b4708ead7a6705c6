import JSONReading
import PowerFlow
import Spelling

/// The components of a power-grid-model file by kind.
struct PowerGridModelTables {
  private var records: [String: [PowerGridModelRecord]] = [:]

  private static let branch = ["id", "from_node", "to_node", "from_status", "to_status"]
  private static let injection = ["id", "node", "status", "type", "p_specified", "q_specified"]

  /// The kinds that are read, with their attributes.
  static let supported: [String: [String]] = [
    "node": ["id", "u_rated"],
    "line": branch + ["r1", "x1", "c1", "tan1", "r0", "x0", "c0", "tan0", "i_n"],
    "link": branch,
    "generic_branch": branch + ["r1", "x1", "g1", "b1", "k", "theta", "sn"],
    "transformer": branch + [
      "u1", "u2", "sn", "uk", "pk", "i0", "p0", "i0_zero_sequence", "p0_zero_sequence",
      "winding_from", "winding_to", "clock", "tap_side", "tap_pos", "tap_min", "tap_max", "tap_nom",
      "tap_size", "uk_min", "uk_max", "pk_min", "pk_max", "r_grounding_from", "x_grounding_from",
      "r_grounding_to", "x_grounding_to",
    ],
    "three_winding_transformer": [
      "id", "node_1", "node_2", "node_3", "status_1", "status_2", "status_3", "u1", "u2", "u3",
      "sn_1", "sn_2", "sn_3", "uk_12", "uk_13", "uk_23", "pk_12", "pk_13", "pk_23", "i0", "p0",
      "winding_1", "winding_2", "winding_3", "clock_12", "clock_13", "tap_side", "tap_pos",
      "tap_min", "tap_max", "tap_nom", "tap_size", "uk_12_min", "uk_12_max", "uk_13_min",
      "uk_13_max", "uk_23_min", "uk_23_max", "pk_12_min", "pk_12_max", "pk_13_min", "pk_13_max",
      "pk_23_min", "pk_23_max", "r_grounding_1", "x_grounding_1", "r_grounding_2", "x_grounding_2",
      "r_grounding_3", "x_grounding_3",
    ],
    "source": ["id", "node", "status", "u_ref", "u_ref_angle", "sk", "rx_ratio", "z01_ratio"],
    "shunt": ["id", "node", "status", "g1", "b1", "g0", "b0"],
    "sym_load": injection, "sym_gen": injection, "asym_load": injection, "asym_gen": injection,
  ]

  /// The kinds that do not change a power flow.
  private static let passive = [
    "sym_power_sensor", "asym_power_sensor", "sym_voltage_sensor", "asym_voltage_sensor",
    "sym_current_sensor", "asym_current_sensor", "fault",
  ]

  /// The kinds that change it but are not supported.
  private static let unsupported = [
    "asym_line", "transformer_tap_regulator", "voltage_regulator",
  ]

  /// The components of a kind, in the order of the file.
  subscript(kind: String) -> [PowerGridModelRecord] { records[kind] ?? [] }

  /// Opens a file; what is wrong goes to the report.
  init?(_ root: JSONValue, _ report: inout ImportReport) {
    guard let members = root.members else {
      report.refuse(at: root.offset, "expected an object with 'version', 'type' and 'data'.")
      return nil
    }
    let fields = Dictionary(members.map { ($0.name.string ?? "", $0.value) }) { first, _ in first }
    guard let version = fields["version"], version.string == "1.0" else {
      report.refuse(
        at: (fields["version"] ?? root).offset,
        "the version must be \"1.0\", the one that is known.")
      return nil
    }
    guard let type = fields["type"], type.string == "input" else {
      report.refuse(
        at: (fields["type"] ?? root).offset,
        "the type must be \"input\": other data sets are no networks.")
      return nil
    }
    if let batch = fields["is_batch"], batch.bool != false {
      report.refuse(at: batch.offset, "a batch is no network; expected \"is_batch\": false.")
      return nil
    }
    guard let data = fields["data"], let kinds = data.members else {
      report.refuse(
        at: (fields["data"] ?? root).offset, "expected the components as an object in 'data'.")
      return nil
    }
    var attributes: [String: [String]] = [:]
    for (name, list) in fields["attributes"]?.members ?? [] {
      attributes[name.string ?? ""] = list.elements?.map { $0.string ?? "" }
    }
    var ids: Set<Int> = []
    for (name, list) in kinds {
      let kind = name.string ?? ""
      guard let elements = list.elements else {
        report.refuse(at: list.offset, "\(shortened(kind)) must be a list, not \(list.found).")
        continue
      }
      guard let known = Self.supported[kind] else {
        passOver(kind, at: name.offset, count: elements.count, &report)
        continue
      }
      if let unknown = attributes[kind]?.first(where: { !known.contains($0) }) {
        report.refuse(
          at: name.offset,
          "unknown attribute \(shortened(unknown)) for \(kind). "
            + advice(for: unknown, among: known))
        continue
      }
      guard records[kind] == nil else {
        report.refuse(at: name.offset, "the components \(quoted(kind)) appear twice.")
        continue
      }
      records[kind] = []
      for element in elements {
        let record = PowerGridModelRecord(
          element, kind: kind, attributes: attributes[kind], known: known, &report)
        guard let record else { continue }
        if !ids.insert(record.id).inserted {
          report.refuse(at: record.offset, "the id \(record.id) appears twice.")
        }
        records[kind]?.append(record)
      }
    }
    guard report.faults.isEmpty else { return nil }
  }

  private func passOver(
    _ kind: String, at offset: Int, count: Int, _ report: inout ImportReport
  ) {
    if Self.passive.contains(kind) {
      if count > 0 {
        report.note(
          at: offset, "\(count) \(kind) do not change a power flow and are left out.")
      }
    } else if Self.unsupported.contains(kind) {
      if count > 0 {
        report.leaveOut(at: offset, "components of the kind \(quoted(kind)) are not supported.")
      }
    } else {
      let known = Self.supported.keys.sorted() + Self.passive + Self.unsupported
      report.refuse(
        at: offset,
        "unknown kind of component \(shortened(kind)). \(advice(for: kind, among: known))")
    }
  }
}
