import PowerFlow
import Quantities
import RealModule

extension MultiphaseParts {
  /// The power of an injection in its three phases.
  struct PhasePower {
    let name: String
    let bus: Int
    /// What each phase takes, in watts and var.
    let watts: SIMD3<Double>
    let vars: SIMD3<Double>
    let connection: PhaseConnection

    /// The parts of it that are alike in all of their phases: all three together, or one for each
    /// phase that has power, whose name ends with its letter.
    func parts(nominalVolts: Double) -> [Part] {
      if watts == SIMD3(repeating: watts.x), vars == SIMD3(repeating: vars.x) {
        return [
          Part(
            name: name, terminal: Terminal(bus: bus, conductors: [1, 2, 3]), phaseCount: 3,
            ratedVolts: nominalVolts * Double.sqrt(3), watts: 3 * watts.x, vars: 3 * vars.x)
        ]
      }
      return (0..<3).filter { watts[$0] != 0 || vars[$0] != 0 }.map { phase in
        let conductors = connection == .wye ? [phase + 1] : [phase + 1, (phase + 1) % 3 + 1]
        return Part(
          name: "\(name):\(["a", "b", "c"][phase])",
          terminal: Terminal(bus: bus, conductors: conductors), phaseCount: 1,
          ratedVolts: connection == .wye ? nominalVolts : nominalVolts * Double.sqrt(3),
          watts: watts[phase], vars: vars[phase])
      }
    }
  }

  /// A part of an injection whose phases are alike.
  struct Part {
    let name: String
    let terminal: Terminal
    let phaseCount: Int
    let ratedVolts: Double
    let watts: Double
    let vars: Double
  }

  /// The loads that an injection becomes.
  func loads(
    _ power: PhasePower, model: LoadModel, profile: String? = nil
  ) -> [MultiphaseLoad] {
    power.parts(nominalVolts: buses[power.bus].nominalPhaseVoltage.volts).map {
      MultiphaseLoad(
        name: $0.name, terminal: $0.terminal, phaseCount: $0.phaseCount,
        connection: power.connection, ratedVolts: $0.ratedVolts, activePowerWatts: $0.watts,
        reactivePowerVar: $0.vars, model: model, profile: profile)
    }
  }

  /// The generators that an injection becomes, which takes negative power.
  func generators(
    _ power: PhasePower, ratedVoltAmperes: Double? = nil, profile: String? = nil
  ) -> [MultiphaseGenerator] {
    power.parts(nominalVolts: buses[power.bus].nominalPhaseVoltage.volts).map {
      MultiphaseGenerator(
        name: $0.name, terminal: $0.terminal, phaseCount: $0.phaseCount,
        connection: power.connection, ratedVolts: $0.ratedVolts, activePowerWatts: -$0.watts,
        reactivePowerVar: -$0.vars, ratedVoltAmperes: ratedVoltAmperes, profile: profile)
    }
  }
}
