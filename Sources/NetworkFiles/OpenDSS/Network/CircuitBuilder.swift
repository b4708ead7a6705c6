import ComplexModule
import PowerFlow
import Quantities
import RealModule

/// Makes a network of the elements of a script.
struct CircuitBuilder {
  let circuit: ScriptCircuit
  private(set) var faults: [ScriptFault] = []
  private(set) var busNames: [String] = []
  private var busLabels: [String] = []
  private var busIndices: [String: Int] = [:]
  private var busConductors: [Set<Int>] = []

  var sources: [MultiphaseSource] = []
  var lines: [MultiphaseLine] = []
  var transformers: [MultiphaseTransformer] = []
  var regulators: [VoltageRegulator] = []
  var capacitors: [CapacitorBank] = []
  var loads: [MultiphaseLoad] = []
  var generators: [MultiphaseGenerator] = []
  /// The indices of branches by their class and name, such as `line.l1`.
  var branches: [String: Int] = [:]
  var transformerIndices: [String: Int] = [:]

  init(_ circuit: ScriptCircuit) { self.circuit = circuit }

  /// The network, or `nil` with ``faults``.
  mutating func build() -> MultiphaseNetwork? {
    each(circuit.sources) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.lines) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.reactors) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.transformers) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.regulators) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.capacitors) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.capacitorControls) { builder, element throws(ScriptFault) in
      try builder.add(element)
    }
    each(circuit.loads) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.generators) { builder, element throws(ScriptFault) in try builder.add(element) }
    each(circuit.photovoltaics) { builder, element throws(ScriptFault) in try builder.add(element) }
    guard faults.allSatisfy(\.isUnsupported) else { return nil }
    let voltages = nominalVoltages()
    let buses = busNames.indices.map { index in
      MultiphaseBus(
        name: busNames[index], label: busLabels[index],
        nominalPhaseVoltage: Voltage(volts: voltages[index]),
        conductors: busConductors[index].sorted())
    }
    return MultiphaseNetwork(
      name: circuit.name?.label ?? "", title: circuit.name?.label ?? "",
      frequencyHertz: circuit.frequency, buses: buses, sources: sources, lines: lines,
      transformers: transformers, regulators: regulators, capacitors: capacitors, loads: loads,
      generators: generators)
  }

  private mutating func each<Element>(
    _ table: ScriptTable<Element>,
    _ add: (inout Self, Element) throws(ScriptFault) -> Void
  ) {
    for element in table.enabled {
      do {
        try add(&self, element)
      } catch {
        faults.append(error)
      }
    }
  }

  /// The terminal of an element at a bus.
  mutating func terminal<Element: ScriptElement>(
    _ bus: ScriptBus?, phases: Int, count: Int, of element: Element, _ property: String = "bus1"
  ) throws(ScriptFault) -> Terminal {
    guard let bus else {
      throw element.fault("\(element.title) needs \(quoted(property)).")
    }
    let index: Int
    if let known = busIndices[bus.name] {
      index = known
    } else {
      index = busNames.count
      busIndices[bus.name] = index
      busNames.append(bus.name)
      busLabels.append(bus.label)
      busConductors.append([])
    }
    let conductors = bus.conductors(phases: phases, count: count)
    busConductors[index].formUnion(conductors.filter { $0 != Terminal.ground })
    return Terminal(bus: index, conductors: conductors)
  }

  /// The terminal of an element whose phases lie between conductors of one bus.
  mutating func shuntTerminal<Element: ScriptElement>(
    _ bus: ScriptBus?, phases: Int, connection: PhaseConnection, of element: Element
  ) throws(ScriptFault) -> Terminal {
    let count = connection == .delta && phases == 3 ? 3 : phases + 1
    return try terminal(bus, phases: phases, count: count, of: element)
  }

  /// Refuses an element whose reactances hold at another frequency than that of the circuit.
  func checkFrequency<Element: ScriptElement>(of element: Element) throws(ScriptFault) {
    guard element.header.baseFrequency == circuit.frequency else {
      throw ScriptFault(
        place: element.header.place,
        message: "\(element.title) is given for \(element.header.baseFrequency) Hz, but the "
          + "circuit has \(circuit.frequency) Hz.", isUnsupported: true)
    }
  }

  func unsupported<Element: ScriptElement>(
    _ element: Element, _ message: String
  ) -> ScriptFault {
    ScriptFault(
      place: element.header.place, message: "\(element.title) \(message)", isUnsupported: true)
  }
}
