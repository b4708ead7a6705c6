import PowerFlow
import RealModule

/// A generator.
struct GeneratorElement: ScriptElement {
  static let kind = "generator"
  static let properties = [
    "phases", "bus1", "kv", "kw", "pf", "kvar", "model", "vminpu", "vmaxpu", "yearly", "daily",
    "duty", "dispmode", "dispvalue", "conn", "status", "class", "vpu", "maxkvar", "minkvar",
    "pvfactor", "forceon", "kva", "mva", "xd", "xdp", "xdpp", "h", "d", "usermodel", "userdata",
    "shaftmodel", "shaftdata", "dutystart", "debugtrace", "balanced", "xrdp", "usefuel",
    "fuelkwh", "%fuel", "%reserve", "refuel", "dynamiceq", "dynout", "spectrum", "basefreq",
    "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "vminpu", "vmaxpu", "status", "class", "pvfactor", "forceon", "xd", "xdp", "xdpp", "h", "d",
    "dutystart", "debugtrace", "xrdp", "spectrum", "dispvalue",
  ]

  var header: ScriptHeader
  var bus: ScriptBus?
  var phases = 3
  var kilovolts = 12.47
  var kilowatts = 1000.0
  var kilovars = 60.0
  var connection = PhaseConnection.wye
  var ratedKilovoltAmperes: Double?
  /// The reactive power over the active power.
  private var tangent = Double.sqrt(1 / (0.88 * 0.88) - 1)
  private var isVoltageHeld = false
  private var voltage = 1.0
  private var limits: (low: Double?, high: Double?) = (nil, nil)
  private var profiles: [String: String] = [:]

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { bus = nil }

  var profile: String? { profiles["yearly"] ?? profiles["daily"] ?? profiles["duty"] }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus = try ScriptBus(value)
    case "phases": phases = try value.integer(1...3)
    case "kv": kilovolts = try value.number(.positive)
    case "conn": connection = try PhaseConnection(value)
    case "kw":
      kilowatts = try value.number()
      kilovars = kilowatts * tangent
    case "pf":
      let factor = try value.number()
      guard factor.magnitude <= 1, factor != 0 else {
        throw value.mustBe("a number from -1 to 1 other than zero")
      }
      tangent = .sqrt(1 / (factor * factor) - 1) * (factor < 0 ? -1 : 1)
      kilovars = kilowatts * tangent
    case "kvar":
      kilovars = try value.number()
      if kilowatts != 0 { tangent = kilovars / kilowatts }
    case "kva": ratedKilovoltAmperes = try value.number(.positive)
    case "mva": ratedKilovoltAmperes = try value.number(.positive) * 1000
    case "model":
      let number = try value.integer(1...7)
      guard number == 1 || number == 3 else { throw value.unsupported }
      isVoltageHeld = number == 3
    case "vpu": voltage = try value.number(.positive)
    case "maxkvar": limits.high = try value.number()
    case "minkvar": limits.low = try value.number()
    case "yearly", "daily", "duty": profiles[property] = try circuit.profileName(value)
    case "dispmode":
      guard "default".hasPrefix(value.name) else { throw value.unsupported }
    case "balanced", "usefuel", "refuel":
      if try value.flag() { throw value.unsupported }
    default: throw value.unsupported
    }
  }

  /// What decides on the power, or `nil` if the limits of the reactive power are no range.
  var control: GeneratorControl? {
    guard isVoltageHeld else { return .constantPower }
    let high = limits.high ?? 2 * kilovars
    let low = limits.low ?? -2 * kilovars
    guard low <= high else { return nil }
    return .voltage(perUnit: voltage, reactiveLimitsVar: low * 1000...high * 1000)
  }
}

/// A photovoltaic system, as what it produces at its given irradiance.
struct PhotovoltaicElement: ScriptElement {
  static let kind = "pvsystem"
  static let properties = [
    "phases", "bus1", "kv", "irradiance", "pmpp", "%pmpp", "temperature", "pf", "conn", "kvar",
    "kva", "%cutin", "%cutout", "effcurve", "p-tcurve", "%r", "%x", "model", "vminpu", "vmaxpu",
    "balanced", "limitcurrent", "yearly", "daily", "duty", "tyearly", "tdaily", "tduty", "class",
    "usermodel", "userdata", "debugtrace", "varfollowinverter", "dutystart", "wattpriority",
    "pfpriority", "%pminnovars", "%pminkvarmax", "kvarmax", "kvarmaxabs", "kvdc", "kp", "pitol",
    "safevoltage", "safemode", "dynamiceq", "dynout", "controlmode", "amplimit", "amplimitgain",
    "spectrum", "basefreq", "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "temperature", "%cutin", "%cutout", "%r", "%x", "vminpu", "vmaxpu", "class", "debugtrace",
    "dutystart", "kvdc", "kp", "pitol", "safevoltage", "amplimit", "amplimitgain", "spectrum",
  ]

  var header: ScriptHeader
  var bus: ScriptBus?
  var phases = 3
  var kilovolts = 12.47
  var connection = PhaseConnection.wye
  var ratedKilovoltAmperes = 500.0
  private var irradiance = 1.0
  private var peak = 500.0
  private var share = 100.0
  private var powerFactor: Double? = 1
  private var givenKilovars = 0.0
  private var profiles: [String: String] = [:]

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { bus = nil }

  var profile: String? { profiles["yearly"] ?? profiles["daily"] ?? profiles["duty"] }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus = try ScriptBus(value)
    case "phases": phases = try value.integer(1...3)
    case "kv": kilovolts = try value.number(.positive)
    case "conn": connection = try PhaseConnection(value)
    case "irradiance": irradiance = try value.number(.notNegative)
    case "pmpp": peak = try value.number(.notNegative)
    case "%pmpp": share = try value.number(.notNegative)
    case "kva": ratedKilovoltAmperes = try value.number(.positive)
    case "pf":
      let factor = try value.number()
      guard factor.magnitude <= 1, factor != 0 else {
        throw value.mustBe("a number from -1 to 1 other than zero")
      }
      powerFactor = factor
    case "kvar": (givenKilovars, powerFactor) = (try value.number(), nil)
    case "model": guard try value.integer(1...3) == 1 else { throw value.unsupported }
    case "yearly", "daily", "duty": profiles[property] = try circuit.profileName(value)
    case "balanced", "limitcurrent", "varfollowinverter", "wattpriority", "pfpriority", "safemode":
      if try value.flag() { throw value.unsupported }
    default: throw value.unsupported
    }
  }

  /// The active and reactive power, in kW and kvar.
  var power: (active: Double, reactive: Double) {
    let active = min(peak * irradiance * share / 100, ratedKilovoltAmperes)
    guard let powerFactor else { return (active, givenKilovars) }
    let reactive = active * Double.sqrt(1 / (powerFactor * powerFactor) - 1)
    return (active, powerFactor < 0 ? -reactive : reactive)
  }

  /// Whether active and reactive power are more than the inverter can carry.
  var isOverloaded: Bool {
    Double.hypot(power.active, power.reactive) > ratedKilovoltAmperes * (1 + 1e-9)
  }
}
