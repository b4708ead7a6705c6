import RealModule

/// A stiff voltage behind an impedance: what feeds the circuit.
struct VoltageSourceElement: ScriptElement {
  static let kind = "vsource"
  static let properties = [
    "bus1", "basekv", "pu", "angle", "frequency", "phases", "mvasc3", "mvasc1", "x1r1", "x0r0",
    "isc3", "isc1", "r1", "x1", "r0", "x0", "scantype", "sequence", "bus2", "z1", "z0", "z2",
    "puz1", "puz0", "puz2", "basemva", "yearly", "daily", "duty", "model", "puzideal", "spectrum",
    "basefreq", "enabled", "like",
  ]
  static let harmless: Set<String> = ["scantype", "puzideal", "spectrum"]

  /// Which values say how strong the grid is.
  private enum Strength {
    case power
    case current
    case impedance
  }

  var header: ScriptHeader
  var bus: ScriptBus?
  var baseKilovolts = 115.0
  var perUnit = 1.0
  var angleDegrees = 0.0
  var phases = 3
  var frequency: Double?
  private var strength = Strength.power
  private var power3 = 2000.0
  private var power1 = 2100.0
  private var current3 = 10_040.8742467761
  private var current1 = 10_542.9179591149
  private var ratio1 = 4.0
  private var ratio0 = 3.0
  private var positive = SIMD2(1.60376682055275, 6.41506728221101)
  private var zero = SIMD2(1.79603583012335, 5.38810749037006)
  private var isZeroGiven = false
  private var isPositivePerUnit = false
  private var isZeroPerUnit = false
  private var baseMegavoltAmperes = 100.0

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { bus = nil }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus = try ScriptBus(value)
    case "bus2":
      let ground = try ScriptBus(value)
      guard !ground.nodes.isEmpty, ground.nodes.allSatisfy({ $0 == 0 }) else {
        throw value.unsupported
      }
    case "basekv": baseKilovolts = try value.number(.positive)
    case "pu": perUnit = try value.number(.positive)
    case "angle": angleDegrees = try value.number()
    case "frequency": frequency = try value.number(.positive)
    case "phases": phases = try value.integer(1...3)
    case "basemva": baseMegavoltAmperes = try value.number(.positive)
    case "sequence":
      guard "positive".hasPrefix(value.name) else { throw value.unsupported }
    case "model":
      guard "thevenin".hasPrefix(value.name) else { throw value.unsupported }
    default: try setStrength(property, to: value)
    }
  }

  private mutating func setStrength(
    _ property: String, to value: ScriptValue
  ) throws(ScriptFault) {
    switch property {
    case "mvasc3": (power3, strength) = (try value.number(.positive), .power)
    case "mvasc1": (power1, strength) = (try value.number(.positive), .power)
    case "isc3": (current3, strength) = (try value.number(.positive), .current)
    case "isc1": (current1, strength) = (try value.number(.positive), .current)
    case "x1r1": ratio1 = try value.number(.positive)
    case "x0r0": ratio0 = try value.number(.positive)
    case "r1": (positive.x, strength) = (try value.number(.notNegative), .impedance)
    case "x1": (positive.y, strength) = (try value.number(), .impedance)
    case "r0":
      (zero.x, strength, isZeroGiven) = (try value.number(.notNegative), .impedance, true)
    case "x0": (zero.y, strength, isZeroGiven) = (try value.number(), .impedance, true)
    case "z1", "puz1":
      positive = try pair(value)
      strength = .impedance
      isPositivePerUnit = property == "puz1"
      if !isZeroGiven { (zero, isZeroPerUnit) = (positive, isPositivePerUnit) }
    case "z0", "puz0":
      (zero, strength, isZeroGiven) = (try pair(value), .impedance, true)
      isZeroPerUnit = property == "puz0"
    default: throw value.unsupported
    }
  }

  private func pair(_ value: ScriptValue) throws(ScriptFault) -> SIMD2<Double> {
    let numbers = try value.numbers()
    guard numbers.count == 2 else { throw value.mustBe("a resistance and a reactance") }
    return SIMD2(numbers[0], numbers[1])
  }

  /// The impedances of the positive and the zero sequence, in ohms, or `nil` if the currents cannot
  /// be.
  ///
  /// ```text
  /// X₁ = kV² / MVA₃ / √(1 + 1/(X₁/R₁)²),   |2·Z₁ + Z₀| = √3·kV / I₁
  /// ```
  var sequenceImpedances: (positive: SIMD2<Double>, zero: SIMD2<Double>)? {
    guard strength != .impedance else {
      let base = baseKilovolts * baseKilovolts / baseMegavoltAmperes
      let first = positive * (isPositivePerUnit ? base : 1)
      return (first, phases == 1 ? first : zero * (isZeroPerUnit ? base : 1))
    }
    let root = phases == 1 ? 1 : Double.sqrt(3)
    let slope = Double.sqrt(1 + 1 / (ratio1 * ratio1))
    let kilovolts = baseKilovolts
    var x1 = kilovolts * kilovolts / power3 / slope
    var single = power1 * 1000 / (root * kilovolts)
    if strength == .current {
      x1 = 1000 * kilovolts / .sqrt(3) / current3 / slope
      single = current1
    }
    let r1 = x1 / ratio1
    let loop = 3 * kilovolts * 1000 / root / single
    let a = 1 + ratio0 * ratio0
    let b = 4 * (r1 + x1 * ratio0)
    let c = 4 * (r1 * r1 + x1 * x1) - loop * loop
    let discriminant = b * b - 4 * a * c
    guard discriminant >= 0 else { return nil }
    let roots = [(-b + .sqrt(discriminant)) / (2 * a), (-b - .sqrt(discriminant)) / (2 * a)]
    let r0 = max(roots[0], roots[1])
    return (SIMD2(r1, x1), SIMD2(r0, r0 * ratio0))
  }
}
