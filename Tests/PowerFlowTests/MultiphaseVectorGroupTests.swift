import ComplexModule
import PowerFlow
import Quantities
import RealModule
import Testing

/// Transformers of every vector group.
struct MultiphaseVectorGroupTests {
  struct Group: Sendable, CustomStringConvertible {
    let first: PhaseConnection
    let second: PhaseConnection
    let clock: Int

    var description: String { "\(first)\(second)\(clock)" }
  }

  static let groups: [Group] = PhaseConnection.allCases.flatMap { first in
    PhaseConnection.allCases.flatMap { second in
      (0..<12).filter { ($0 % 2 == 0) == (first == second) }.map {
        Group(first: first, second: second, clock: $0)
      }
    }
  }

  private static func network(_ group: Group, watts: [Double]) -> MultiphaseNetwork {
    func winding(_ bus: Int, _ connection: PhaseConnection, _ volts: Double, clock: Int) -> Winding
    {
      Winding(
        terminal: Terminal(bus: bus, conductors: connection == .wye ? [1, 2, 3, 0] : [1, 2, 3]),
        connection: connection, clock: clock, ratedVolts: volts, ratedVoltAmperes: 100_000,
        resistancePerUnit: 0.005)
    }
    let high = 20_000 / 3.0.squareRoot()
    let low = 400 / 3.0.squareRoot()
    let loads = watts.enumerated().map { phase, watts in
      MultiphaseLoad(
        name: "\(phase)", terminal: Terminal(bus: 1, conductors: [phase + 1, (phase + 1) % 3 + 1]),
        phaseCount: 1, connection: .delta, ratedVolts: 400, activePowerWatts: watts,
        reactivePowerVar: watts / 3)
    }
    return MultiphaseNetwork(
      buses: [
        MultiphaseBus(name: "high", nominalPhaseVoltage: Voltage(volts: high)),
        MultiphaseBus(name: "low", nominalPhaseVoltage: Voltage(volts: low)),
      ],
      sources: [
        MultiphaseSource(
          name: "grid", terminal: Terminal(bus: 0, conductors: [1, 2, 3]),
          voltages: (0..<3).map { Phasor(length: high, phase: -2 * .pi / 3 * Double($0)) },
          impedance: ComplexMatrix(rowCount: 3, columnCount: 3))
      ],
      transformers: [
        MultiphaseTransformer(
          name: "T",
          windings: [
            winding(0, group.first, 20_000, clock: 0),
            winding(1, group.second, 400, clock: group.clock),
          ], reactancesPerUnit: [0.04], antifloatPartsPerMillion: 1)
      ],
      loads: loads)
  }

  @Test("Without load the low side lags by the hours of the clock", arguments: groups)
  func clock(_ group: Group) throws {
    var solver = try MultiphasePowerFlowSolver(Self.network(group, watts: []))
    #expect(solver.solve().converged)
    for phase in 0..<3 {
      let ratio = solver.voltage(ofNode: 3 + phase) / solver.voltage(ofNode: phase)
      let expected = Phasor(length: 0.02, phase: -.pi / 6 * Double(group.clock))
      #expect((ratio - expected).length < 1e-6)
    }
  }

  @Test("What an unbalanced load draws on the high side is turned by the clock", arguments: groups)
  func currents(_ group: Group) throws {
    // Currents without zero sequence: the positive sequence is turned as the voltages are, the
    // negative one the other way.
    var solver = try MultiphasePowerFlowSolver(Self.network(group, watts: [20_000, 5000, 0]))
    #expect(solver.solve().converged)
    let ends = solver.solution.transformers[0].ends
    func sequences(_ currents: [Phasor]) -> (positive: Phasor, negative: Phasor) {
      let turn = Phasor(length: 1, phase: 2 * .pi / 3)
      let back = turn.conjugate
      return (
        (currents[0] + turn * currents[1] + back * currents[2]) / Phasor(3),
        (currents[0] + back * currents[1] + turn * currents[2]) / Phasor(3)
      )
    }
    let high = sequences(ends[0].currents)
    let low = sequences(ends[1].currents)
    let angle = .pi / 6 * Double(group.clock)
    let positive = -low.positive * Phasor(length: 0.02, phase: angle)
    let negative = -low.negative * Phasor(length: 0.02, phase: -angle)
    #expect((high.positive - positive).length < 1e-5)
    #expect((high.negative - negative).length < 1e-5)
  }

  @Test("A clock that a connection cannot have is refused")
  func impossibleClocks() {
    for group in Self.groups {
      let other = Group(first: group.first, second: group.second, clock: group.clock + 1)
      let transformer = Self.network(other, watts: []).transformers[0]
      #expect(throws: NetworkError.self) { try transformer.primitiveAdmittance() }
    }
  }
}
