import ComplexModule
import PowerFlow
import RealModule

extension PowerGridModelReader {
  /// Reads the lines and cables.
  mutating func readLines() {
    for record in tables["line"] {
      let name = "line\(record.id)"
      let resistance = record.number("r1", .any, &report)
      let reactance = record.number("x1", .any, &report)
      let capacitance = record.number("c1", .any, &report)
      let loss = record.number("tan1", .any, default: 0, &report)
      let rating =
        record.has("i_n") && record.number("i_n", .positive, &report) != nil
        ? record.number("i_n", .positive, &report) : nil
      guard let ends = ends(of: record, name: name), let resistance, let reactance, let capacitance
      else { continue }
      let turn = 2 * Double.pi * options.frequencyHertz
      var line = SequenceLine(
        name: name, from: ends.from, to: ends.to, isInService: ends.isInService,
        impedance: Complex(resistance, reactance),
        admittance: Complex(turn * capacitance * loss, turn * capacitance), ratedAmperes: rating)
      if hasPhases {
        let resistance = record.number("r0", .any, &report) ?? 0
        let reactance = record.number("x0", .any, &report) ?? 0
        let capacitance = record.number("c0", .any, &report) ?? 0
        let loss = record.number("tan0", .any, default: 0, &report)
        line.zeroImpedance = Complex(resistance, reactance)
        line.zeroAdmittance = Complex(turn * capacitance * loss, turn * capacitance)
      }
      lines.append(line)
    }
  }

  /// Reads the links, which are closed switches; one that is open at an end joins nothing.
  mutating func readLinks() {
    for record in tables["link"] {
      let from = node("from_node", of: record)
      let to = node("to_node", of: record)
      let isClosed = [
        record.status("from_status", &report), record.status("to_status", &report),
      ]
      guard let from, let to, from != to else { continue }
      lines.append(
        SequenceLine(
          name: "link\(record.id)", from: from, to: to, isInService: isClosed == [true, true],
          kind: .switch, impedance: .zero, admittance: .zero))
    }
  }

  /// Reads the branches that are given by their π section.
  mutating func readGenericBranches() {
    for record in tables["generic_branch"] {
      let name = "generic_branch\(record.id)"
      let values = ["r1", "x1", "g1", "b1"].map { record.number($0, .any, &report) }
      let ratio = record.number("k", .positive, default: 1, &report)
      let angle = record.number("theta", .any, default: 0, &report)
      let rating = record.number("sn", .notNegative, default: 0, &report)
      guard !hasPhases else {
        report.leaveOut(
          at: record.offset, "\(record.title): such branches are not supported where phases differ."
        )
        continue
      }
      guard let ends = ends(of: record, name: name), let resistance = values[0],
        let reactance = values[1], let conductance = values[2], let susceptance = values[3]
      else { continue }
      let (high, low) = (nodes[ends.from].volts, nodes[ends.to].volts)
      units.append(
        PowerGridModelTransformer(
          balanced: Transformer(
            name: name, highVoltageBus: ends.from, lowVoltageBus: ends.to,
            ratedPowerVoltAmperes: rating > 0 ? rating : 1e6, ratedHighVoltageVolts: high,
            ratedLowVoltageVolts: low, resistanceOhm: resistance, reactanceOhm: reactance,
            conductanceMicrosiemens: conductance * 1e6, susceptanceMicrosiemens: susceptance * 1e6,
            ratio: ratio * high / low, shiftDegrees: angle * 180 / .pi,
            isInService: ends.isInService), offset: record.offset))
    }
  }

  /// Reads sources, shunts, loads and generators.
  mutating func readInjections() {
    for record in tables["source"] { readSource(record) }
    for record in tables["shunt"] {
      let conductance = record.number("g1", .any, &report)
      let susceptance = record.number("b1", .any, &report)
      guard let node = node("node", of: record), record.status("status", &report),
        let conductance, let susceptance
      else { continue }
      let square = nodes[node].volts * nodes[node].volts
      network.shunts.append(
        Shunt(
          name: "shunt\(record.id)", bus: node, activePowerWatts: conductance * square,
          reactivePowerVar: -susceptance * square))
    }
    for kind in ["sym_load", "asym_load", "sym_gen", "asym_gen"] {
      for record in tables[kind] { readInjection(record, kind) }
    }
  }

  private mutating func readSource(_ record: PowerGridModelRecord) {
    let voltage = record.number("u_ref", .positive, &report)
    let angle = record.number("u_ref_angle", .any, default: 0, &report)
    let power = record.number("sk", .positive, default: 1e10, &report)
    let ratio = record.number("rx_ratio", .notNegative, default: 0.1, &report)
    let zeroRatio = record.number("z01_ratio", .positive, default: 1, &report)
    guard let node = node("node", of: record), record.status("status", &report), let voltage else {
      return
    }
    let volts = nodes[node].volts
    let reactance = volts * volts / power / (1 + ratio * ratio).squareRoot()
    let impedance = Complex(ratio * reactance, reactance)
    network.sources.append(
      Source(
        name: "source\(record.id)", bus: node, voltagePerUnit: voltage,
        angleDegrees: angle * 180 / .pi, resistanceOhm: impedance.real,
        reactanceOhm: impedance.imaginary))
    multiphaseSources.append(
      MultiphaseSource(
        name: "source\(record.id)", terminal: Terminal(bus: node, conductors: [1, 2, 3]),
        voltages: [0.0, -1, 1].map {
          Complex(length: voltage * volts / Double.sqrt(3), phase: angle + $0 * 2 * .pi / 3)
        },
        impedance: ComplexMatrix(zero: impedance * Complex(zeroRatio), positive: impedance)))
  }

  private mutating func readInjection(_ record: PowerGridModelRecord, _ kind: String) {
    let isGenerator = kind.hasSuffix("gen")
    let type = record.integer("type", in: 0...2, &report)
    var watts: SIMD3<Double>?
    var vars: SIMD3<Double>?
    if kind.hasPrefix("asym") {
      watts = record.phases("p_specified", &report)
      vars = record.phases("q_specified", &report)
    } else {
      watts = record.number("p_specified", .any, &report).map { SIMD3(repeating: $0 / 3) }
      vars = record.number("q_specified", .any, &report).map { SIMD3(repeating: $0 / 3) }
    }
    guard let node = node("node", of: record), record.status("status", &report), let type,
      let watts, let vars
    else { return }
    let models: [LoadModel] = [.constantPower, .constantImpedance, .constantCurrent]
    injections.append(
      Injection(
        name: "\(kind)\(record.id)", node: node, watts: isGenerator ? -watts : watts,
        vars: isGenerator ? -vars : vars, model: models[type], isGenerator: isGenerator))
  }
}
