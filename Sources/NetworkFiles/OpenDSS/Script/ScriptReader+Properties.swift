import JSONReading
import PowerFlow
import Spelling

extension ScriptReader {
  /// Adds an element; `false` if there is one of that name.
  mutating func add(_ kind: ScriptClass, _ header: ScriptHeader) -> Bool {
    switch kind {
    case .vsource: add(\.sources, header)
    case .linecode: add(\.lineCodes, header)
    case .wiredata: add(\.wires, header)
    case .linespacing: add(\.lineSpacings, header)
    case .linegeometry: add(\.lineGeometries, header)
    case .line: add(\.lines, header)
    case .xfmrcode: add(\.transformerCodes, header)
    case .transformer: add(\.transformers, header)
    case .regcontrol: add(\.regulators, header)
    case .capacitor: add(\.capacitors, header)
    case .capcontrol: add(\.capacitorControls, header)
    case .reactor: add(\.reactors, header)
    case .load: add(\.loads, header)
    case .generator: add(\.generators, header)
    case .pvsystem: add(\.photovoltaics, header)
    case .loadshape: add(\.loadShapes, header)
    }
  }

  /// The names of the elements of a class, in the order in which they were made.
  func names(of kind: ScriptClass) -> [String] {
    switch kind {
    case .vsource: circuit.sources.elements.map(\.header.name)
    case .linecode: circuit.lineCodes.elements.map(\.header.name)
    case .wiredata: circuit.wires.elements.map(\.header.name)
    case .linespacing: circuit.lineSpacings.elements.map(\.header.name)
    case .linegeometry: circuit.lineGeometries.elements.map(\.header.name)
    case .line: circuit.lines.elements.map(\.header.name)
    case .xfmrcode: circuit.transformerCodes.elements.map(\.header.name)
    case .transformer: circuit.transformers.elements.map(\.header.name)
    case .regcontrol: circuit.regulators.elements.map(\.header.name)
    case .capacitor: circuit.capacitors.elements.map(\.header.name)
    case .capcontrol: circuit.capacitorControls.elements.map(\.header.name)
    case .reactor: circuit.reactors.elements.map(\.header.name)
    case .load: circuit.loads.elements.map(\.header.name)
    case .generator: circuit.generators.elements.map(\.header.name)
    case .pvsystem: circuit.photovoltaics.elements.map(\.header.name)
    case .loadshape: circuit.loadShapes.elements.map(\.header.name)
    }
  }

  /// Sets properties of an element.
  mutating func edit(
    _ kind: ScriptClass, _ name: String, _ parameters: [ScriptParameter], _ target: ScriptValue
  ) throws(ScriptFault) {
    switch kind {
    case .vsource: try edit(\.sources, name, parameters, target)
    case .linecode: try edit(\.lineCodes, name, parameters, target)
    case .wiredata: try edit(\.wires, name, parameters, target)
    case .linespacing: try edit(\.lineSpacings, name, parameters, target)
    case .linegeometry: try edit(\.lineGeometries, name, parameters, target)
    case .line: try edit(\.lines, name, parameters, target)
    case .xfmrcode: try edit(\.transformerCodes, name, parameters, target)
    case .transformer: try edit(\.transformers, name, parameters, target)
    case .regcontrol: try edit(\.regulators, name, parameters, target)
    case .capacitor: try edit(\.capacitors, name, parameters, target)
    case .capcontrol: try edit(\.capacitorControls, name, parameters, target)
    case .reactor: try edit(\.reactors, name, parameters, target)
    case .load: try edit(\.loads, name, parameters, target)
    case .generator: try edit(\.generators, name, parameters, target)
    case .pvsystem: try edit(\.photovoltaics, name, parameters, target)
    case .loadshape: try edit(\.loadShapes, name, parameters, target)
    }
  }

  private mutating func add<Element>(
    _ table: WritableKeyPath<ScriptCircuit, ScriptTable<Element>>, _ header: ScriptHeader
  ) -> Bool {
    circuit[keyPath: table].add(Element(header: header)) != nil
  }

  private mutating func edit<Element>(
    _ table: WritableKeyPath<ScriptCircuit, ScriptTable<Element>>, _ name: String,
    _ parameters: [ScriptParameter], _ target: ScriptValue
  ) throws(ScriptFault) {
    guard let index = circuit[keyPath: table].indices[name] else {
      throw target.fault(
        "there is no \(Element.kind) \(shortened(target.text)). "
          + advice(for: name, among: circuit[keyPath: table].names))
    }
    var element = circuit[keyPath: table].elements[index]
    var position = 0
    for parameter in parameters {
      do {
        let property = try Self.property(parameter, position, element)
        position = property + 1
        try apply(Element.properties[property], parameter.value, table, &element)
      } catch {
        report(error)
      }
    }
    element.finishEdit(in: circuit)
    circuit[keyPath: table].elements[index] = element
  }

  /// The index of the property that a parameter sets, by its name or its position.
  private static func property<Element: ScriptElement>(
    _ parameter: ScriptParameter, _ position: Int, _ element: Element
  ) throws(ScriptFault) -> Int {
    guard let name = parameter.name else {
      guard position < Element.properties.count else {
        throw parameter.value.fault(
          "\(shortened(parameter.value.text)) stands behind the last property of "
            + "\(element.title).")
      }
      return position
    }
    let given = name.name
    if let exact = Element.properties.firstIndex(of: given) { return exact }
    if let other = aliases[given].flatMap({ Element.properties.firstIndex(of: $0) }) {
      return other
    }
    if given.utf8.count >= 2,
      let begun = Element.properties.firstIndex(where: { $0.hasPrefix(given) })
    {
      return begun
    }
    throw name.fault(
      "unknown property \(shortened(name.text)) of \(element.title). "
        + advice(for: name.text, among: Element.properties))
  }

  /// Other names of properties.
  private static let aliases = ["bus": "bus1"]

  private mutating func apply<Element>(
    _ property: String, _ value: ScriptValue,
    _ table: WritableKeyPath<ScriptCircuit, ScriptTable<Element>>, _ element: inout Element
  ) throws(ScriptFault) {
    guard !Element.harmless.contains(property) else { return }
    let fault: ScriptFault
    do {
      switch property {
      case "like":
        var copy = try circuit[keyPath: table].named(value)
        copy.header = element.header
        copy.forgetBuses()
        element = copy
      case "enabled": element.header.isEnabled = try value.flag()
      case "basefreq": element.header.baseFrequency = try value.number(.positive)
      default: try element.set(property, to: value, in: circuit)
      }
      return
    } catch {
      fault = error
    }
    throw ScriptFault(
      place: fault.place, message: "\(quoted(property)) of \(element.title) \(fault.message)",
      isUnsupported: fault.isUnsupported)
  }
}
