import ComplexModule
import PowerFlow
import Quantities
import RealModule
import TestSupport

/// A random radial network whose phases differ: lines of one to three phases, some without
/// impedance, transformers of several vector groups, regulators, capacitors, and loads of every kind.
struct RandomPhaseNetwork {
  private(set) var buses: [MultiphaseBus] = []
  private var lines: [MultiphaseLine] = []
  private var transformers: [MultiphaseTransformer] = []
  private var loads: [MultiphaseLoad] = []
  private var generators: [MultiphaseGenerator] = []
  private var capacitors: [CapacitorBank] = []
  private var random: TestGenerator

  var network: MultiphaseNetwork {
    let base = buses[0].nominalPhaseVoltage.volts
    let impedance = base * base / 5e6
    return MultiphaseNetwork(
      name: "random", buses: buses,
      sources: [
        MultiphaseSource(
          name: "grid", terminal: Terminal(bus: 0, conductors: [1, 2, 3]),
          voltages: (0..<3).map {
            Phasor(length: 1.03 * base, phase: -2 * .pi / 3 * Double($0) + 0.2)
          },
          impedance: hasStiffSource
            ? ComplexMatrix(rowCount: 3, columnCount: 3)
            : ComplexMatrix(
              rows: (0..<3).map { row in
                (0..<3).map {
                  Phasor(0.3, 1.1) * Phasor(row == $0 ? impedance : 0.2 * impedance)
                }
              }))
      ],
      lines: lines, transformers: transformers, capacitors: capacitors, loads: loads,
      generators: generators)
  }

  private let hasStiffSource: Bool

  init(seed: Int) {
    random = TestGenerator(seed: seed)
    hasStiffSource = random.next() % 3 == 0
    buses.append(bus(0, 11_000 / 3.0.squareRoot(), [1, 2, 3]))
    let count = 2 + Int(random.next() % 30)
    for index in 1..<count {
      let parent = max(0, index - 1 - Int(random.next() % 4))
      if buses[parent].conductors.count == 3, random.next() % 6 == 0 {
        addTransformer(parent, index)
      } else if random.next() % 9 == 0 {
        addRegulators(parent, index)
      } else {
        addLine(parent, index)
      }
      for _ in 0..<Int(random.next() % 3) { addLoad(index) }
      if random.next() % 8 == 0 { addCapacitor(index) }
    }
    if loads.isEmpty { addLoad(count - 1) }
  }

  private func bus(_ index: Int, _ volts: Double, _ conductors: [Int]) -> MultiphaseBus {
    MultiphaseBus(
      name: "\(index)", nominalPhaseVoltage: Voltage(volts: volts), conductors: conductors)
  }

  private mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  private mutating func addLine(_ parent: Int, _ index: Int) {
    var conductors = buses[parent].conductors
    while conductors.count > 1, random.next() % 4 == 0 {
      conductors.remove(at: Int(random.next() % UInt64(conductors.count)))
    }
    let volts = buses[parent].nominalPhaseVoltage.volts
    buses.append(bus(index, volts, conductors))
    let count = conductors.count
    var impedance = ComplexMatrix(rowCount: count, columnCount: count)
    var shunt = impedance
    let kind = random.next() % 6
    let scale = kind == 0 ? 0 : number(0.0005...0.02) * volts * volts / 1e6
    let unlike = kind < 3 ? 0.0 : 0.3
    for row in 0..<count {
      for column in 0...row {
        let size = (row == column ? 1 : 0.35) * (1 + unlike * number(0...1))
        impedance[row, column] = Phasor(0.6 * size * scale, size * scale)
        impedance[column, row] = impedance[row, column]
      }
      if scale > 0, random.next() % 3 == 0 { shunt[row, row] = Phasor(0, 300 / (volts * volts)) }
    }
    let from = Terminal(bus: parent, conductors: conductors)
    let to = Terminal(bus: index, conductors: conductors)
    let isTurned = random.next() % 2 == 0
    lines.append(
      MultiphaseLine(
        name: "L\(index)", from: isTurned ? to : from, to: isTurned ? from : to,
        impedance: impedance, shuntAdmittance: shunt))
  }

  private mutating func addTransformer(_ parent: Int, _ index: Int) {
    let high = buses[parent].nominalPhaseVoltage.volts * 3.0.squareRoot()
    let low = high > 1000 ? 400.0 : 416
    buses.append(bus(index, low / 3.0.squareRoot(), [1, 2, 3]))
    // The last winding of a Yd or Dd would float, where a sweep does not contract.
    let (first, second, clock): (PhaseConnection, PhaseConnection, Int) =
      [(.delta, .wye, 1), (.delta, .wye, 11), (.wye, .wye, 0), (.wye, .wye, 6)][
        Int(random.next() % 4)]
    func winding(
      _ bus: Int, _ connection: PhaseConnection, _ volts: Double, clock: Int, tap: Double
    ) -> Winding {
      Winding(
        terminal: Terminal(
          bus: bus, conductors: connection == .wye ? [1, 2, 3, 0] : [1, 2, 3]),
        connection: connection, clock: clock, ratedVolts: volts, ratedVoltAmperes: 800_000,
        resistancePerUnit: 0.004, tap: tap)
    }
    let tap = number(0.97...1.03)
    transformers.append(
      MultiphaseTransformer(
        name: "T\(index)",
        windings: [
          winding(parent, first, high, clock: 0, tap: 1),
          winding(index, second, low, clock: clock, tap: tap),
        ], reactancesPerUnit: [0.04], noLoadLossPerUnit: 0.002, magnetizingCurrentPerUnit: 0.006,
        antifloatPartsPerMillion: 1))
  }

  /// One regulator for each phase, which all lie between the same two buses.
  private mutating func addRegulators(_ parent: Int, _ index: Int) {
    let conductors = buses[parent].conductors
    let volts = buses[parent].nominalPhaseVoltage.volts
    buses.append(bus(index, volts, conductors))
    for conductor in conductors {
      let tap = 1 + 0.00625 * Double(Int(random.next() % 17) - 8)
      let windings = [(parent, 1), (index, tap)].map { bus, tap in
        Winding(
          terminal: Terminal(bus: bus, conductors: [conductor, 0]), connection: .wye,
          ratedVolts: volts, ratedVoltAmperes: 500_000, resistancePerUnit: 0.00005, tap: tap)
      }
      transformers.append(
        MultiphaseTransformer(
          name: "R\(index).\(conductor)", phaseCount: 1, windings: windings,
          reactancesPerUnit: [0.0001]))
    }
  }

  private mutating func addLoad(_ index: Int) {
    let conductors = buses[index].conductors
    let volts = buses[index].nominalPhaseVoltage.volts
    let models: [LoadModel] = [
      .constantPower, .constantPower, .constantPower, .constantCurrent, .constantImpedance,
      .exponential(active: 1.3, reactive: 2.4),
      .polynomial(
        active: .init(impedance: 0.3, current: 0.3, power: 0.4),
        reactive: .init(impedance: 0.5, current: -0.2, power: 0.7)),
    ]
    let model = models[Int(random.next() % UInt64(models.count))]
    let window = random.next() % 2 == 0 ? VoltageWindow(minimum: 0.95, maximum: 1.02) : nil
    var terminal = Terminal(bus: index, conductors: conductors + [0])
    var phaseCount = conductors.count
    var connection = PhaseConnection.wye
    var rated = volts * (conductors.count > 1 ? 3.0.squareRoot() : 1)
    switch random.next() % 4 {
    case 0 where conductors.count == 3:
      terminal = Terminal(bus: index, conductors: conductors)
      connection = .delta
    case 1 where conductors.count >= 2:
      terminal = Terminal(bus: index, conductors: Array(conductors.prefix(2)))
      phaseCount = 1
      connection = .delta
    case 2:
      let conductor = conductors[Int(random.next() % UInt64(conductors.count))]
      terminal = Terminal(bus: index, conductors: [conductor])
      phaseCount = 1
      rated = volts
    default: break
    }
    let power = number(500...4000)
    if random.next() % 5 == 0 {
      generators.append(
        MultiphaseGenerator(
          name: "G\(generators.count)", terminal: terminal, phaseCount: phaseCount,
          connection: connection, ratedVolts: rated, activePowerWatts: power,
          reactivePowerVar: 0.1 * power))
    } else {
      loads.append(
        MultiphaseLoad(
          name: "D\(loads.count)", terminal: terminal, phaseCount: phaseCount,
          connection: connection, ratedVolts: rated, activePowerWatts: power,
          reactivePowerVar: number(-0.3...0.5) * power, model: model, voltageWindow: window))
    }
  }

  private mutating func addCapacitor(_ index: Int) {
    let conductors = buses[index].conductors
    let volts = buses[index].nominalPhaseVoltage.volts
    capacitors.append(
      CapacitorBank(
        name: "C\(index)", terminal: Terminal(bus: index, conductors: conductors),
        phaseCount: conductors.count,
        ratedVolts: volts * (conductors.count > 1 ? 3.0.squareRoot() : 1), ratedVar: 900))
  }
}
