import ComplexModule
import PowerFlow
import Quantities
import RealModule

extension PandapowerReader {
  /// The network in the form of one phase.
  mutating func balancedNetwork(named name: String) -> Network {
    var network = Network(
      name: name, frequencyHertz: frequency,
      buses: buses.map {
        Bus(name: $0.name, label: $0.label, nominalVoltage: Voltage(kilovolts: $0.kilovolts))
      },
      sources: sources.map {
        Source(name: $0.name, bus: $0.bus, voltagePerUnit: $0.perUnit, angleDegrees: $0.degrees)
      })
    for line in lines {
      network.lines.append(
        Line(
          name: line.name, from: line.from, to: line.to, resistanceOhm: line.impedance.real,
          reactanceOhm: line.impedance.imaginary,
          chargingMicrosiemens: line.admittance.imaginary * 1e6,
          ratedCurrentAmperes: line.ratedAmperes, lengthKilometres: line.kilometres,
          kind: line.kind, isInService: line.isInService))
      guard line.isInService else { continue }
      // A line of a balanced network has no conductance, so it is put at the buses.
      for (bus, end) in [(line.from, "from"), (line.to, "to")] {
        let volts = buses[bus].kilovolts
        addShunt(
          "\(line.name):\(end)", bus, megawatts: line.admittance.real / 2 * volts * volts, 0)
      }
    }
    network.transformers = transformers.map { balanced($0) }
    network.shunts = shunts
    for injection in injections {
      let (watts, vars) = (injection.watts.sum(), injection.vars.sum())
      if injection.isGenerator {
        network.generators.append(
          NetworkGenerator(
            name: injection.name, label: injection.label, bus: injection.bus,
            activePowerWatts: -watts, reactivePowerVar: -vars,
            ratedPowerVoltAmperes: injection.ratedVoltAmperes, profile: injection.profile))
      } else {
        network.loads.append(
          NetworkLoad(
            name: injection.name, label: injection.label, bus: injection.bus,
            activePowerWatts: watts, reactivePowerVar: vars, model: injection.model,
            profile: injection.profile, isStorage: injection.isStorage))
      }
    }
    network.generators += voltageGenerators
    return network
  }

  private mutating func balanced(_ transformer: PandapowerTransformer) -> Transformer {
    var impedance = transformer.impedance
    var admittance = transformer.admittance
    if transformerModel == .t, !admittance.isZero {
      let section = PiSection(
        high: Complex(
          impedance.real * transformer.resistanceShare,
          impedance.imaginary * transformer.reactanceShare),
        low: Complex(
          impedance.real * (1 - transformer.resistanceShare),
          impedance.imaginary * (1 - transformer.reactanceShare)),
        admittance: admittance)
      impedance = section.impedance
      // Half of the shunt belongs to each end; what the low side has more of goes to its bus.
      admittance = section.highAdmittance * Complex(2)
      let rest = section.lowAdmittance - section.highAdmittance
      if transformer.isInService, rest.length > 1e-12 * admittance.length {
        let volts = buses[transformer.lowBus].kilovolts
        addShunt(
          "\(transformer.name):lv", transformer.lowBus, megawatts: rest.real * volts * volts,
          -rest.imaginary * volts * volts)
      }
    }
    return Transformer(
      name: transformer.name, highVoltageBus: transformer.highBus,
      lowVoltageBus: transformer.lowBus, ratedPowerVoltAmperes: transformer.ratedVoltAmperes,
      ratedHighVoltageVolts: transformer.highKilovolts * 1000,
      ratedLowVoltageVolts: transformer.lowKilovolts * 1000, resistanceOhm: impedance.real,
      reactanceOhm: impedance.imaginary, conductanceMicrosiemens: admittance.real * 1e6,
      susceptanceMicrosiemens: admittance.imaginary * 1e6, ratio: transformer.ratio,
      shiftDegrees: transformer.shiftDegrees, tapChanger: transformer.tapChanger,
      isInService: transformer.isInService)
  }
}

/// The π that is equal to a T of two impedances and an admittance between them.
struct PiSection {
  /// The impedance between the ends.
  let impedance: Complex<Double>
  /// The admittance at the end of the high voltage.
  let highAdmittance: Complex<Double>
  /// The admittance at the end of the low voltage.
  let lowAdmittance: Complex<Double>

  /// Turns a T into a π.
  init(high: Complex<Double>, low: Complex<Double>, admittance: Complex<Double>) {
    impedance = high + low + high * low * admittance
    highAdmittance = low * admittance / impedance
    lowAdmittance = high * admittance / impedance
  }
}
