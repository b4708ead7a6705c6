import PowerFlow
import Quantities
import TestSupport

/// A random tree of 2 to 40 buses on two levels of voltage, with transformers in both directions,
/// shunts, a source anywhere, and injections of all three kinds.
struct RandomNetwork {
  private(set) var network: Network
  /// Injected power by bus and kind, in W and var.
  private(set) var powers: [VoltageDependence: [Complex]] = [:]

  init(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let count = Int.random(in: 2...40, using: &random)
    var isHigh = [Bool.random(using: &random)]
    var lines: [Line] = []
    var transformers: [Transformer] = []
    for bus in 1..<count {
      let parent = Int.random(in: max(0, bus - 4)..<bus, using: &random)
      if Int.random(in: 0..<5, using: &random) == 0 {
        isHigh.append(!isHigh[parent])
        let high = isHigh[bus] ? bus : parent
        transformers.append(
          Self.transformer("T\(bus)", high, high == bus ? parent : bus, &random))
      } else {
        isHigh.append(isHigh[parent])
        let ends = Bool.random(using: &random) ? (bus, parent) : (parent, bus)
        lines.append(Self.line("L\(bus)", ends.0, ends.1, isHigh[bus], &random))
      }
    }
    network = Network(
      buses: isHigh.enumerated().map { index, high in
        Bus(name: "\(index)", nominalVoltage: Voltage(kilovolts: high ? 20 : 0.4))
      },
      lines: lines, transformers: transformers,
      sources: [
        Source(
          name: "grid", bus: Int.random(in: 0..<count, using: &random),
          voltagePerUnit: Double.random(in: 0.98...1.04, using: &random),
          angleDegrees: Double.random(in: -170...170, using: &random))
      ],
      shunts: [
        Shunt(
          name: "S", bus: Int.random(in: 0..<count, using: &random), activePowerWatts: 50,
          reactivePowerVar: -700)
      ])
    for kind in VoltageDependence.allCases {
      powers[kind] = (0..<count).map { _ in
        Complex(
          Double.random(in: -900...500, using: &random),
          Double.random(in: -300...300, using: &random))
      }
    }
  }

  private static func line(
    _ name: String, _ from: Int, _ to: Int, _ isHigh: Bool, _ random: inout TestGenerator
  ) -> Line {
    let length = Double.random(in: 0.005...0.06, using: &random)
    return Line(
      name: name, from: from, to: to, resistanceOhm: 0.2 * length,
      reactanceOhm: 0.08 * length, chargingMicrosiemens: (isHigh ? 70 : 260) * length)
  }

  private static func transformer(
    _ name: String, _ high: Int, _ low: Int, _ random: inout TestGenerator
  ) -> Transformer {
    Transformer(
      name: name, highVoltageBus: high, lowVoltageBus: low, ratedPowerVoltAmperes: 250_000,
      ratedHighVoltageVolts: 20_000, ratedLowVoltageVolts: 400, resistanceOhm: 0.008,
      reactanceOhm: 0.024, conductanceMicrosiemens: 2500, susceptanceMicrosiemens: -900,
      ratio: Double.random(in: 48.5...51.5, using: &random),
      shiftDegrees: [0, 30, 150, -30].randomElement(using: &random) ?? 0)
  }

  func solve(_ solver: inout RadialSweepSolver) -> PowerFlowOutcome {
    func parts(_ kind: VoltageDependence) -> ([Double], [Double]) {
      let values = powers[kind] ?? []
      return (values.map(\.real), values.map(\.imaginary))
    }
    let currents = parts(.constantCurrent)
    solver.setConstantCurrentInjections(
      activePowerWatts: currents.0.span, reactivePowerVar: currents.1.span)
    let impedances = parts(.constantImpedance)
    solver.setConstantImpedanceInjections(
      activePowerWatts: impedances.0.span, reactivePowerVar: impedances.1.span)
    let constant = parts(.constantPower)
    return solver.solve(
      activePowerWatts: constant.0.span, reactivePowerVar: constant.1.span)
  }

  /// Changes the network; its buses stay.
  mutating func change(_ body: (inout Network) -> Void) { body(&network) }

  /// Solves by one of the general solvers.
  func solve(_ solver: inout some BalancedSolver) -> PowerFlowOutcome {
    func parts(_ kind: VoltageDependence) -> ([Double], [Double]) {
      let values = powers[kind] ?? []
      return (values.map(\.real), values.map(\.imaginary))
    }
    let currents = parts(.constantCurrent)
    solver.setConstantCurrentInjections(
      activePowerWatts: currents.0.span, reactivePowerVar: currents.1.span)
    let impedances = parts(.constantImpedance)
    solver.setConstantImpedanceInjections(
      activePowerWatts: impedances.0.span, reactivePowerVar: impedances.1.span)
    let constant = parts(.constantPower)
    return solver.solve(
      activePowerWatts: constant.0.span, reactivePowerVar: constant.1.span)
  }

  /// The power that enters the network at a bus with a voltage, shunts included.
  func injection(at bus: Int, perUnit voltage: Double) -> Complex {
    var sum = Complex(0, 0)
    let scales: [VoltageDependence: Double] = [
      .constantPower: 1, .constantCurrent: voltage, .constantImpedance: voltage * voltage,
    ]
    for (kind, scale) in scales {
      guard let power = powers[kind]?[bus] else { continue }
      sum = sum + Complex(power.real * scale, power.imaginary * scale)
    }
    for shunt in network.shunts where shunt.bus == bus {
      let square = voltage * voltage
      sum = sum - Complex(shunt.activePowerWatts * square, shunt.reactivePowerVar * square)
    }
    return sum
  }

  /// The power that leaves each bus through branches, by the admittances of the π models.
  func powersIntoBranches(_ volts: [Complex]) -> [Complex] {
    var sums = [Complex](repeating: Complex(0, 0), count: volts.count)
    func add(_ from: Int, _ to: Int, _ own: Complex, _ mutual: Complex) {
      let current = own * volts[from] + mutual * volts[to]
      sums[from] = sums[from] + volts[from] * current.conjugate
    }
    let zero = Complex(0, 0)
    for line in network.lines {
      let series = Complex(1, 0) / Complex(line.resistanceOhm, line.reactanceOhm)
      let half = Complex(0, line.chargingMicrosiemens * 0.5e-6)
      add(line.from, line.to, series + half, zero - series)
      add(line.to, line.from, series + half, zero - series)
    }
    for transformer in network.transformers {
      let (high, low) = (transformer.highVoltageBus, transformer.lowVoltageBus)
      let series = Complex(1, 0) / Complex(transformer.resistanceOhm, transformer.reactanceOhm)
      let half = Complex(
        transformer.conductanceMicrosiemens * 0.5e-6, transformer.susceptanceMicrosiemens * 0.5e-6)
      let ratio = Complex(magnitude: transformer.ratio, degrees: transformer.shiftDegrees)
      let square = Complex(transformer.ratio * transformer.ratio, 0)
      add(high, low, (series + half) / square, (zero - series) / ratio.conjugate)
      add(low, high, series + half, (zero - series) / ratio)
    }
    return sums
  }
}
