/// A line, cable or switch.
struct LineElement: ScriptElement {
  static let kind = "line"
  static let properties = [
    "bus1", "bus2", "linecode", "length", "phases", "r1", "x1", "r0", "x0", "c1", "c0", "rmatrix",
    "xmatrix", "cmatrix", "switch", "rg", "xg", "rho", "geometry", "units", "spacing", "wires",
    "earthmodel", "cncables", "tscables", "b1", "b0", "seasons", "ratings", "linetype", "normamps",
    "emergamps", "faultrate", "pctperm", "repair", "basefreq", "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "rg", "xg", "seasons", "ratings", "linetype", "emergamps", "faultrate", "pctperm", "repair",
  ]

  var header: ScriptHeader
  var bus1: ScriptBus?
  var bus2: ScriptBus?
  var phases = 3
  var length = 1.0
  var lengthUnit = LengthUnit.none
  var isSwitch = false
  var isOpen = false
  var ratedCurrent = 400.0
  var matrices = SequenceValues().matrices(phases: 3)
  /// How the length is counted in the unit of the matrices.
  var lengthFactor = 1.0
  var geometry: LineGeometryElement?
  var earthModel: EarthModel?
  var resistivity = 100.0
  private var sequence = SequenceValues()
  private var usesSequence = true
  private var isCopy = false
  private var codeUnits: LengthUnit?
  private var spacing: LineSpacingElement?
  private var wires: [WireElement] = []

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() {
    (bus1, bus2) = (nil, nil)
    isCopy = true
  }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus1 = try ScriptBus(value)
    case "bus2": bus2 = try ScriptBus(value)
    case "linecode": use(try circuit.lineCodes.named(value))
    case "length": length = try value.number(.notNegative)
    case "phases": try setPhases(try value.integer(1...20), value)
    case "switch": if try value.flag() { becomeSwitch() } else { isSwitch = false }
    case "units": try setUnits(try LengthUnit(value), value)
    case "normamps": ratedCurrent = try value.number(.notNegative)
    case "rho": resistivity = try value.number(.positive)
    case "earthmodel": earthModel = try EarthModel(value)
    case "geometry":
      geometry = try circuit.lineGeometries.named(value)
      phases = geometry?.reducedCount ?? phases
      if let rating = geometry?.ratedCurrent, rating > 0 { ratedCurrent = rating }
    case "spacing":
      spacing = try circuit.lineSpacings.named(value)
      try makeGeometry(value)
    case "wires":
      wires = []
      for name in try value.list() { wires.append(try circuit.wires.named(name)) }
      try makeGeometry(value)
    case let name where LineMatrices.properties.contains(name):
      if matrices.order != phases { matrices = sequenceMatrices }
      try matrices.set(name, to: value)
      forgetCode(usesSequence: false)
    case let name where SequenceValues.properties.contains(name):
      try sequence.set(name, to: value, frequency: header.baseFrequency)
      forgetCode(usesSequence: true)
    default: throw value.unsupported
    }
  }

  mutating func finishEdit(in circuit: ScriptCircuit) {
    guard geometry == nil, usesSequence else { return }
    matrices = sequenceMatrices
  }

  /// The matrices of the sequence values. A line of one phase has no zero sequence of its own.
  private var sequenceMatrices: LineMatrices {
    var values = sequence
    if phases == 1 { (values.r0, values.x0, values.c0) = (values.r1, values.x1, values.c1) }
    return values.matrices(phases: phases)
  }

  private mutating func use(_ code: LineCodeElement) {
    phases = code.phases
    ratedCurrent = code.ratedCurrent
    // A switch keeps its own impedance.
    if isSwitch { return }
    sequence = code.sequence
    usesSequence = code.usesSequence
    matrices = code.matrices
    header.baseFrequency = code.header.baseFrequency
    isCopy = false
    geometry = nil
    codeUnits = code.units
    lengthFactor = code.units.count(inOne: lengthUnit)
  }

  private mutating func setPhases(_ count: Int, _ value: ScriptValue) throws(ScriptFault) {
    guard count != phases else { return }
    guard codeUnits == nil, geometry == nil else {
      throw value.fault("is \(count), but the line code or geometry has \(phases).")
    }
    phases = count
    matrices = sequenceMatrices
  }

  private mutating func setUnits(
    _ unit: LengthUnit, _ value: ScriptValue
  ) throws(ScriptFault) {
    // OpenDSS changes the unit of a copied line without converting its impedances.
    if isCopy, codeUnits != nil, unit.metres != lengthUnit.metres { throw value.unsupported }
    if let codeUnits {
      lengthFactor = codeUnits.count(inOne: unit)
    } else {
      lengthFactor *= lengthUnit.count(inOne: unit)
    }
    lengthUnit = unit
  }

  private mutating func becomeSwitch() {
    isSwitch = true
    sequence = SequenceValues(r1: 1, x1: 1, r0: 1, x0: 1, c1: 1.1, c0: 1)
    length = 0.001
    forgetCode(usesSequence: true)
  }

  /// Values given for this line replace those of a line code; their unit of length is its own.
  private mutating func forgetCode(usesSequence: Bool) {
    self.usesSequence = usesSequence
    geometry = nil
    codeUnits = nil
    lengthFactor = 1
    lengthUnit = .none
  }

  private mutating func makeGeometry(_ value: ScriptValue) throws(ScriptFault) {
    guard let spacing, !wires.isEmpty else { return }
    guard spacing.x.count == wires.count, spacing.h.count == wires.count else {
      throw value.fault(
        "does not fit: the spacing has \(spacing.x.count) positions for "
          + "\(counted(wires.count, "wire")).")
    }
    geometry = LineGeometryElement(header: header, spacing: spacing, wires: wires)
    phases = spacing.phases
  }
}
