import ComplexModule
import JSONReading
import PowerFlow
import Quantities
import RealModule

extension NetworkCaseReader {
  /// Reads a network whose phases differ.
  mutating func readMultiphase(_ root: JSONValue) -> MultiphaseNetwork? {
    let known = [
      "schema", "name", "title", "kind", "frequency_hz", "provenance", "units", "notes", "sources",
      "buses", "lines", "transformers", "regulators", "capacitors", "loads", "gens", "solution",
      "day_solution", "expect",
    ]
    guard let record = JSONRecord(root, "the file", known: known, &report) else { return nil }
    if let units = record.required("units", &report), units.members == nil {
      report.add(units, "'units' must be an object that names the unit of each field.")
    }
    let buses = readTable("buses", of: record) { $0.readMultiphaseBus($1) }
    index(buses.map(\.name))
    busConductors = buses.map(\.conductors)
    let lines = readTable("lines", of: record) { $0.readMultiphaseLine($1) }
    let transformers = readTable("transformers", of: record) { $0.readMultiphaseTransformer($1) }
    let sources = readTable("sources", of: record) { $0.readMultiphaseSource($1) }
    let branches = (lines.map(\.name), transformers.map(\.name))
    let capacitors = readTable("capacitors", of: record) {
      $0.readCapacitor($1, lines: branches.0, transformers: branches.1)
    }
    let loads = readTable("loads", of: record) { $0.readMultiphaseLoad($1) }
    let generators =
      record.optional("gens") == nil
      ? [] : readTable("gens", of: record) { $0.readMultiphaseGenerator($1) }
    let regulators = readTable("regulators", of: record) {
      $0.readRegulator($1, transformers: transformers)
    }
    return MultiphaseNetwork(
      name: record.text("name", &report) ?? "",
      title: record.optionalText("title", &report) ?? "",
      frequencyHertz: record.number("frequency_hz", .positive, &report) ?? 50,
      buses: buses, sources: sources, lines: lines, transformers: transformers,
      regulators: regulators, capacitors: capacitors, loads: loads, generators: generators)
  }

  private mutating func readMultiphaseBus(_ value: JSONValue) -> (String, MultiphaseBus)? {
    guard let (record, name) = openRow(value, "bus", ["name", "base_kv_ln", "nodes"]) else {
      return nil
    }
    let label = record.optionalText("name", &report)
    let volts = record.number("base_kv_ln", .positive, tens: 3, &report)
    guard let field = record.required("nodes", &report) else { return nil }
    guard
      let conductors = conductors(field, 1...99), !conductors.isEmpty,
      Set(conductors).count == conductors.count
    else {
      report.add(
        field, "'nodes' of \(record.title) must be a list of different numbers from 1 to 99.")
      return nil
    }
    guard let volts else { return nil }
    let bus = MultiphaseBus(
      name: name, label: label, nominalPhaseVoltage: Voltage(volts: volts),
      conductors: conductors.sorted())
    return (name, bus)
  }

  private mutating func readMultiphaseSource(_ value: JSONValue) -> (String, MultiphaseSource)? {
    let fields = [
      "bus", "nodes", "e_kv_ln", "base_kv_ll", "v_pu", "angle_deg", "r_ohm", "x_ohm", "p_kw",
      "q_kvar", "v_re", "v_im",
    ]
    guard let (record, name) = openRow(value, "source", fields) else { return nil }
    for field in ["base_kv_ll", "v_pu"] { _ = record.optionalNumber(field, .positive, &report) }
    for field in ["p_kw", "q_kvar"] { _ = record.optionalNumber(field, .any, &report) }
    let kilovolts =
      record.optional("v_re") == nil
      ? record.number("e_kv_ln", .positive, &report)
      : record.optionalNumber("e_kv_ln", .notNegative, &report) ?? 0
    let angle = record.number("angle_deg", .any, &report)
    guard let terminal = terminal("bus", "nodes", of: record), let kilovolts, let angle else {
      return nil
    }
    guard let impedance = impedance(of: record, size: terminal.conductors.count) else { return nil }
    let turned = terminal.conductors.indices.map { phase in
      Complex(length: kilovolts * 1000, phase: (angle - 120 * Double(phase)) * .pi / 180)
    }
    guard let voltages = readVoltages(of: record, or: turned) else { return nil }
    let source = MultiphaseSource(
      name: name, terminal: terminal, voltages: voltages, impedance: impedance)
    return (name, source)
  }

  private mutating func readMultiphaseLine(_ value: JSONValue) -> (String, MultiphaseLine)? {
    let fields = [
      "from", "to", "from_nodes", "to_nodes", "in_service", "r_ohm", "x_ohm", "b_us", "length",
      "length_units", "linecode", "switch", "max_a", "kind", "g_us",
    ]
    guard let (record, name) = openRow(value, "line", fields) else { return nil }
    if record.optional("linecode")?.kind != .null { _ = record.optionalText("linecode", &report) }
    let isSwitch = record.flag("switch", default: false, &report)
    let isInService = record.flag("in_service", default: true, &report)
    let rating = record.optionalNumber("max_a", .positive, &report)
    let kilometres = readLength(of: record)
    let ends = (terminal("from", "from_nodes", of: record), terminal("to", "to_nodes", of: record))
    guard let from = ends.0, let to = ends.1 else { return nil }
    guard from.conductors.count == to.conductors.count else {
      report.add(
        value,
        "\(record.title) has \(from.conductors.count) 'from_nodes' but "
          + "\(to.conductors.count) 'to_nodes'.")
      return nil
    }
    let count = from.conductors.count
    let series = impedance(of: record, size: count)
    let charging = matrix("b_us", of: record, size: count, tens: -6)
    let leakage = record.optional("g_us").map {
      matrix($0, "g_us", of: record, size: count, tens: -6)
    }
    let kind = readLineKind(of: record, default: isSwitch ? .switch : .line)
    guard let series, let charging, let kind, leakage != .some(nil) else { return nil }
    var shunt = Complex(0, 1) * charging
    if let leakage, let leakage { shunt = leakage + shunt }
    let line = MultiphaseLine(
      name: name, from: from, to: to, impedance: series,
      shuntAdmittance: shunt, ratedCurrentAmperes: rating, lengthKilometres: kilometres,
      kind: kind, isInService: isInService)
    if isInService && !line.isClosedSwitch {
      do { _ = try line.primitiveAdmittance() } catch { report.add(value, error.description) }
    }
    return (name, line)
  }

  private mutating func readLength(of record: JSONRecord) -> Double? {
    let length = record.optionalNumber("length", .notNegative, &report)
    let unit = record.optionalText("length_units", &report)
    guard let length, let unit, unit != "none" else { return nil }
    let kilometres = [
      "km": 1, "m": 1e-3, "cm": 1e-5, "mm": 1e-6, "mi": 1.609344, "kft": 0.3048, "ft": 0.3048e-3,
      "in": 2.54e-5,
    ]
    guard let factor = kilometres[unit] else {
      if let field = record.optional("length_units") {
        report.add(
          field,
          "'length_units' of \(record.title) must be km, m, cm, mm, mi, kft, ft, in or none, "
            + "not \(field.found).")
      }
      return nil
    }
    return length * factor
  }
}
