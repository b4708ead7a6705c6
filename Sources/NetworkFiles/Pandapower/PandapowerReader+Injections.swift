import ComplexModule
import JSONReading
import PowerFlow
import RealModule

extension PandapowerReader {
  /// Reads all that takes or gives a power of its own.
  mutating func readLoads() {
    for row in tables["load"]?.rows ?? [] { readLoad(row) }
    for row in tables["asymmetric_load"]?.rows ?? [] {
      readAsymmetric(row, "asymmetric_load", isGenerator: false)
    }
    for row in tables["motor"]?.rows ?? [] { readMotor(row) }
    for row in tables["storage"]?.rows ?? [] {
      readConstant(row, "storage", isGenerator: false, isStorage: true)
    }
    for row in tables["sgen"]?.rows ?? [] { readConstant(row, "sgen", isGenerator: true) }
    for row in tables["asymmetric_sgen"]?.rows ?? [] {
      readAsymmetric(row, "asymmetric_sgen", isGenerator: true)
    }
  }

  private mutating func readLoad(_ row: PandapowerRow) {
    func share(_ names: [String]) -> Double {
      for name in names where row.cell(name) != nil {
        return row.number(name, .any, default: 0, &report) / 100
      }
      return 0
    }
    let active = LoadModel.Polynomial(
      impedance: share(["const_z_p_percent", "const_z_percent"]),
      current: share(["const_i_p_percent", "const_i_percent"]))
    let reactive = LoadModel.Polynomial(
      impedance: share(["const_z_q_percent", "const_z_percent"]),
      current: share(["const_i_q_percent", "const_i_percent"]))
    readConstant(row, "load", isGenerator: false, model: LoadModel(active, reactive))
  }

  private mutating func readConstant(
    _ row: PandapowerRow, _ kind: String, isGenerator: Bool, isStorage: Bool = false,
    model: LoadModel = .constantPower
  ) {
    let active = row.number("p_mw", .any, &report)
    let reactive = row.number("q_mvar", .any, default: 0, &report)
    let scaling = row.number("scaling", .any, default: 1, &report)
    guard let bus = activeBus(of: row), let active, let reactive = Optional(reactive) else {
      return
    }
    let factor = scaling * (isGenerator ? -1e6 : 1e6) / 3
    add(
      row, kind, bus, SIMD3(repeating: active * factor), SIMD3(repeating: reactive * factor),
      isGenerator: isGenerator, isStorage: isStorage, model: model)
  }

  private mutating func readAsymmetric(_ row: PandapowerRow, _ kind: String, isGenerator: Bool) {
    var active = SIMD3<Double>.zero
    var reactive = SIMD3<Double>.zero
    for (index, phase) in ["a", "b", "c"].enumerated() {
      active[index] = row.number("p_\(phase)_mw", .any, default: 0, &report)
      reactive[index] = row.number("q_\(phase)_mvar", .any, default: 0, &report)
    }
    let scaling = row.number("scaling", .any, default: 1, &report)
    guard let bus = activeBus(of: row) else { return }
    let factor = scaling * (isGenerator ? -1e6 : 1e6)
    add(row, kind, bus, active * factor, reactive * factor, isGenerator: isGenerator)
  }

  private mutating func readMotor(_ row: PandapowerRow) {
    let mechanical = row.number("pn_mech_mw", .any, &report)
    let cosine = row.number("cos_phi", .positive, &report)
    let efficiency = row.number("efficiency_percent", .positive, default: 100, &report)
    let loading = row.number("loading_percent", .any, default: 100, &report)
    let scaling = row.number("scaling", .any, default: 1, &report)
    guard let bus = activeBus(of: row), let mechanical, let cosine else { return }
    guard cosine <= 1 else {
      report.refuse(
        at: row.offset(of: "cos_phi"),
        "'cos_phi' of \(row.title) must be at most 1, not \(cosine).")
      return
    }
    let active = mechanical / efficiency * loading * scaling * 1e6
    let reactive = active.magnitude * (1 / (cosine * cosine) - 1).squareRoot()
    add(
      row, "motor", bus, SIMD3(repeating: active / 3), SIMD3(repeating: reactive / 3),
      isGenerator: false)
  }

  private mutating func add(
    _ row: PandapowerRow, _ kind: String, _ bus: Int, _ watts: SIMD3<Double>,
    _ vars: SIMD3<Double>, isGenerator: Bool, isStorage: Bool = false,
    model: LoadModel = .constantPower
  ) {
    let rating = row.optionalNumber("sn_mva", .any, &report)
    let name = "\(kind)\(row.index)"
    injections.append(
      PandapowerInjection(
        name: name, label: row.text("name") ?? name, bus: bus, watts: watts, vars: vars,
        model: model, isGenerator: isGenerator, isStorage: isStorage,
        connection: row.text("type") == "delta" ? .delta : .wye,
        ratedVoltAmperes: rating.flatMap { $0 > 0 ? $0 * 1e6 : nil },
        profile: row.text("profile")))
  }

  /// Reads the shunts.
  mutating func readShunts() {
    for row in tables["shunt"]?.rows ?? [] {
      let active = row.number("p_mw", .any, default: 0, &report)
      let reactive = row.number("q_mvar", .any, &report)
      let steps = row.number("step", .notNegative, default: 1, &report)
      let rated = row.optionalNumber("vn_kv", .positive, &report)
      guard let bus = activeBus(of: row), let reactive else { continue }
      if row.cell("step_dependency_table")?.bool == true {
        report.leaveOut(
          at: row.offset(of: "step_dependency_table"),
          "\(row.title): values that depend on the step by a table are not supported.")
        continue
      }
      let ratio = buses[bus].kilovolts / (rated ?? buses[bus].kilovolts)
      let factor = steps * ratio * ratio
      addShunt("shunt\(row.index)", bus, megawatts: active * factor, reactive * factor)
    }
  }

  /// Reads the equivalents of networks: a load, a shunt and, in the extended form, a voltage behind an
  /// impedance.
  mutating func readWards() {
    for kind in ["ward", "xward"] {
      for row in tables[kind]?.rows ?? [] {
        let power = ["ps_mw", "qs_mvar", "pz_mw", "qz_mvar"].map {
          row.number($0, .any, default: 0, &report)
        }
        guard let bus = activeBus(of: row) else { continue }
        add(
          row, kind, bus, SIMD3(repeating: power[0] * 1e6 / 3),
          SIMD3(repeating: power[1] * 1e6 / 3), isGenerator: false)
        addShunt("\(kind)\(row.index)", bus, megawatts: power[2], power[3])
        if kind == "xward" { readVoltage(of: row, bus: bus) }
      }
    }
  }

  private mutating func readVoltage(of row: PandapowerRow, bus: Int) {
    let resistance = row.number("r_ohm", .any, &report)
    let reactance = row.number("x_ohm", .any, &report)
    let voltage = row.number("vm_pu", .positive, &report)
    guard let resistance, let reactance, let voltage else { return }
    guard !hasPhases else {
      report.leaveOut(
        at: row.offset, "\(row.title): extended wards are not supported where phases differ.")
      return
    }
    let name = "X\(row.index)"
    let inner = addBus(
      "inner:\(name)", label: "voltage of \(row.title)", kilovolts: buses[bus].kilovolts)
    lines.append(
      PandapowerLine(
        name: name, from: bus, to: inner, impedance: .init(resistance, reactance),
        admittance: .zero, isInService: true))
    voltageGenerators.append(
      NetworkGenerator(
        name: "xward\(row.index)", label: row.text("name"), bus: inner, activePowerWatts: 0,
        reactivePowerVar: 0,
        control: .voltage(perUnit: voltage, reactiveLimitsVar: -.infinity ... .infinity)))
  }
}

extension LoadModel.Polynomial {
  /// Shares of which the power has what is left.
  fileprivate init(impedance: Double, current: Double) {
    self.init(impedance: impedance, current: current, power: 1 - impedance - current)
  }
}

extension LoadModel {
  /// The simplest model with the given shares.
  fileprivate init(_ active: Polynomial, _ reactive: Polynomial) {
    let shares = [active.impedance, reactive.impedance, active.current, reactive.current]
    self =
      switch shares {
      case [0, 0, 0, 0]: .constantPower
      case [1, 1, 0, 0]: .constantImpedance
      case [0, 0, 1, 1]: .constantCurrent
      default: .polynomial(active: active, reactive: reactive)
      }
  }
}
