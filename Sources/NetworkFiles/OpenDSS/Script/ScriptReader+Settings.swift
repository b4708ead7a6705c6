import JSONReading
import PowerFlow
import Spelling

extension ScriptReader {
  /// Settings of solutions, plots and reports, which do not change the network.
  private static let harmlessSettings: Set<String> = [
    "mode", "number", "stepsize", "time", "hour", "sec", "year", "tolerance", "maxiterations",
    "maxiter", "maxcontroliter", "maxcontroliterations", "miniterations", "algorithm", "casename",
    "datapath", "demand", "demandinterval", "diverbose", "overloadreport", "voltexcept",
    "voltexceptionreport", "showexport", "editor", "markcapacitors", "capmarkersize",
    "capmarkercode", "markregulators", "regmarkersize", "regmarkercode", "marktransformers",
    "transmarkersize", "transmarkercode", "markpvsystems", "pvmarkersize", "pvmarkercode",
    "markswitches", "switchmarkercode", "nodewidth", "markercode", "allowforms",
    "normvminpu", "normvmaxpu", "emergvminpu", "emergvmaxpu", "trapezoidal", "autobuslist",
    "recorder", "allocationfactors", "trace", "tracecontrol", "controlmode", "h", "t",
    "zonelock", "lossregs", "ueregs", "lossweight", "ueweight", "%growth", "%normal", "%mean",
    "%stddev", "ldcurve", "class", "type", "element", "object", "bus", "numallociterations",
    "maxcontroliters", "random", "processtime", "totaltime", "parallel", "cktmodel_", "daisysize",
    "markfuses", "fusemarkersize", "fusemarkercode", "markreclosers", "reclosermarkersize",
    "reclosermarkercode", "markrelays", "relaymarkersize", "relaymarkercode", "markstorage",
    "storemarkersize", "storemarkercode", "seasonrating", "seasonsignal", "totalpower",
  ]

  private static let settings = [
    "defaultbasefrequency", "voltagebases", "earthmodel", "frequency", "basefrequency", "loadmult",
    "genmult", "loadmodel", "cktmodel", "circuit",
  ]

  /// Changes settings.
  mutating func set(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    while let parameter = try tokens.next() {
      guard let name = parameter.name else { continue }
      attempt { reader throws(ScriptFault) in
        try reader.set(name, to: parameter.value)
      }
    }
  }

  private mutating func set(_ name: ScriptValue, to value: ScriptValue) throws(ScriptFault) {
    let setting = try Self.setting(name)
    let fault: ScriptFault
    do {
      return try apply(setting, to: value)
    } catch {
      fault = error
    }
    throw ScriptFault(
      place: fault.place, message: "\(quoted(setting)) \(fault.message)",
      isUnsupported: fault.isUnsupported)
  }

  /// The full name of a setting, which may be shortened.
  private static func setting(_ name: ScriptValue) throws(ScriptFault) -> String {
    let given = name.name
    if settings.contains(given) || harmlessSettings.contains(given) { return given }
    let all = settings + harmlessSettings.sorted()
    if given.utf8.count >= 3, let begun = all.first(where: { $0.hasPrefix(given) }) {
      return begun
    }
    throw ScriptFault(
      place: name.place,
      message: "unknown setting \(shortened(name.text)). \(advice(for: name.text, among: all))",
      isUnsupported: true)
  }

  private mutating func apply(_ setting: String, to value: ScriptValue) throws(ScriptFault) {
    switch setting {
    case "defaultbasefrequency":
      circuit.defaultFrequency = try value.number(.positive)
      if circuit.name == nil { circuit.frequency = circuit.defaultFrequency }
    case "voltagebases": circuit.voltageBases = try value.numbers(.positive)
    case "earthmodel": circuit.earthModel = try EarthModel(value)
    case "frequency", "basefrequency":
      guard try value.number(.positive) == circuit.frequency else { throw value.unsupported }
    case "loadmult", "genmult":
      guard try value.number() == 1 else { throw value.unsupported }
    case "loadmodel":
      guard "powerflow".hasPrefix(value.name) else { throw value.unsupported }
    case "cktmodel":
      guard "multiphase".hasPrefix(value.name) else { throw value.unsupported }
    case "circuit":
      guard value.name == circuit.name?.name else {
        throw value.fault("is \(shortened(value.text)), which is no circuit.")
      }
    default: break
    }
  }
}
