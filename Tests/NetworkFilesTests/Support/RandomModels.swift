import ComplexModule
import PowerFlow
import Quantities
import RealModule
import TestSupport

/// Networks whose values are random to the last bit, to be written and read. They need not make
/// sense as networks.
struct RandomModels {
  private var random: TestGenerator

  init(seed: Int) { random = TestGenerator(seed: seed) }

  /// A positive number of any likely size.
  private mutating func positive() -> Double {
    Double.random(in: 1...10, using: &random) * .pow(10, Int.random(in: -6...6, using: &random))
  }

  private mutating func any() -> Double {
    Int.random(in: 0..<10, using: &random) == 0 ? 0 : flag() ? positive() : -positive()
  }

  private mutating func flag() -> Bool { Bool.random(using: &random) }

  private mutating func optional(_ value: Double) -> Double? { flag() ? value : nil }

  private mutating func index(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  private mutating func label(_ name: String) -> String {
    flag() ? name : "„\(name)\" \\ \u{1}\n" + String(index(100))
  }

  private mutating func profile() -> String? { flag() ? "p\(index(9))" : nil }

  private mutating func matrix(_ size: Int, imaginaryOnly: Bool = false) -> ComplexMatrix {
    var matrix = ComplexMatrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0..<size {
        matrix[row, column] = Complex(
          imaginaryOnly ? 0 : any(), any() + (row == column ? 1e8 : 0))
      }
    }
    return matrix
  }

  private mutating func model() -> LoadModel {
    switch index(5) {
    case 0: .constantPower
    case 1: .constantCurrent
    case 2: .constantImpedance
    case 3:
      .exponential(
        active: Double.random(in: -3...3, using: &random),
        reactive: Double.random(in: -3...3, using: &random))
    default:
      .polynomial(
        active: .init(impedance: any(), current: any(), power: any()),
        reactive: .init(impedance: any(), current: any(), power: any()))
    }
  }

  private mutating func curve() -> VoltageCurve? {
    var voltage = 0.5
    return VoltageCurve(
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        voltage += Double.random(in: 0.01...0.2, using: &random)
        return .init(voltagePerUnit: voltage, value: any())
      })
  }

  private mutating func control() -> GeneratorControl {
    guard let one = curve(), let other = curve() else { return .constantPower }
    let low = any()
    switch index(6) {
    case 0: return .constantPower
    case 1: return .voltage(perUnit: positive(), reactiveLimitsVar: low...(low + positive()))
    case 2:
      return .powerFactor(
        cosine: Double.random(in: 0.1...1, using: &random), producesReactivePower: flag())
    case 3: return .voltVar(one)
    case 4: return .voltWatt(one)
    default: return .voltVarWatt(reactive: one, active: other)
    }
  }

  mutating func balanced() -> Network {
    let count = Int.random(in: 2...6, using: &random)
    let buses = (0..<count).map { index in
      Bus(name: "b\(index)", label: label("b\(index)"), nominalVoltage: Voltage(volts: positive()))
    }
    let lines = (0..<4).map { number in
      Line(
        name: "l\(number)", from: index(count), to: index(count), resistanceOhm: any(),
        reactanceOhm: any(), chargingMicrosiemens: positive(),
        ratedCurrentAmperes: optional(positive()), lengthKilometres: optional(positive()),
        kind: LineKind.allCases[index(3)], isInService: flag())
    }
    let transformers = (0..<3).map { transformer("t\($0)", buses: count) }
    let loads = (0..<6).map { number in
      NetworkLoad(
        name: "d\(number)", label: label("d\(number)"), bus: index(count),
        activePowerWatts: any(), reactivePowerVar: any(), model: model(), profile: profile(),
        isStorage: flag())
    }
    let generators = (0..<6).map { number in
      NetworkGenerator(
        name: "g\(number)", label: label("g\(number)"), bus: index(count),
        activePowerWatts: any(), reactivePowerVar: any(),
        ratedPowerVoltAmperes: optional(positive()), control: control(), profile: profile())
    }
    return Network(
      name: "n", title: label("title"), frequencyHertz: positive(), buses: buses, lines: lines,
      transformers: transformers,
      sources: [
        Source(
          name: "s", bus: index(count), voltagePerUnit: positive(), angleDegrees: any(),
          resistanceOhm: positive(), reactanceOhm: any())
      ],
      shunts: [
        Shunt(name: "c", bus: index(count), activePowerWatts: any(), reactivePowerVar: any())
      ], loads: loads, generators: generators)
  }

  private mutating func transformer(_ name: String, buses: Int) -> Transformer {
    let low = Int.random(in: -20...0, using: &random)
    let high = Int.random(in: 0...20, using: &random)
    let control = TapControl(
      bus: index(buses), voltageSettingPerUnit: positive(), bandwidthPerUnit: positive(),
      delaySeconds: positive(), tapDelaySeconds: positive())
    let changer = TapChanger(
      side: flag() ? .highVoltage : .lowVoltage, positions: low...high,
      neutralPosition: index(5), position: Int.random(in: low...high, using: &random),
      stepPerUnit: any(), control: flag() ? control : nil)
    return Transformer(
      name: name, highVoltageBus: index(buses), lowVoltageBus: index(buses),
      ratedPowerVoltAmperes: positive(), ratedHighVoltageVolts: positive(),
      ratedLowVoltageVolts: positive(), resistanceOhm: any(), reactanceOhm: any(),
      conductanceMicrosiemens: positive(), susceptanceMicrosiemens: any(), ratio: positive(),
      shiftDegrees: any(), tapChanger: flag() ? changer : nil, isInService: flag())
  }
}

extension RandomModels {
  mutating func multiphase() -> MultiphaseNetwork {
    let count = Int.random(in: 2...6, using: &random)
    let buses = (0..<count).map { index in
      MultiphaseBus(
        name: "b\(index)", label: label("b\(index)"),
        nominalPhaseVoltage: Voltage(volts: positive()), conductors: [1, 2, 3, 4])
    }
    let lines = (0..<4).map { number in
      let size = Int.random(in: 1...4, using: &random)
      return MultiphaseLine(
        name: "l\(number)", from: terminal(size, count), to: terminal(size, count),
        impedance: matrix(size), shuntAdmittance: matrix(size, imaginaryOnly: flag()),
        ratedCurrentAmperes: optional(positive()), lengthKilometres: optional(positive()),
        kind: LineKind.allCases[index(3)], isInService: flag())
    }
    let transformers = (0..<4).map { transformer("t\($0)", count) }
    let source = MultiphaseSource(
      name: "s", terminal: terminal(3, count), voltages: (0..<3).map { _ in Complex(any(), any()) },
      impedance: matrix(3))
    return MultiphaseNetwork(
      name: "n", title: label("title"), frequencyHertz: positive(), buses: buses,
      sources: [source], lines: lines, transformers: transformers,
      regulators: (0..<3).map { regulator("r\($0)", transformers) },
      capacitors: (0..<3).map { capacitor("c\($0)", count, branches: 8) },
      loads: (0..<8).map { load("d\($0)", count) },
      generators: (0..<index(5)).map { generator("g\($0)", count) })
  }

  private mutating func terminal(_ size: Int, _ buses: Int) -> Terminal {
    Terminal(
      bus: index(buses), conductors: Array([1, 2, 3, 4].shuffled(using: &random).prefix(size)))
  }

  private mutating func transformer(_ name: String, _ buses: Int) -> MultiphaseTransformer {
    let isThree = flag()
    let phases = flag() ? 3 : 1
    let kinds = (0..<(isThree ? 3 : 2)).map { _ in
      phases == 3 && flag() ? PhaseConnection.delta : .wye
    }
    let windings = kinds.map { kind in
      let odd = kind == kinds[0] ? 0 : 1
      return Winding(
        terminal: terminal(phases + 1, buses), connection: kind,
        clock: phases == 3 ? (2 * index(6) + odd) % 12 * (kind == kinds[0] ? 0 : 1) : 0,
        ratedVolts: positive() + 1, ratedVoltAmperes: positive() + 1,
        resistancePerUnit: Double.random(in: 0...0.01, using: &random),
        tap: Double.random(in: 0.9...1.1, using: &random), tapRange: 0.85...1.1375,
        tapStepCount: 1 + index(40),
        neutralImpedance: kind == .wye && flag() ? Complex(positive(), any()) : .zero)
    }
    return MultiphaseTransformer(
      name: name, phaseCount: phases, windings: windings,
      reactancesPerUnit: (0..<(isThree ? 3 : 1)).map { _ in
        Double.random(in: 0.09...0.1, using: &random)
      },
      noLoadLossPerUnit: positive() * 1e-6, magnetizingCurrentPerUnit: positive() * 1e-6,
      antifloatPartsPerMillion: positive(), isInService: flag())
  }

  private mutating func regulator(
    _ name: String, _ transformers: [MultiphaseTransformer]
  ) -> VoltageRegulator {
    let transformer = index(transformers.count)
    return VoltageRegulator(
      name: name, transformer: transformer, winding: index(2),
      measuredPhase: index(transformers[transformer].phaseCount), voltageSettingVolts: positive(),
      bandwidthVolts: positive(), potentialRatio: positive(), currentRatingAmperes: positive(),
      compensationResistanceVolts: any(), compensationReactanceVolts: any(),
      maximumTapChange: 1 + index(20), delaySeconds: positive(), tapDelaySeconds: positive())
  }

  private mutating func capacitor(_ name: String, _ buses: Int, branches: Int) -> CapacitorBank {
    let steps = 1 + index(4)
    let control = CapacitorControl(
      quantity: CapacitorControl.Quantity.allCases[index(3)],
      branch: flag() ? index(branches) : nil, onThreshold: any(), offThreshold: any(),
      ratio: positive(), onDelaySeconds: positive(), offDelaySeconds: positive(),
      deadTimeSeconds: positive())
    return CapacitorBank(
      name: name, terminal: terminal(3, buses), phaseCount: 3, connection: flag() ? .wye : .delta,
      ratedVolts: positive(), ratedVar: positive(), stepCount: steps,
      closedStepCount: index(steps + 1), control: flag() ? control : nil)
  }

  private mutating func load(_ name: String, _ buses: Int) -> MultiphaseLoad {
    let minimum = Double.random(in: 0...0.9, using: &random)
    let phases = 1 + index(3)
    return MultiphaseLoad(
      name: name, terminal: terminal(flag() ? phases : phases + 1, buses), phaseCount: phases,
      ratedVolts: positive(), activePowerWatts: any(), reactivePowerVar: any(), model: model(),
      voltageWindow: flag()
        ? VoltageWindow(minimum: minimum, maximum: minimum + positive()) : nil,
      profile: profile())
  }

  private mutating func generator(_ name: String, _ buses: Int) -> MultiphaseGenerator {
    MultiphaseGenerator(
      name: name, terminal: terminal(3, buses), phaseCount: 3, connection: flag() ? .wye : .delta,
      ratedVolts: positive(), activePowerWatts: any(), reactivePowerVar: any(),
      ratedVoltAmperes: optional(positive()), control: control(), profile: profile())
  }
}
