import ComplexModule
import PowerFlow
import Quantities
import RealModule
import TestSupport

/// Random networks with unlike phases, transformers of all vector groups, loops and loads of every
/// model.
struct RandomMultiphaseNetwork {
  let network: MultiphaseNetwork

  init(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    var maker = Maker(random: random)
    network = maker.make()
    random = maker.random
  }
}

private struct Maker {
  var random: TestGenerator
  var buses: [MultiphaseBus] = []
  var lines: [MultiphaseLine] = []
  var transformers: [MultiphaseTransformer] = []
  var loads: [MultiphaseLoad] = []
  var generators: [MultiphaseGenerator] = []
  var capacitors: [CapacitorBank] = []

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  mutating func chance(_ probability: Double) -> Bool { number(0...1) < probability }

  /// Series impedances that are dominated by their diagonal.
  mutating func impedance(_ count: Int, _ scale: Double) -> ComplexMatrix {
    let mutual = Phasor(number(0.1...0.2), number(0.2...0.3))
    var matrix = ComplexMatrix(rowCount: count, columnCount: count)
    for row in 0..<count {
      for column in 0..<count {
        matrix[row, column] =
          Phasor(scale)
          * (row == column ? Phasor(number(0.5...1), number(0.6...1.2)) : mutual)
      }
    }
    return matrix
  }

  mutating func make() -> MultiphaseNetwork {
    let medium = Voltage(volts: 20_000 / 3.0.squareRoot())
    let low = Voltage(volts: 400 / 3.0.squareRoot())
    buses.append(MultiphaseBus(name: "s", nominalPhaseVoltage: medium))
    for index in 1...Int.random(in: 2...4, using: &random) {
      buses.append(MultiphaseBus(name: "m\(index)", nominalPhaseVoltage: medium))
      addLine(Int.random(in: 0..<index, using: &random), index, [1, 2, 3], 3)
    }
    let mediumCount = buses.count
    if chance(0.5) { addLine(0, mediumCount - 1, [1, 2, 3], 4) }
    for _ in 0..<Int.random(in: 1...3, using: &random) { addStation(mediumCount, low) }
    let phase = number(-3...3)
    let voltages = (0..<3).map {
      Phasor(length: 1.02 * medium.volts, phase: phase - 2 * .pi / 3 * Double($0))
    }
    let isStiff = chance(0.3)
    let source = MultiphaseSource(
      name: "grid", terminal: Terminal(bus: 0, conductors: [1, 2, 3]), voltages: voltages,
      impedance: isStiff ? ComplexMatrix(rowCount: 3, columnCount: 3) : impedance(3, 0.5))
    return MultiphaseNetwork(
      buses: buses, sources: [source], lines: lines, transformers: transformers,
      capacitors: capacitors, loads: loads, generators: generators)
  }

  mutating func addLine(_ from: Int, _ to: Int, _ conductors: [Int], _ scale: Double) {
    let count = conductors.count
    let isSwitch = chance(0.15)
    let zero = ComplexMatrix(rowCount: count, columnCount: count)
    var shunt = zero
    if chance(0.5) { for index in 0..<count { shunt[index, index] = Phasor(0, 1e-6) } }
    lines.append(
      MultiphaseLine(
        name: "l\(lines.count)", from: Terminal(bus: from, conductors: conductors),
        to: Terminal(bus: to, conductors: conductors),
        impedance: isSwitch ? zero : impedance(count, scale),
        shuntAdmittance: isSwitch ? nil : shunt))
  }

  /// A transformer to low voltage with a feeder behind it.
  mutating func addStation(_ mediumCount: Int, _ low: Voltage) {
    let isDelta = chance(0.5)
    let isLowDelta = chance(0.3)
    let clocks = isDelta == isLowDelta ? [0, 2, 4, 6, 8, 10] : [1, 3, 5, 7, 9, 11]
    let clock = clocks.randomElement(using: &random) ?? 0
    let conductors = isLowDelta ? [1, 2, 3] : [1, 2, 3, 4]
    let first = buses.count
    buses.append(
      MultiphaseBus(name: "t\(first)", nominalPhaseVoltage: low, conductors: conductors))
    let high = Winding(
      terminal: Terminal(
        bus: Int.random(in: 0..<mediumCount, using: &random),
        conductors: isDelta ? [1, 2, 3] : [1, 2, 3, 0]),
      connection: isDelta ? .delta : .wye, ratedVolts: 20_000, ratedVoltAmperes: 250_000,
      resistancePerUnit: 0.006, tap: number(0.97...1.03))
    let lowWinding = Winding(
      terminal: Terminal(bus: first, conductors: conductors),
      connection: isLowDelta ? .delta : .wye, clock: clock, ratedVolts: 400,
      ratedVoltAmperes: 250_000, resistancePerUnit: 0.006,
      neutralImpedance: chance(0.3) ? Phasor(0.01, 0.02) : .zero)
    transformers.append(
      MultiphaseTransformer(
        name: "x\(first)", windings: [high, lowWinding], reactancesPerUnit: [0.04],
        noLoadLossPerUnit: 0.002, magnetizingCurrentPerUnit: 0.005,
        antifloatPartsPerMillion: isLowDelta ? 5000 : 0))
    if !isLowDelta {
      lines.append(
        MultiphaseLine(
          name: "earth\(first)", from: Terminal(bus: first, conductors: [4]),
          to: Terminal(bus: first, conductors: [0]), impedance: impedance(1, 1)))
    }
    for index in 1...Int.random(in: 1...3, using: &random) {
      buses.append(
        MultiphaseBus(
          name: "t\(first)-\(index)", nominalPhaseVoltage: low, conductors: conductors))
      addLine(first + index - 1, first + index, conductors, 0.05)
      addInjections(first + index, isDelta: isLowDelta)
    }
  }

  mutating func addInjections(_ bus: Int, isDelta: Bool) {
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let model: LoadModel =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .constantPower
        case 1: .constantCurrent
        case 2: .constantImpedance
        case 3: .exponential(active: number(0.5...1.5), reactive: number(1...3))
        default:
          .polynomial(
            active: .init(impedance: 0.3, current: 0.3, power: 0.4),
            reactive: .init(impedance: 0.5, current: 0, power: 0.5))
        }
      let phases = Int.random(in: 1...3, using: &random)
      let connection: PhaseConnection = isDelta || chance(0.4) ? .delta : .wye
      let conductors: [Int] =
        switch (connection, phases) {
        case (.wye, 1): [Int.random(in: 1...3, using: &random), 4]
        case (.wye, 2): [1, 3, 4]
        case (.wye, _): [1, 2, 3, 4]
        case (.delta, 1): [2, 3]
        case (.delta, _): [3, 1, 2]
        }
      let volts = connection == .delta || phases > 1 ? 400.0 : 230.0
      let terminal = Terminal(bus: bus, conductors: conductors)
      if chance(0.2) {
        generators.append(
          MultiphaseGenerator(
            name: "g\(generators.count)", terminal: terminal, phaseCount: phases,
            connection: connection, ratedVolts: volts, activePowerWatts: number(0...6000),
            reactivePowerVar: number(-1000...1000)))
      } else if chance(0.1) {
        capacitors.append(
          CapacitorBank(
            name: "c\(capacitors.count)", terminal: terminal, phaseCount: phases,
            connection: connection, ratedVolts: volts, ratedVar: number(0...2000)))
      } else {
        loads.append(
          MultiphaseLoad(
            name: "d\(loads.count)", terminal: terminal, phaseCount: phases,
            connection: connection, ratedVolts: volts, activePowerWatts: number(0...8000),
            reactivePowerVar: number(-1000...3000), model: model,
            voltageWindow: chance(0.5) ? VoltageWindow(minimum: 0.8, maximum: 1.1) : nil))
      }
    }
  }
}
