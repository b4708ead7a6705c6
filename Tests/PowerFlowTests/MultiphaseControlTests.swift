import ComplexModule
import Foundation
import PowerFlow
import Quantities
import RealModule
import Testing

/// Regulators, capacitor controls and generators that follow the voltage.
struct MultiphaseControlTests {
  private struct File: Decodable {
    struct Row: Decodable {
      let id: String
      let tapNumber: Int
    }

    let regulators: [Row]
  }

  @Test(
    "Regulators come to rest at the taps of the references",
    .enabled(if: !MultiphaseCases.present.isEmpty, "the reference cases are not there"),
    arguments: ["ieee13", "ieee34", "ieee37", "ieee123"].filter(CaseFiles.exists))
  func taps(name: String) throws {
    var network = try MultiphaseCases.network(name)
    for regulator in network.regulators {
      network.transformers[regulator.transformer].windings[regulator.winding].tap = 1
    }
    let data = try Data(contentsOf: CaseFiles.shared.appending(path: name + ".json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let expected = try decoder.decode(File.self, from: data).regulators.map(\.tapNumber)
    var solver = try MultiphasePowerFlowSolver(network)
    let outcome = solver.settleControls()
    #expect(outcome.isSettled)
    let taps = solver.controls.map { solver.network.position(of: $0) }
    #expect(taps == expected)
  }

  /// A regulator of one phase between a feeder and a load.
  private static func regulated(
    band: Double, watts: Double
  ) -> MultiphaseNetwork {
    var network = SmallMultiphaseNetwork.feeder(conductors: [1])
    let windings = [0, 1].map { bus in
      Winding(
        terminal: Terminal(bus: bus, conductors: [1, 0]), connection: .wye, ratedVolts: 230,
        ratedVoltAmperes: 50_000)
    }
    network.lines = []
    network.transformers = [
      MultiphaseTransformer(
        name: "T", phaseCount: 1, windings: windings, reactancesPerUnit: [0.02])
    ]
    network.loads = [SmallMultiphaseNetwork.load(watts: watts, reactive: watts)]
    network.regulators = [
      VoltageRegulator(
        name: "R", transformer: 0, voltageSettingVolts: 240, bandwidthVolts: band,
        potentialRatio: 1)
    ]
    return network
  }

  @Test("A regulator ends within its band, and the tap says by how much it lifts")
  func withinBand() throws {
    var solver = try MultiphasePowerFlowSolver(Self.regulated(band: 2, watts: 10_000))
    let outcome = solver.settleControls()
    #expect(outcome.isSettled)
    #expect(outcome.hunting.isEmpty)
    let node = try #require(solver.nodes.index(ofConductor: 1, atBus: 1))
    #expect(abs(solver.voltage(ofNode: node).length - 240) <= 1)
    let winding = solver.network.transformers[0].windings[1]
    #expect(winding.tapNumber > 0)
    #expect(abs(winding.tap - 1 - 0.00625 * Double(winding.tapNumber)) < 1e-12)
    #expect(solver.wantedSteps() == [0])
  }

  @Test("A bank that undoes what it does is told to hunt, with its positions")
  func hunting() throws {
    let bank = CapacitorBank(
      name: "C", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
      ratedVar: 20_000, stepCount: 1, closedStepCount: 0,
      control: CapacitorControl(quantity: .voltage, onThreshold: 222, offThreshold: 225))
    let network = SmallMultiphaseNetwork.feeder(
      loads: [SmallMultiphaseNetwork.load(watts: 10_000, reactive: 10_000)], capacitors: [bank])
    var solver = try MultiphasePowerFlowSolver(network)
    let outcome = solver.settleControls()
    #expect(!outcome.isSettled)
    #expect(outcome.hunting == [ControlOutcome.Hunting(name: "C", positions: [0, 1])])
    #expect(outcome.rounds == 3)
  }

  @Test("A regulator stops at its last tap")
  func lastTap() throws {
    var solver = try MultiphasePowerFlowSolver(Self.regulated(band: 1, watts: 200_000))
    let outcome = solver.settleControls()
    #expect(outcome.isSettled)
    #expect(solver.network.transformers[0].windings[1].tapNumber == 16)
    #expect(solver.move(0, by: 5) == 0)
    #expect(solver.move(0, by: -3) == -3)
  }

  @Test("Line-drop compensation takes the drop behind the regulator off the measured voltage")
  func compensation() {
    let regulator = VoltageRegulator(
      name: "R", transformer: 0, voltageSettingVolts: 122, bandwidthVolts: 2, potentialRatio: 20,
      currentRatingAmperes: 700, compensationResistanceVolts: 3, compensationReactanceVolts: 9)
    // 2400/20 = 120 V less (3 + j·9) · 0.5 = 1.5 + j·4.5.
    let volts = regulator.relayVolts(voltage: Phasor(2400), current: Phasor(350))
    #expect(abs(volts - (118.5 * 118.5 + 4.5 * 4.5).squareRoot()) < 1e-12)
    #expect(
      regulator.wantedSteps(relayVolts: 121.1, windingVolts: 2400, stepPerUnit: 0.00625) == 0)
    // 4 V · 20 = 80 V of 15 V each.
    #expect(
      regulator.wantedSteps(relayVolts: 118, windingVolts: 2400, stepPerUnit: 0.00625) == 5)
    #expect(
      regulator.wantedSteps(relayVolts: 126, windingVolts: 2400, stepPerUnit: 0.00625) == -5)
  }

  @Test("A capacitor bank closes steps while the voltage is low")
  func capacitor() throws {
    let bank = CapacitorBank(
      name: "C", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
      ratedVar: 60_000, stepCount: 4, closedStepCount: 0,
      control: CapacitorControl(quantity: .voltage, onThreshold: 225, offThreshold: 240))
    let network = SmallMultiphaseNetwork.feeder(
      loads: [SmallMultiphaseNetwork.load(watts: 10_000, reactive: 20_000)], capacitors: [bank])
    var solver = try MultiphasePowerFlowSolver(network)
    let outcome = solver.settleControls()
    #expect(outcome.isSettled)
    let closed = solver.network.capacitors[0].closedStepCount
    #expect(closed > 0 && closed < 4)
    let node = try #require(solver.nodes.index(ofConductor: 1, atBus: 1))
    let volts = solver.voltage(ofNode: node).length
    #expect(volts >= 225 && volts <= 240)
    let given = -solver.solution.capacitors[0].power.imaginary
    #expect(abs(given - 15_000 * Double(closed) * volts * volts / 52_900) < 1e-6)
  }

  @Test("A bank that measures reactive power switches with it")
  func reactiveControl() throws {
    let bank = CapacitorBank(
      name: "C", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
      ratedVar: 8000, stepCount: 1, closedStepCount: 0,
      control: CapacitorControl(
        quantity: .reactivePower, branch: 0, onThreshold: 5, offThreshold: -5))
    var network = SmallMultiphaseNetwork.feeder(
      loads: [SmallMultiphaseNetwork.load(watts: 1000, reactive: 8000)], capacitors: [bank])
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.settleControls().isSettled)
    #expect(solver.network.capacitors[0].closedStepCount == 1)
    network.loads[0].reactivePowerVar = 2000
    var small = try MultiphasePowerFlowSolver(network)
    #expect(small.settleControls().isSettled)
    #expect(small.network.capacitors[0].closedStepCount == 0)
  }

  @Test("A generator follows its volt-var curve at the voltage that it makes itself")
  func voltVar() throws {
    let curve = try #require(
      VoltageCurve([
        .init(voltagePerUnit: 0.95, value: 0.4), .init(voltagePerUnit: 1, value: 0),
        .init(voltagePerUnit: 1.05, value: -0.4),
      ]))
    let generator = MultiphaseGenerator(
      name: "PV", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
      activePowerWatts: 15_000, reactivePowerVar: 0, ratedVoltAmperes: 20_000,
      control: .voltVar(curve))
    var solver = try MultiphasePowerFlowSolver(
      SmallMultiphaseNetwork.feeder(generators: [generator]))
    #expect(solver.solve().converged)
    let row = solver.solution.generators[0]
    let voltage = row.voltagesPerUnitOfRating[0]
    #expect(voltage > 1.005)
    #expect(abs(row.power.real - 15_000) < 1e-6)
    #expect(abs(row.power.imaginary - 20_000 * curve.value(atPerUnit: voltage)) < 0.01)
  }

  @Test("A volt-watt curve caps the power, and a power factor sets the reactive one")
  func voltWatt() throws {
    let curve = try #require(
      VoltageCurve([
        .init(voltagePerUnit: 1, value: 1), .init(voltagePerUnit: 1.04, value: 0),
      ]))
    var generator = MultiphaseGenerator(
      name: "PV", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
      activePowerWatts: 20_000, reactivePowerVar: 0, ratedVoltAmperes: 20_000,
      control: .voltWatt(curve))
    var solver = try MultiphasePowerFlowSolver(
      SmallMultiphaseNetwork.feeder(generators: [generator]))
    #expect(solver.solve().converged)
    let row = solver.solution.generators[0]
    #expect(row.power.real < 19_000)
    let wanted = 20_000 * curve.value(atPerUnit: row.voltagesPerUnitOfRating[0])
    #expect(abs(row.power.real - wanted) < 0.01)
    generator.control = .powerFactor(cosine: 0.8, producesReactivePower: false)
    generator.activePowerWatts = 4000
    var other = try MultiphasePowerFlowSolver(
      SmallMultiphaseNetwork.feeder(generators: [generator]))
    #expect(other.solve().converged)
    #expect((other.solution.generators[0].power - Phasor(4000, -3000)).length < 1e-6)
  }

  @Test("Timers act after their delay, go on faster, and start anew when the wish turns")
  func timers() {
    var timers = ControlTimers([
      ControlDelays(upSeconds: 30, downSeconds: 30, followingSeconds: 5),
      ControlDelays(upSeconds: 10, downSeconds: 20, deadSeconds: 100),
    ])
    func second(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
    func tell(_ first: Int, _ other: Int, _ seconds: Int64) {
      let wishes = [first, other]
      timers.update(wishes.span, at: second(seconds))
    }
    #expect(timers.nextInstant == nil)
    tell(3, 0, 0)
    #expect(timers.nextInstant == second(30))
    tell(2, -1, 12)
    #expect(timers.nextInstant == second(30))
    #expect(timers.takeDue(at: second(29)).isEmpty)
    #expect(timers.takeDue(at: second(30)) == [.init(control: 0, steps: 1)])
    tell(1, -1, 30)
    #expect(timers.nextInstant == second(32))
    #expect(timers.takeDue(at: second(32)) == [.init(control: 1, steps: -1)])
    tell(1, 1, 32)
    #expect(timers.takeDue(at: second(35)) == [.init(control: 0, steps: 1)])
    // The bank that opened at 32 s must discharge until 132 s.
    tell(-1, 1, 35)
    #expect(timers.nextInstant == second(65))
    tell(0, 1, 40)
    #expect(timers.nextInstant == second(132))
    tell(0, 0, 50)
    #expect(timers.nextInstant == nil)
  }

  @Test("Steps taken one by one with their delays end where the steady state is content")
  func stepping() throws {
    var solver = try MultiphasePowerFlowSolver(Self.regulated(band: 2, watts: 10_000))
    var timers = solver.controlTimers
    var instant = Instant(seconds: 0)
    var actions: [Int64] = []
    while actions.count < 100 {
      #expect(solver.solve().converged)
      timers.update(solver.wantedSteps().span, at: instant)
      guard let next = timers.nextInstant else { break }
      instant = next
      for action in timers.takeDue(at: instant) { solver.move(action.control, by: action.steps) }
      actions.append(instant.secondsRoundedDown)
    }
    #expect(actions.prefix(3) == [15, 17, 19])
    #expect(solver.wantedSteps() == [0])
  }
}
