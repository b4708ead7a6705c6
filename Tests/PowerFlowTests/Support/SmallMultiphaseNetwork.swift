import ComplexModule
import PowerFlow
import Quantities
import RealModule

/// A source, a line of low voltage and what a test puts at its end.
enum SmallMultiphaseNetwork {
  static let volts = 230.0

  /// Two buses, `a` and `b`, joined by a line of unlike phases that are not coupled.
  static func feeder(
    ohms: Double = 0.1, conductors: [Int] = [1, 2, 3], loads: [MultiphaseLoad] = [],
    generators: [MultiphaseGenerator] = [], capacitors: [CapacitorBank] = []
  ) -> MultiphaseNetwork {
    let count = conductors.count
    let phases = conductors.filter { $0 <= 3 }
    let line = MultiphaseLine(
      name: "line", from: Terminal(bus: 0, conductors: conductors),
      to: Terminal(bus: 1, conductors: conductors),
      impedance: ComplexMatrix(diagonal: Array(repeating: Phasor(ohms, ohms), count: count)),
      ratedCurrentAmperes: 100)
    return MultiphaseNetwork(
      name: "feeder",
      buses: ["a", "b"].map {
        MultiphaseBus(
          name: $0, nominalPhaseVoltage: Voltage(volts: volts), conductors: conductors)
      },
      sources: [source(phases)], lines: [line], capacitors: capacitors, loads: loads,
      generators: generators)
  }

  static func source(_ phases: [Int]) -> MultiphaseSource {
    MultiphaseSource(
      name: "grid", terminal: Terminal(bus: 0, conductors: phases),
      voltages: phases.map { Phasor(length: volts, phase: -2 * .pi / 3 * Double($0 - 1)) },
      impedance: ComplexMatrix(rowCount: phases.count, columnCount: phases.count))
  }

  static func load(
    _ name: String = "load", conductors: [Int] = [1], watts: Double, reactive: Double = 0,
    model: LoadModel = .constantPower, window: VoltageWindow? = nil,
    connection: PhaseConnection = .wye
  ) -> MultiphaseLoad {
    MultiphaseLoad(
      name: name, terminal: Terminal(bus: 1, conductors: conductors), phaseCount: 1,
      connection: connection,
      ratedVolts: connection == .wye ? volts : volts * 3.0.squareRoot(),
      activePowerWatts: watts, reactivePowerVar: reactive, model: model, voltageWindow: window)
  }
}
