import PowerFlow

/// What transformers and transformer codes have in common: their windings and impedances.
struct WindingValues {
  /// One winding, as scripts describe it.
  struct Winding {
    var bus: ScriptBus?
    var connection = PhaseConnection.wye
    var kilovolts = 12.47
    var kilovoltAmperes = 1000.0
    var tap = 1.0
    var resistancePercent = 0.2
    var neutralResistance = -1.0
    var neutralReactance = 0.0
    var minimumTap = 0.9
    var maximumTap = 1.1
    var tapCount = 32
  }

  static let harmless: Set<String> = [
    "thermal", "n", "m", "flrise", "hsrise", "normhkva", "emerghkva", "sub", "subname", "bank",
    "xrconst", "wdgcurrents", "core", "rdcohms", "seasons", "ratings", "normamps", "emergamps",
    "faultrate", "pctperm", "repair",
  ]

  var phases = 3
  var windings = [Winding](repeating: Winding(), count: 2)
  /// The reactances between windings 1 and 2, 1 and 3, 2 and 3, in percent.
  var reactances = [7.0, 35, 30]
  var noLoadLossPercent = 0.0
  var magnetizingPercent = 0.0
  var antifloatPartsPerMillion = 1.0
  var lowVoltageLags = true
  private var active = 0

  /// Sets a property; `false` if it is not one of those in common.
  mutating func set(_ property: String, to value: ScriptValue) throws(ScriptFault) -> Bool {
    if try setWhole(property, to: value) { return true }
    if try setWinding(property, to: value) { return true }
    return try setArray(property, to: value)
  }

  private mutating func setWhole(
    _ property: String, to value: ScriptValue
  ) throws(ScriptFault) -> Bool {
    switch property {
    case "phases": phases = try value.integer(1...3)
    case "windings":
      let count = try value.integer(2...3)
      windings = Array(repeating: Winding(), count: count)
      active = 0
    case "wdg": active = try value.integer(1...windings.count) - 1
    case "xhl", "x12": reactances[0] = try value.number()
    case "xht", "x13": reactances[1] = try value.number()
    case "xlt", "x23": reactances[2] = try value.number()
    case "xscarray":
      let wanted = windings.count == 2 ? 1 : 3
      let numbers = try value.numbers()
      guard numbers.count == wanted else {
        throw value.fault("must have \(counted(wanted, "number")), but has \(numbers.count).")
      }
      reactances.replaceSubrange(..<wanted, with: numbers)
    case "%loadloss":
      let percent = try value.number(.notNegative)
      windings[0].resistancePercent = percent / 2
      windings[1].resistancePercent = percent / 2
    case "%noloadloss": noLoadLossPercent = try value.number(.notNegative)
    case "%imag": magnetizingPercent = try value.number(.notNegative)
    case "ppm_antifloat": antifloatPartsPerMillion = try value.number(.notNegative)
    case "leadlag":
      lowVoltageLags = try value.word([
        ("lag", true), ("lead", false), ("ansi", true), ("euro", false),
      ])
    default: return false
    }
    return true
  }

  private mutating func setWinding(
    _ property: String, to value: ScriptValue
  ) throws(ScriptFault) -> Bool {
    switch property {
    case "bus": windings[active].bus = try ScriptBus(value)
    case "conn": windings[active].connection = try PhaseConnection(value)
    case "kv": windings[active].kilovolts = try value.number(.positive)
    case "kva":
      windings[active].kilovoltAmperes = try value.number(.positive)
      spreadPower(from: active)
    case "tap": windings[active].tap = try value.number(.positive)
    case "%r": windings[active].resistancePercent = try value.number(.notNegative)
    case "rneut": windings[active].neutralResistance = try value.number()
    case "xneut": windings[active].neutralReactance = try value.number()
    case "maxtap": windings[active].maximumTap = try value.number(.positive)
    case "mintap": windings[active].minimumTap = try value.number(.positive)
    case "numtaps": windings[active].tapCount = try value.integer(1...1000)
    default: return false
    }
    return true
  }

  private mutating func setArray(
    _ property: String, to value: ScriptValue
  ) throws(ScriptFault) -> Bool {
    guard ["buses", "conns", "kvs", "kvas", "taps", "%rs"].contains(property) else { return false }
    let parts = try value.list()
    guard parts.count <= windings.count else {
      throw value.fault(
        "has \(parts.count) values for \(counted(windings.count, "winding")).")
    }
    for (index, part) in parts.enumerated() {
      switch property {
      case "buses": windings[index].bus = try ScriptBus(part)
      case "conns": windings[index].connection = try PhaseConnection(part)
      case "kvs": windings[index].kilovolts = try part.number(.positive)
      case "kvas": windings[index].kilovoltAmperes = try part.number(.positive)
      case "taps": windings[index].tap = try part.number(.positive)
      default: windings[index].resistancePercent = try part.number(.notNegative)
      }
    }
    return true
  }

  /// The power given for the first winding is that of all; that of the second of two is that of both.
  private mutating func spreadPower(from index: Int) {
    let power = windings[index].kilovoltAmperes
    if index == 0 {
      for other in windings.indices { windings[other].kilovoltAmperes = power }
    } else if windings.count == 2 {
      windings[0].kilovoltAmperes = power
    }
  }
}
