import ComplexModule
import PowerFlow
import Quantities
import RealModule

/// Turns the components of a power-grid-model file into a network.
struct PowerGridModelReader {
  /// A node, or the dead end of a branch.
  struct Node {
    let name: String
    let volts: Double
  }

  let tables: PowerGridModelTables
  let options: ImportOptions
  var report: ImportReport
  private(set) var nodes: [Node] = []
  private var places: [Int: Int] = [:]
  var hasPhases = false

  var network = Network(buses: [], sources: [])
  var lines: [SequenceLine] = []
  var units: [PowerGridModelTransformer] = []
  var injections: [Injection] = []
  var multiphaseSources: [MultiphaseSource] = []

  /// A line by its sequence values, in ohms and siemens.
  struct SequenceLine {
    let name: String
    let from: Int
    let to: Int
    let isInService: Bool
    var kind = LineKind.line
    let impedance: Complex<Double>
    let admittance: Complex<Double>
    var zeroImpedance = Complex<Double>.zero
    var zeroAdmittance = Complex<Double>.zero
    var ratedAmperes: Double?
  }

  /// A load or generator.
  struct Injection {
    let name: String
    let node: Int
    /// What each phase takes, in watts and var.
    let watts: SIMD3<Double>
    let vars: SIMD3<Double>
    let model: LoadModel
    let isGenerator: Bool
  }

  init(_ tables: PowerGridModelTables, _ options: ImportOptions, _ report: ImportReport) {
    self.tables = tables
    self.options = options
    self.report = report
  }

  /// Reads the network; what is wrong is in ``report``.
  mutating func read() -> ImportedNetwork? {
    for record in tables["node"] {
      guard let volts = record.number("u_rated", .positive, &report) else { continue }
      places[record.id] = nodes.count
      nodes.append(Node(name: "\(record.id)", volts: volts))
    }
    guard report.faults.isEmpty else { return nil }
    hasPhases = phasesDiffer
    readLines()
    readLinks()
    readGenericBranches()
    readTransformers()
    readThreeWindingTransformers()
    readInjections()
    guard report.faults.isEmpty else { return nil }
    if hasPhases {
      guard let network = multiphaseNetwork(), report.faults.isEmpty else { return nil }
      return ImportedNetwork(network: .multiphase(network))
    }
    let network = balancedNetwork()
    return report.faults.isEmpty ? ImportedNetwork(network: .balanced(network)) : nil
  }

  /// The place of the node that an attribute names.
  mutating func node(_ attribute: String, of record: PowerGridModelRecord) -> Int? {
    guard let id = record.number(attribute, .any, &report) else { return nil }
    guard let place = Int(exactly: id).flatMap({ places[$0] }) else {
      report.refuse(
        at: record.offset(of: attribute),
        "\(quoted(attribute)) of \(record.title) is \(id), which is no node.")
      return nil
    }
    return place
  }

  /// The ends of a branch, where an open one is a new dead end.
  mutating func ends(
    of record: PowerGridModelRecord, name: String
  ) -> (from: Int, to: Int, isInService: Bool)? {
    let from = node("from_node", of: record)
    let to = node("to_node", of: record)
    let isFromClosed = record.status("from_status", &report)
    let isToClosed = record.status("to_status", &report)
    guard let from, let to else { return nil }
    guard from != to else {
      report.refuse(at: record.offset, "\(record.title) starts and ends at one node.")
      return nil
    }
    guard isFromClosed || isToClosed else { return (from, to, false) }
    return (
      isFromClosed ? from : addNode("open:\(name)@\(nodes[from].name)", volts: nodes[from].volts),
      isToClosed ? to : addNode("open:\(name)@\(nodes[to].name)", volts: nodes[to].volts), true
    )
  }

  /// Adds a node that the file does not have.
  mutating func addNode(_ name: String, volts: Double) -> Int {
    nodes.append(Node(name: name, volts: volts))
    return nodes.count - 1
  }

  private var phasesDiffer: Bool {
    (tables["asym_load"] + tables["asym_gen"]).contains { record in
      var silent = report
      guard record.status("status", &silent) else { return false }
      return ["p_specified", "q_specified"].contains { name in
        record.phases(name).map { $0 != SIMD3(repeating: $0.x) } ?? false
      }
    }
  }

  private func balancedNetwork() -> Network {
    var result = Network(
      frequencyHertz: options.frequencyHertz,
      buses: nodes.map { Bus(name: $0.name, nominalVoltage: Voltage(volts: $0.volts)) },
      sources: network.sources, shunts: network.shunts)
    for line in lines {
      result.lines.append(
        Line(
          name: line.name, from: line.from, to: line.to, resistanceOhm: line.impedance.real,
          reactanceOhm: line.impedance.imaginary,
          chargingMicrosiemens: line.admittance.imaginary * 1e6,
          ratedCurrentAmperes: line.ratedAmperes, kind: line.kind, isInService: line.isInService))
      guard line.isInService, line.admittance.real != 0 else { continue }
      // A line of a balanced network has no conductance, so it is put at the buses.
      for (bus, end) in [(line.from, "from"), (line.to, "to")] {
        let volts = nodes[bus].volts
        result.shunts.append(
          Shunt(
            name: "\(line.name):\(end)", bus: bus,
            activePowerWatts: line.admittance.real / 2 * volts * volts, reactivePowerVar: 0))
      }
    }
    result.transformers = units.map(\.balanced)
    for injection in injections {
      let (watts, vars) = (injection.watts.sum(), injection.vars.sum())
      if injection.isGenerator && injection.model == .constantPower {
        result.generators.append(
          NetworkGenerator(
            name: injection.name, bus: injection.node, activePowerWatts: -watts,
            reactivePowerVar: -vars))
      } else {
        result.loads.append(
          NetworkLoad(
            name: injection.name, bus: injection.node, activePowerWatts: watts,
            reactivePowerVar: vars, model: injection.model))
      }
    }
    return result
  }

  private mutating func multiphaseNetwork() -> MultiphaseNetwork? {
    var parts = MultiphaseParts()
    parts.buses = nodes.map {
      MultiphaseBus(
        name: $0.name, nominalPhaseVoltage: Voltage(volts: $0.volts / Double.sqrt(3)))
    }
    for line in lines {
      parts.lines.append(
        MultiphaseLine(
          name: line.name, from: Terminal(bus: line.from, conductors: [1, 2, 3]),
          to: Terminal(bus: line.to, conductors: [1, 2, 3]),
          impedance: ComplexMatrix(zero: line.zeroImpedance, positive: line.impedance),
          shuntAdmittance: ComplexMatrix(zero: line.zeroAdmittance, positive: line.admittance),
          ratedCurrentAmperes: line.ratedAmperes, kind: line.kind,
          isInService: line.isInService))
    }
    for unit in units {
      guard let sequence = unit.sequence, parts.add(sequence) else {
        report.refuse(
          at: unit.offset,
          "the transformer \(quoted(unit.balanced.name)) cannot have its windings with its clock, or "
            + "has no impedance.")
        return nil
      }
    }
    for shunt in tables["shunt"] { addShunt(shunt, to: &parts) }
    var loads: [MultiphaseLoad] = []
    var generators: [MultiphaseGenerator] = []
    for injection in injections {
      let power = MultiphaseParts.PhasePower(
        name: injection.name, bus: injection.node, watts: injection.watts, vars: injection.vars,
        connection: .wye)
      if injection.isGenerator && injection.model == .constantPower {
        generators += parts.generators(power)
      } else {
        loads += parts.loads(power, model: injection.model)
      }
    }
    return MultiphaseNetwork(
      frequencyHertz: options.frequencyHertz, buses: parts.buses, sources: multiphaseSources,
      lines: parts.lines, transformers: parts.transformers, loads: loads, generators: generators)
  }

  private mutating func addShunt(
    _ record: PowerGridModelRecord, to parts: inout MultiphaseParts
  ) {
    let zero = Complex(
      record.number("g0", .any, default: 0, &report), record.number("b0", .any, default: 0, &report)
    )
    let positive = Complex(
      record.number("g1", .any, default: 0, &report), record.number("b1", .any, default: 0, &report)
    )
    guard
      let node = node("node", of: record), record.status("status", &report),
      !(zero.isZero && positive.isZero)
    else { return }
    let size = max(zero.length, positive.length)
    parts.addAdmittance(
      "shunt\(record.id)", at: node, zero: zero, positive: positive,
      impedance: Complex(1e-3 / size))
  }
}
