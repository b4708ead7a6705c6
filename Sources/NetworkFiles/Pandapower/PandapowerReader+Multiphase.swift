import ComplexModule
import JSONReading
import PowerFlow
import Quantities
import RealModule

extension PandapowerReader {
  /// The network with a voltage for each phase, as pandapower's `runpp_3ph` understands the file: lines
  /// and transformers by their sequence values, external grids that are stiff for the positive
  /// sequence and have their short-circuit impedance for the others.
  mutating func multiphaseNetwork(named name: String) -> MultiphaseNetwork? {
    var parts = MultiphaseParts()
    parts.buses = buses.map {
      MultiphaseBus(
        name: $0.name, label: $0.label,
        nominalPhaseVoltage: Voltage(kilovolts: $0.kilovolts / Double.sqrt(3)))
    }
    for line in lines {
      parts.lines.append(
        MultiphaseLine(
          name: line.name, from: Terminal(bus: line.from, conductors: [1, 2, 3]),
          to: Terminal(bus: line.to, conductors: [1, 2, 3]),
          impedance: ComplexMatrix(
            zero: line.zeroImpedance ?? line.impedance, positive: line.impedance),
          shuntAdmittance: ComplexMatrix(zero: line.zeroAdmittance, positive: line.admittance),
          ratedCurrentAmperes: line.ratedAmperes, lengthKilometres: line.kilometres,
          kind: line.kind, isInService: line.isInService))
    }
    for transformer in transformers { add(transformer, to: &parts) }
    var loads: [MultiphaseLoad] = []
    var generators: [MultiphaseGenerator] = []
    for injection in injections {
      let power = MultiphaseParts.PhasePower(
        name: injection.name, bus: injection.bus, watts: injection.watts, vars: injection.vars,
        connection: injection.connection)
      if injection.isGenerator {
        generators += parts.generators(
          power, ratedVoltAmperes: injection.ratedVoltAmperes, profile: injection.profile)
      } else {
        loads += parts.loads(power, model: injection.model, profile: injection.profile)
      }
    }
    for shunt in shunts {
      let third = SIMD2(shunt.activePowerWatts, shunt.reactivePowerVar) / 3
      loads += parts.loads(
        MultiphaseParts.PhasePower(
          name: shunt.name, bus: shunt.bus, watts: SIMD3(repeating: third.x),
          vars: SIMD3(repeating: third.y), connection: .wye), model: .constantImpedance)
    }
    return MultiphaseNetwork(
      name: name, frequencyHertz: frequency, buses: parts.buses,
      sources: sources.map { multiphase($0) }, lines: parts.lines,
      transformers: parts.transformers, loads: loads, generators: generators)
  }

  /// The share of the negative impedance that a source has for the positive sequence, where pandapower
  /// has none: without any, its matrix would have no inverse.
  private static let stiffness = 5e-7

  private func multiphase(_ source: PandapowerSource) -> MultiphaseSource {
    let volts = source.perUnit * buses[source.bus].kilovolts * 1000 / Double.sqrt(3)
    let angles = [0.0, -120, 120].map { ($0 + source.degrees) * .pi / 180 }
    return MultiphaseSource(
      name: source.name, terminal: Terminal(bus: source.bus, conductors: [1, 2, 3]),
      voltages: angles.map { Complex(length: volts, phase: $0) },
      impedance: ComplexMatrix(
        zero: source.zeroImpedance,
        positive: source.negativeImpedance * Complex(Self.stiffness),
        negative: source.negativeImpedance))
  }

  private mutating func add(
    _ transformer: PandapowerTransformer, to parts: inout MultiphaseParts
  ) {
    guard let zero = transformer.zeroSequence else { return }
    let hours = transformer.shiftDegrees / 30
    guard let clock = Int(exactly: hours), clock.magnitude <= 12 else {
      report.leaveOut(
        at: transformer.offset,
        "the transformer \(quoted(transformer.name)) shifts by \(transformer.shiftDegrees) degrees; "
          + "where phases differ, only multiples of 30 are supported.")
      return
    }
    let impedance = transformer.impedance
    let high = Complex(
      impedance.real * transformer.resistanceShare,
      impedance.imaginary * transformer.reactanceShare)
    let section = TSection(
      high: zero.highImpedance, admittance: .one / zero.magnetizingImpedance,
      low: zero.lowImpedance)
    let parallel = Complex.one / (.one / zero.highImpedance + .one / zero.magnetizingImpedance)
    let unit = SequenceTransformer(
      name: transformer.name, highBus: transformer.highBus, lowBus: transformer.lowBus,
      isInService: transformer.isInService, ratedVoltAmperes: transformer.ratedVoltAmperes,
      highVolts: transformer.tappedHighKilovolts * 1000,
      lowVolts: transformer.tappedLowKilovolts * 1000, clock: (clock + 12) % 12,
      positive: TSection(
        high: high, admittance: transformer.admittance, low: impedance - high),
      zero: zero.isThrough ? .through(section) : .lowSide(zero.lowImpedance + parallel))
    if !parts.add(unit) {
      report.refuse(
        at: transformer.offset,
        "the transformer \(quoted(transformer.name)) cannot have its vector group with a shift of "
          + "\(transformer.shiftDegrees) degrees, or has no impedance.")
    }
  }

  /// Reads what a transformer is for the zero sequence.
  ///
  /// - Parameters:
  ///   - row: The row of the transformer.
  ///   - base: The impedance that is one per unit, in ohms.
  ///   - voltage: The short-circuit voltage of the positive sequence in percent, which counts where
  ///     that of the zero sequence is zero.
  ///   - resistive: Its resistive part.
  mutating func readZeroSequence(
    of row: PandapowerRow, base: Double, voltage: Double, resistive: Double
  ) -> PandapowerZeroSequence? {
    let group = row.text("vector_group") ?? ""
    guard ["ynyn", "dyn"].contains(group.lowercased()) else {
      report.leaveOut(
        at: row.offset(of: "vector_group"),
        "'vector_group' of \(row.title) must be 'Dyn' or 'YNyn' where phases differ, not "
          + "\(group.isEmpty ? "empty" : shortened(group)).")
      return nil
    }
    var total = row.number("vk0_percent", .any, &report) ?? 0
    var real = row.number("vkr0_percent", .any, &report) ?? 0
    let share = row.number("mag0_percent", .positive, &report)
    let ratio = row.number("mag0_rx", .notNegative, &report)
    let highShare = row.number("si0_hv_partial", .positive, &report)
    let neutral = [row.cell("xn_ohm"), row.cell("rn_ohm")].compactMap { $0?.number }
    if neutral.contains(where: { $0 != 0 }) {
      report.leaveOut(
        at: row.offset(of: "xn_ohm"),
        "\(row.title): an impedance between neutral and ground is not supported.")
    }
    guard let share, let ratio, let highShare else { return nil }
    if total.magnitude <= 1e-8 { total = voltage }
    if real.magnitude <= 1e-8 { real = resistive }
    guard total.magnitude >= real.magnitude, highShare < 1 else {
      report.refuse(
        at: row.offset(of: "vk0_percent"),
        "\(row.title): 'vkr0_percent' must not be more than 'vk0_percent', and 'si0_hv_partial' must "
          + "be below 1.")
      return nil
    }
    let reactive = (total * total - real * real).squareRoot()
    let impedance = Complex(real, total < 0 ? -reactive : reactive) * Complex(base / 100)
    let magnetizing = total / 100 * share / 100 / (1 + ratio * ratio).squareRoot() * base
    return PandapowerZeroSequence(
      isThrough: group.lowercased() == "ynyn", highImpedance: impedance * Complex(highShare),
      magnetizingImpedance: Complex(magnetizing * ratio, magnetizing),
      lowImpedance: impedance * Complex(1 - highShare))
  }
}
