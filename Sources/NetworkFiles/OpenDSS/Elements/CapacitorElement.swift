import PowerFlow

/// A capacitor bank between conductors and ground, or in delta.
struct CapacitorElement: ScriptElement {
  static let kind = "capacitor"
  static let properties = [
    "bus1", "bus2", "phases", "kvar", "kv", "conn", "cmatrix", "cuf", "r", "xl", "harm",
    "numsteps", "states", "normamps", "emergamps", "faultrate", "pctperm", "repair", "basefreq",
    "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "harm", "normamps", "emergamps", "faultrate", "pctperm", "repair",
  ]

  var header: ScriptHeader
  var bus: ScriptBus?
  var phases = 3
  var kilovolts = 12.47
  var connection = PhaseConnection.wye
  var stepCount = 1
  /// The reactive power of all steps.
  var kilovars = 1200.0
  private var states: [Int]?

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { bus = nil }

  /// The number of steps that are closed.
  var closedCount: Int {
    guard let states else { return stepCount }
    return min(states.prefix(stepCount).reduce(0, +), stepCount)
  }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus = try ScriptBus(value)
    case "bus2":
      let other = try ScriptBus(value)
      guard !other.nodes.isEmpty, other.nodes.allSatisfy({ $0 == 0 }) else {
        throw value.unsupported
      }
    case "phases": phases = try value.integer(1...3)
    case "kv": kilovolts = try value.number(.positive)
    case "conn": connection = try PhaseConnection(value)
    case "numsteps": stepCount = try value.integer(1...1000)
    case "kvar": try setPower(value)
    case "states":
      var states: [Int] = []
      for part in try value.list() { states.append(try part.integer(0...1)) }
      self.states = states
    case "r", "xl":
      for number in try value.numbers() where number != 0 { throw value.unsupported }
    default: throw value.unsupported
    }
  }

  private mutating func setPower(_ value: ScriptValue) throws(ScriptFault) {
    guard stepCount > 1 else {
      let steps = try value.list()
      // One number in brackets is a list of one, not an expression, as it must not be cut.
      if steps.count > 1, steps.allSatisfy({ plainNumber($0.text) != nil }) {
        throw value.fault("has \(steps.count) values, but 'numsteps' before it says 1.")
      }
      kilovars = try value.number()
      return
    }
    let steps = try value.numbers()
    guard let first = steps.first, steps.count == 1 || steps.count == stepCount else {
      throw value.fault("must have 1 or \(stepCount) values, but has \(steps.count).")
    }
    guard steps.allSatisfy({ $0 == first }) else { throw value.unsupported }
    kilovars = steps.count == 1 ? first : first * Double(stepCount)
  }
}

/// The control of a capacitor bank.
struct CapacitorControlElement: ScriptElement {
  static let kind = "capcontrol"
  static let properties = [
    "element", "terminal", "capacitor", "type", "ptratio", "ctratio", "onsetting", "offsetting",
    "delay", "voltoverride", "vmax", "vmin", "delayoff", "deadtime", "ctphase", "ptphase", "vbus",
    "eventlog", "usermodel", "userdata", "pctminkvar", "reset", "controlsignal", "basefreq",
    "enabled", "like",
  ]
  static let harmless: Set<String> = ["eventlog", "pctminkvar", "reset", "vmax", "vmin"]

  var header: ScriptHeader
  /// The branch that is measured, as written.
  var element: ScriptValue?
  var capacitor: ScriptValue?
  var quantity = CapacitorControl.Quantity.current
  var potentialRatio = 60.0
  var currentRatio = 60.0
  var on = 300.0
  var off = 200.0
  var delay = 15.0
  var delayOff = 15.0
  var deadTime = 300.0

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "element": element = value
    case "capacitor":
      _ = try circuit.capacitors.named(value)
      capacitor = value
    case "terminal": guard try value.integer(1...3) == 1 else { throw value.unsupported }
    case "type":
      quantity =
        switch value.name {
        case "voltage": .voltage
        case "current": .current
        case "kvar": .reactivePower
        default: throw value.unsupported
        }
    case "ptratio": potentialRatio = try value.number(.positive)
    case "ctratio": currentRatio = try value.number(.positive)
    case "onsetting": on = try value.number()
    case "offsetting": off = try value.number()
    case "delay": delay = try value.number(.notNegative)
    case "delayoff": delayOff = try value.number(.notNegative)
    case "deadtime": deadTime = try value.number(.notNegative)
    case "ctphase", "ptphase": guard try value.integer(1...3) == 1 else { throw value.unsupported }
    case "voltoverride": if try value.flag() { throw value.unsupported }
    default: throw value.unsupported
    }
  }
}
