import PowerFlow

/// A reactor: between two buses in series, or at one bus between its conductors and ground.
struct ReactorElement: ScriptElement {
  static let kind = "reactor"
  static let properties = [
    "bus1", "bus2", "phases", "kvar", "kv", "conn", "rmatrix", "xmatrix", "parallel", "r", "x",
    "rp", "z1", "z2", "z0", "z", "rcurve", "lcurve", "lmh", "normamps", "emergamps", "faultrate",
    "pctperm", "repair", "basefreq", "enabled", "like",
  ]
  static let harmless: Set<String> = ["emergamps", "faultrate", "pctperm", "repair"]

  var header: ScriptHeader
  var bus1: ScriptBus?
  var bus2: ScriptBus?
  var phases = 3
  var kilovolts = 12.47
  var connection = PhaseConnection.wye
  var ratedCurrent: Double?
  private var kilovars = 100.0
  private var resistance = 0.0
  private var reactance: Double?

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { (bus1, bus2) = (nil, nil) }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus1 = try ScriptBus(value)
    case "bus2": bus2 = try ScriptBus(value)
    case "phases": phases = try value.integer(1...3)
    case "kv": kilovolts = try value.number(.positive)
    case "kvar": (kilovars, reactance) = (try value.number(.positive), nil)
    case "conn": connection = try PhaseConnection(value)
    case "r": resistance = try value.number(.notNegative)
    case "x": reactance = try value.number()
    case "lmh": reactance = try value.number() * 2e-3 * .pi * header.baseFrequency
    case "z":
      let numbers = try value.numbers()
      guard numbers.count == 2 else { throw value.mustBe("a resistance and a reactance") }
      (resistance, reactance) = (numbers[0], numbers[1])
    case "normamps": ratedCurrent = try value.number(.positive)
    case "parallel": if try value.flag() { throw value.unsupported }
    default: throw value.unsupported
    }
  }

  /// Whether the reactor lies at one bus.
  var isShunt: Bool { bus2?.nodes.allSatisfy { $0 == 0 } ?? true && bus2?.nodes.isEmpty != true }

  /// The resistance and reactance of one phase, in ohms.
  var impedance: (resistance: Double, reactance: Double) {
    if let reactance { return (resistance, reactance) }
    // In wye the rated voltage of a phase is smaller by √3, but so is its share of the power.
    let whole = kilovolts * kilovolts * 1000 / kilovars
    return (resistance, connection == .delta && phases > 1 ? whole * Double(phases) : whole)
  }
}
