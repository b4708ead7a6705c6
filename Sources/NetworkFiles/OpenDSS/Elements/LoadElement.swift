import PowerFlow
import RealModule

/// A consumer.
struct LoadElement: ScriptElement {
  static let kind = "load"
  static let properties = [
    "phases", "bus1", "kv", "kw", "pf", "model", "yearly", "daily", "duty", "growth", "conn",
    "kvar", "rneut", "xneut", "status", "class", "vminpu", "vmaxpu", "vminnorm", "vminemerg",
    "xfkva", "allocationfactor", "kva", "%mean", "%stddev", "cvrwatts", "cvrvars", "kwh",
    "kwhdays", "cfactor", "cvrcurve", "numcust", "zipv", "%seriesrl", "relweight", "vlowpu",
    "puxharm", "xrharm", "spectrum", "basefreq", "enabled", "like",
  ]
  static let harmless: Set<String> = [
    "growth", "status", "class", "vminnorm", "vminemerg", "%mean", "%stddev", "numcust",
    "%seriesrl", "relweight", "puxharm", "xrharm", "spectrum", "kwhdays", "cfactor", "xneut",
  ]

  /// Which values say how large the load is.
  private enum Size {
    case activeAndFactor
    case activeAndReactive
    case apparent
    case transformer
  }

  var header: ScriptHeader
  var bus: ScriptBus?
  var phases = 3
  var kilovolts = 12.47
  var connection = PhaseConnection.wye
  var minimum = 0.95
  var maximum = 1.05
  var model = 1
  private(set) var kilowatts = 10.0
  private(set) var kilovars = 5.397422138080871
  private var powerFactor = 0.88
  private var kilovoltAmperes = 11.3636
  private var transformerPower = 0.0
  private var allocation = 0.5
  private var size = Size.activeAndFactor
  private var wattExponent = 1.0
  private var varExponent = 2.0
  private var shares: [Double]?
  private var profiles: [String: String] = [:]

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() { bus = nil }

  /// The profile: that of a year before that of a day before that of a short time.
  var profile: String? { profiles["yearly"] ?? profiles["daily"] ?? profiles["duty"] }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    switch property {
    case "bus1": bus = try ScriptBus(value)
    case "phases": phases = try value.integer(1...3)
    case "kv": kilovolts = try value.number(.positive)
    case "conn": connection = try PhaseConnection(value)
    case "model": model = try Self.modelNumber(value)
    case "vminpu": minimum = try value.number(.notNegative)
    case "vmaxpu": maximum = try value.number(.positive)
    case "vlowpu": guard try value.number() == 0.5 else { throw value.unsupported }
    case "rneut": guard try value.number() < 0 else { throw value.unsupported }
    case "cvrwatts": wattExponent = try value.number()
    case "cvrvars": varExponent = try value.number()
    case "zipv":
      let numbers = try value.numbers()
      guard numbers.count == 7 else {
        throw value.fault("must have 7 numbers, but has \(numbers.count).")
      }
      guard numbers[6] == 0 else { throw value.unsupported }
      shares = numbers
    case "yearly", "daily", "duty":
      profiles[property] = try circuit.profileName(value)
    default: try setSize(property, to: value, in: circuit)
    }
  }

  private mutating func setSize(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    let number = try value.number()
    switch property {
    case "kw": (kilowatts, size) = (number, .activeAndFactor)
    case "pf":
      guard number.magnitude <= 1, number != 0 else {
        throw value.mustBe("a number from -1 to 1 other than zero")
      }
      powerFactor = number
    case "kvar": (kilovars, size) = (number, .activeAndReactive)
    case "kva": (kilovoltAmperes, size) = (number, .apparent)
    case "xfkva": (transformerPower, size) = (number, .transformer)
    case "allocationfactor": allocation = number
    default: throw value.unsupported
    }
    if size == .apparent || size == .transformer { finishEdit(in: circuit) }
  }

  private static func modelNumber(_ value: ScriptValue) throws(ScriptFault) -> Int {
    let number = try value.integer(1...8)
    guard number != 6, number != 7 else { throw value.unsupported }
    return number
  }

  mutating func finishEdit(in circuit: ScriptCircuit) {
    switch size {
    case .activeAndFactor: kilovars = reactive(kilowatts)
    case .activeAndReactive:
      // The power factor is what follows, for a later command that gives active power only.
      let apparent = Double.hypot(kilowatts, kilovars)
      guard apparent > 0 else { break }
      powerFactor = kilowatts.magnitude / apparent
      if kilowatts * kilovars < 0 { powerFactor = -powerFactor }
    case .apparent:
      kilowatts = kilovoltAmperes * powerFactor.magnitude
      kilovars = reactive(kilowatts)
    case .transformer:
      kilowatts = transformerPower * allocation * powerFactor.magnitude
      kilovars = reactive(kilowatts)
    }
  }

  private func reactive(_ active: Double) -> Double {
    guard powerFactor != 0 else { return kilovars }
    let reactive = active * Double.sqrt(max(1 / (powerFactor * powerFactor) - 1, 0))
    return powerFactor < 0 ? -reactive : reactive
  }

  /// How the power depends on the voltage, or `nil` if the shares of a ZIP load are missing.
  var loadModel: LoadModel? {
    switch model {
    case 1: .constantPower
    case 2: .constantImpedance
    case 3: .exponential(active: 0, reactive: 2)
    case 4: .exponential(active: wattExponent, reactive: varExponent)
    case 5: .constantCurrent
    default:
      shares.map { shares in
        .polynomial(
          active: .init(impedance: shares[0], current: shares[1], power: shares[2]),
          reactive: .init(impedance: shares[3], current: shares[4], power: shares[5]))
      }
    }
  }
}

extension PhaseConnection {
  /// Reads `wye`, `delta` and the other words for them.
  init(_ value: ScriptValue) throws(ScriptFault) {
    self = try value.word([
      ("wye", .wye), ("delta", .delta), ("y", .wye), ("ln", .wye), ("ll", .delta),
    ])
  }
}
