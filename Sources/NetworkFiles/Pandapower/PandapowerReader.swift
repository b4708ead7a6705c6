import JSONReading
import PowerFlow
import Quantities
import Spelling

/// Turns the tables of a pandapower file into a network.
///
/// The tables are first read into lists that are the same for both kinds of network; see
/// ``balancedNetwork(of:)`` and ``multiphaseNetwork(of:)`` for what becomes of them.
struct PandapowerReader {
  let tables: PandapowerTables
  let options: ImportOptions
  var report: ImportReport

  /// Whether phases differ, so that values of the zero sequence are needed.
  var hasPhases = false
  private(set) var buses: [PandapowerBus] = []
  /// The place of each bus in service; `nil` for one that is not.
  private var busPlaces: [Int: Int?] = [:]
  /// The nominal voltages of all buses in kilovolts, also of those out of service.
  private(set) var busVoltages: [Int: Double] = [:]
  private var busCoordinates: [String: (x: Double, y: Double)] = [:]
  var frequency = 50.0
  var transformerModel = ImportOptions.TransformerModel.t
  /// The ends of branches that open switches cut off.
  var openEnds: Set<BranchEnd> = []

  var lines: [PandapowerLine] = []
  var transformers: [PandapowerTransformer] = []
  var sources: [PandapowerSource] = []
  var injections: [PandapowerInjection] = []
  var shunts: [Shunt] = []
  var voltageGenerators: [NetworkGenerator] = []

  init(_ tables: PandapowerTables, _ options: ImportOptions, _ report: ImportReport) {
    self.tables = tables
    self.options = options
    self.report = report
  }

  /// Reads the network; what is wrong is in ``report``.
  mutating func read() -> ImportedNetwork? {
    readSettings()
    readBuses()
    guard report.faults.isEmpty else { return nil }
    hasPhases = phasesDiffer
    readSwitches()
    readLines()
    readImpedances()
    readTransformers()
    readThreeWindingTransformers()
    readSources()
    readLoads()
    readGenerators()
    readShunts()
    readWards()
    let name = tables.member("name")?.string ?? ""
    guard report.faults.isEmpty else { return nil }
    let network: NetworkModel
    if hasPhases {
      guard let multiphase = multiphaseNetwork(named: name), report.faults.isEmpty else {
        return nil
      }
      network = .multiphase(multiphase)
    } else {
      network = .balanced(balancedNetwork(named: name))
    }
    return ImportedNetwork(
      network: network, busCoordinates: busCoordinates.isEmpty ? nil : busCoordinates)
  }

  /// The place of the bus that a column names: `nil` after a fault, and `.some(nil)` for a bus that is
  /// out of service.
  mutating func bus(_ column: String, of row: PandapowerRow) -> Int?? {
    guard let index = row.integer(column, &report) else { return nil }
    guard let place = busPlaces[index] else {
      report.refuse(
        at: row.offset(of: column),
        "\(quoted(column)) of \(row.title) is \(index), which is no bus. "
          + advice(for: "\(index)", among: buses.prefix(2000).map(\.name)))
      return nil
    }
    return .some(place)
  }

  /// The place of the bus of an element, if both are in service.
  mutating func activeBus(of row: PandapowerRow) -> Int? {
    guard let bus = bus("bus", of: row), let bus else { return nil }
    return row.flag("in_service", default: true, &report) ? bus : nil
  }

  /// Adds a bus that the file does not have, such as the dead end of a line.
  mutating func addBus(_ name: String, label: String, kilovolts: Double) -> Int {
    buses.append(PandapowerBus(name: name, label: label, kilovolts: kilovolts))
    return buses.count - 1
  }

  private mutating func readSettings() {
    if let value = tables.member("f_hz") {
      guard let number = value.number, AllowedNumbers.positive.contains(number) else {
        report.refuse(
          at: value.offset, "'f_hz' must be a number greater than zero, not \(value.found).")
        return
      }
      frequency = number
    }
    let version = tables.member("version")
    if let text = version?.string, text.hasPrefix("0.") || text.hasPrefix("1.") {
      report.refuse(
        at: version?.offset ?? 0,
        "version \(shortened(text)) of the format is not supported. Write the file anew with "
          + "pandapower 2 or 3.")
    }
    let settings = tables.member("user_pf_options")?.members ?? []
    let model = settings.first { $0.name.string == "trafo_model" }?.value
    if let model, ImportOptions.TransformerModel(rawValue: model.string ?? "") == nil {
      report.refuse(at: model.offset, "'trafo_model' must be 't' or 'pi', not \(model.found).")
    }
    transformerModel =
      options.transformerModel
      ?? model?.string.flatMap { ImportOptions.TransformerModel(rawValue: $0) } ?? .t
  }

  private mutating func readBuses() {
    for row in tables["bus"]?.rows ?? [] {
      let kilovolts = row.number("vn_kv", .positive, &report)
      busVoltages[row.index] = kilovolts
      guard row.flag("in_service", default: true, &report) else {
        busPlaces[row.index] = .some(nil)
        continue
      }
      guard let kilovolts else { continue }
      let name = "\(row.index)"
      busPlaces[row.index] = addBus(name, label: row.text("name") ?? name, kilovolts: kilovolts)
      if let geo = row.cell("geo") { busCoordinates[name] = point(geo) }
    }
    let outside = busPlaces.values.count { $0 == nil }
    if outside > 0 {
      report.note(
        at: tables["bus"]?.offset ?? 0,
        "\(outside) buses are out of service and are left out with all that is connected to them.")
    }
    for row in tables["bus_geodata"]?.rows ?? [] where busPlaces[row.index] ?? nil != nil {
      if let x = row.cell("x")?.number, let y = row.cell("y")?.number {
        busCoordinates["\(row.index)"] = (x, y)
      }
    }
  }

  /// The coordinates of a point in GeoJSON, as a text or as a value.
  private func point(_ geo: JSONValue) -> (x: Double, y: Double)? {
    guard
      let text = try? EmbeddedJSON(geo),
      let coordinates = text.root.members?.first(where: { $0.name.string == "coordinates" }),
      let numbers = coordinates.value.elements?.compactMap(\.number), numbers.count >= 2
    else { return nil }
    return (numbers[0], numbers[1])
  }

  /// Whether an asymmetric load or generator in service has different values in its phases.
  private var phasesDiffer: Bool {
    for name in ["asymmetric_load", "asymmetric_sgen"] {
      for row in tables[name]?.rows ?? [] where row.cell("in_service")?.bool != false {
        for columns in [["p_a_mw", "p_b_mw", "p_c_mw"], ["q_a_mvar", "q_b_mvar", "q_c_mvar"]] {
          let values = columns.map { row.cell($0)?.number }
          if values[0] != values[1] || values[1] != values[2] { return true }
        }
      }
    }
    return false
  }
}
