/// The control of the taps of a transformer.
struct RegulatorElement: ScriptElement {
  static let kind = "regcontrol"
  static let properties = [
    "transformer", "winding", "vreg", "band", "ptratio", "ctprim", "r", "x", "bus", "delay",
    "reversible", "revvreg", "revband", "revr", "revx", "tapdelay", "debugtrace", "maxtapchange",
    "inversetime", "tapwinding", "vlimit", "ptphase", "revthreshold", "revdelay", "revneutral",
    "eventlog", "remoteptratio", "tapnum", "reset", "ldc_z", "rev_z", "cogen", "basefreq",
    "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "revvreg", "revband", "revr", "revx", "debugtrace", "revthreshold", "revdelay", "eventlog",
    "remoteptratio", "reset", "rev_z",
  ]

  var header: ScriptHeader
  /// The name of the transformer, as written.
  var transformer: ScriptValue?
  /// The winding that is measured, from 1.
  var winding = 1
  var setting = 120.0
  var band = 3.0
  var potentialRatio = 60.0
  var currentRating = 300.0
  var resistance = 0.0
  var reactance = 0.0
  var delay = 15.0
  var tapDelay = 2.0
  var maximumTapChange = 16
  var phase = 1
  /// The winding whose tap is moved, if it was named.
  var tapWinding: ScriptValue?
  var tapNumber: ScriptValue?

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "transformer":
      _ = try circuit.transformers.named(value)
      transformer = value
    case "winding": winding = try value.integer(1...3)
    case "vreg": setting = try value.number(.positive)
    case "band": band = try value.number(.positive)
    case "ptratio": potentialRatio = try value.number(.positive)
    case "ctprim": currentRating = try value.number(.positive)
    case "r": resistance = try value.number()
    case "x": reactance = try value.number()
    case "delay": delay = try value.number(.notNegative)
    case "tapdelay": tapDelay = try value.number(.notNegative)
    case "maxtapchange": maximumTapChange = try value.integer(1...1000)
    case "ptphase": phase = try value.integer(1...3)
    case "tapwinding":
      _ = try value.integer(1...3)
      tapWinding = value
    case "tapnum":
      _ = try value.integer(-1000...1000)
      tapNumber = value
    case "vlimit", "ldc_z": guard try value.number() == 0 else { throw value.unsupported }
    case "bus": guard value.text.isEmpty else { throw value.unsupported }
    case "reversible", "inversetime", "revneutral", "cogen":
      if try value.flag() { throw value.unsupported }
    default: throw value.unsupported
    }
  }
}
