/// What a script has defined so far.
struct ScriptCircuit {
  var name: ScriptHeader?
  var sources = ScriptTable<VoltageSourceElement>()
  var lineCodes = ScriptTable<LineCodeElement>()
  var wires = ScriptTable<WireElement>()
  var lineSpacings = ScriptTable<LineSpacingElement>()
  var lineGeometries = ScriptTable<LineGeometryElement>()
  var lines = ScriptTable<LineElement>()
  var transformerCodes = ScriptTable<TransformerCodeElement>()
  var transformers = ScriptTable<TransformerElement>()
  var regulators = ScriptTable<RegulatorElement>()
  var capacitors = ScriptTable<CapacitorElement>()
  var capacitorControls = ScriptTable<CapacitorControlElement>()
  var reactors = ScriptTable<ReactorElement>()
  var loads = ScriptTable<LoadElement>()
  var generators = ScriptTable<GeneratorElement>()
  var photovoltaics = ScriptTable<PhotovoltaicElement>()
  var loadShapes = ScriptTable<LoadShapeElement>()

  /// The frequency of what does not name its own, in hertz.
  var defaultFrequency = 60.0
  /// The frequency of the circuit.
  var frequency = 60.0
  var earthModel = EarthModel.deri
  /// The voltages, line to line in kilovolts, among which those of the buses are chosen.
  var voltageBases: [Double] = []
  /// The voltages, line to line in kilovolts, that buses were given one by one.
  var busVoltages: [String: Double] = [:]
  var coordinates: [String: (x: Double, y: Double)] = [:]

  /// Reads a file of numbers that a value names.
  var fetchTable: ((ScriptValue) throws(ScriptFault) -> [UInt8])?

  /// The name of a load shape that exists, or `nil` for an empty value.
  func profileName(_ value: ScriptValue) throws(ScriptFault) -> String? {
    guard !value.text.isEmpty, value.name != "none" else { return nil }
    if value.name == "default" { return value.name }
    return try loadShapes.named(value).header.name
  }
}

/// The classes of objects that can be made, and where the circuit keeps them.
enum ScriptClass: String, CaseIterable {
  case vsource
  case linecode
  case wiredata
  case linespacing
  case linegeometry
  case line
  case xfmrcode
  case transformer
  case regcontrol
  case capacitor
  case capcontrol
  case reactor
  case load
  case generator
  case pvsystem
  case loadshape

  /// Classes whose objects measure, protect or describe what no power flow needs; `true` where a
  /// note says that they are left out.
  static let leftOut: [String: Bool] = [
    "energymeter": true, "monitor": true, "fuse": true, "recloser": true, "relay": true,
    "sensor": true, "growthshape": false, "tcc_curve": false, "spectrum": false,
    "tshape": false, "priceshape": false, "xycurve": false,
  ]
}
