import ComplexModule
import PowerFlow
import Quantities
import RealModule
import TestSupport
import Testing

/// Small multiphase networks whose results are known, and those that cannot be solved.
struct MultiphaseSolverTests {
  @Test("One phase with a load of constant power has the voltage of the quadratic equation")
  func quadratic() throws {
    let network = SmallMultiphaseNetwork.feeder(loads: [
      SmallMultiphaseNetwork.load(conductors: [2], watts: 5000)
    ])
    // |V|⁴ + (2·(P·R) − E²)·|V|² + P²·(R² + X²) = 0, with Q = 0
    let half = (230.0 * 230 - 2 * 5000 * 0.1) / 2
    let expected = (half + (half * half - 25e6 * 0.02).squareRoot()).squareRoot()
    for method in [MultiphaseMethod.automatic, .currentInjection, .newtonRaphson] {
      var solver = try MultiphasePowerFlowSolver(network, method: method)
      #expect(solver.solve().converged)
      let node = try #require(solver.nodes.index(ofConductor: 2, atBus: 1))
      #expect(abs(solver.voltage(ofNode: node).length - expected) < 1e-7)
      #expect(abs(solver.solution.lines[0].ends[0].currents[1].length - 5000 / expected) < 1e-6)
      let loading = try #require(solver.solution.lines[0].loading)
      #expect(abs(loading - 5000 / expected / 100) < 1e-8)
    }
  }

  @Test("Beyond collapse no numbers are given, and the next solution is right again")
  func collapse() throws {
    let network = SmallMultiphaseNetwork.feeder(loads: [
      SmallMultiphaseNetwork.load(watts: 300_000)
    ])
    var solver = try MultiphasePowerFlowSolver(network)
    let outcome = solver.solve()
    #expect(!outcome.converged)
    #expect(outcome.mismatchVoltAmperes > 1000)
    #expect(outcome.worstBus == 1)
    #expect(solver.voltage(ofNode: 3).real.isNaN)
    #expect(solver.voltageMagnitudePerUnit(ofNode: 3).isNaN)
    #expect(solver.lossWatts.isNaN)
    #expect(solver.solution.loss.real.isNaN)
    let small = [1000.0]
    let zero = [0.0]
    #expect(solver.solve(activePowerWatts: small.span, reactivePowerVar: zero.span).converged)
    #expect(solver.voltageMagnitudePerUnit(ofNode: 3) > 0.99)
  }

  @Test("Newton's method goes to within a thousandth of the collapse")
  func nearCollapse() throws {
    // Largest power over R + j·X with unity power factor: E² / (2·(R + |Z|)).
    let most = 230.0 * 230 / (2 * (0.1 + 0.02.squareRoot()))
    for share in [0.5, 0.9, 0.99, 0.999] {
      let network = SmallMultiphaseNetwork.feeder(loads: [
        SmallMultiphaseNetwork.load(watts: most * share)
      ])
      var solver = try MultiphasePowerFlowSolver(network)
      #expect(solver.solve().converged, "\(share)")
      let expected = 230.0 * 230 - 2 * most * share * 0.1
      let half = expected / 2
      let volts =
        (half + (half * half - most * share * most * share * 0.02).squareRoot()).squareRoot()
      let node = try #require(solver.nodes.index(ofConductor: 1, atBus: 1))
      #expect(abs(solver.voltage(ofNode: node).length - volts) < 1e-5)
    }
  }

  @Test("A window keeps power back, and the report counts it")
  func window() throws {
    let network = SmallMultiphaseNetwork.feeder(
      ohms: 0.5,
      loads: [
        SmallMultiphaseNetwork.load(
          watts: 15_000, window: VoltageWindow(minimum: 0.95, maximum: 1.05))
      ])
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.solve().converged)
    let load = solver.solution.loads[0]
    #expect(load.isOutsideWindow)
    #expect(abs(load.power.real + load.unservedWatts - 15_000) < 1e-3)
    #expect(load.unservedWatts > 1000)
    let ratio = load.voltagesPerUnitOfRating[0]
    #expect(ratio < 0.95 && ratio > 0.5)
    let current = 0.5 + (1 / 0.95 - 0.5) * (ratio - 0.5) / (0.95 - 0.5)
    #expect(abs(load.power.real - 15_000 * current * ratio) < 1e-3)
  }

  @Test("Voltages of one sequence have no unbalance, and a missing phase has a third")
  func unbalance() throws {
    var solver = try MultiphasePowerFlowSolver(SmallMultiphaseNetwork.feeder())
    #expect(solver.solve().converged)
    #expect(try #require(solver.solution.unbalancePercent[0]) < 1e-10)
    // Half of one phase: positive sequence (1 + 1 + 0.5)/3, negative |0.5 − 1|/3.
    var network = SmallMultiphaseNetwork.feeder()
    network.sources[0].voltages[0] *= Phasor(0.5)
    var other = try MultiphasePowerFlowSolver(network)
    #expect(other.solve().converged)
    let percent = try #require(other.solution.unbalancePercent[1])
    #expect(abs(percent - 100 * 0.5 / 2.5) < 1e-9)
  }

  struct Impossible: Sendable {
    let part: String
    let network: MultiphaseNetwork
  }

  static let impossible: [Impossible] = {
    let good = SmallMultiphaseNetwork.feeder(loads: [SmallMultiphaseNetwork.load(watts: 1000)])
    var island = good
    island.lines[0].isInService = false
    var noSource = good
    noSource.sources = []
    var conductor = good
    conductor.loads[0].terminal.conductors = [4]
    var delta = good
    delta.loads[0].connection = .delta
    var twice = good
    twice.loads[0].terminal.conductors = [1, 1]
    twice.loads[0].connection = .delta
    var power = good
    power.loads[0].activePowerWatts = .nan
    var singular = good
    singular.lines[0].impedance[0, 0] = .zero
    var sources = good
    sources.sources.append(good.sources[0])
    sources.sources[1].name = "other"
    sources.sources[1].voltages[1] *= Phasor(1.02)
    var stray = good
    stray.loads[0].terminal.bus = 7
    var window = good
    window.loads[0].voltageWindow = VoltageWindow(minimum: 1.1, maximum: 0.9)
    var holder = good
    holder.generators = [
      MultiphaseGenerator(
        name: "G", terminal: Terminal(bus: 1, conductors: [1]), phaseCount: 1, ratedVolts: 230,
        activePowerWatts: 0, reactivePowerVar: 0,
        control: .voltage(perUnit: 1, reactiveLimitsVar: -1...1))
    ]
    var voltage = good
    voltage.sources[0].voltages = voltage.sources[0].voltages.map { $0 * Phasor(100) }
    let floating = deltaStation(antifloat: 0)
    var ratio = deltaStation(antifloat: 1)
    ratio.transformers[0].windings[1].ratedVolts = 20_000
    var clock = deltaStation(antifloat: 1)
    clock.transformers[0].windings[1].clock = 1
    var leakage = deltaStation(antifloat: 1)
    leakage.transformers[0].reactancesPerUnit = [0]
    leakage.transformers[0].windings[0].resistancePerUnit = 0
    leakage.transformers[0].windings[1].resistancePerUnit = 0
    return [
      Impossible(part: "a bus has no connection to the source: 'b'", network: island),
      Impossible(part: "has no source", network: noSource),
      Impossible(
        part: "the load 'load' refers to conductor 4 of the bus 'b'", network: conductor),
      Impossible(part: "the load 'load' has one phase in delta", network: delta),
      Impossible(part: "the load 'load' has a phase that starts where it ends", network: twice),
      Impossible(part: "the load 'load' has a power that is not a finite", network: power),
      Impossible(part: "the line 'line' has series impedances without", network: singular),
      Impossible(part: "the source 'other' and another source hold different", network: sources),
      Impossible(part: "the load 'load' refers to bus number 7", network: stray),
      Impossible(part: "the load 'load' keeps to its model between 1.1", network: window),
      Impossible(part: "the generator 'G' holds a voltage", network: holder),
      Impossible(part: "the source 'grid' has 23000.0 V to ground", network: voltage),
      Impossible(part: "each of the nodes 'b.1', 'b.2', 'b.3' floats", network: floating),
      Impossible(part: "the transformer 'T' has the ratio", network: ratio),
      Impossible(
        part: "winding 2 of the transformer 'T' cannot have the clock 1", network: clock),
      Impossible(part: "the transformer 'T' has no leakage impedance", network: leakage),
    ]
  }()

  /// A transformer in delta on both sides, whose low side is grounded by nothing but reactors.
  static func deltaStation(antifloat: Double) -> MultiphaseNetwork {
    let windings = [0, 1].map { bus in
      Winding(
        terminal: Terminal(bus: bus, conductors: [1, 2, 3]), connection: .delta,
        ratedVolts: 398.4, ratedVoltAmperes: 50_000, resistancePerUnit: 0.01)
    }
    var network = SmallMultiphaseNetwork.feeder()
    network.lines = []
    network.transformers = [
      MultiphaseTransformer(
        name: "T", windings: windings, reactancesPerUnit: [0.04],
        antifloatPartsPerMillion: antifloat)
    ]
    return network
  }

  @Test("What cannot be solved is named before it is tried", arguments: impossible)
  func refused(_ case: Impossible) {
    let error = #expect(throws: NetworkError.self) {
      do {
        _ = try MultiphasePowerFlowSolver(`case`.network)
      } catch {
        throw error
      }
    }
    let text = error?.description ?? ""
    #expect(text.contains(`case`.part), "\(text)")
  }

  @Test("A neutral that only loads join to the ground is held by them")
  func neutral() throws {
    let loads = [
      SmallMultiphaseNetwork.load(
        "one", conductors: [1, 4], watts: 1000, model: .constantImpedance),
      SmallMultiphaseNetwork.load(
        "two", conductors: [2, 4], watts: 1000, model: .constantImpedance),
      SmallMultiphaseNetwork.load(
        "three", conductors: [3, 4], watts: 500, model: .constantImpedance),
    ]
    let network = SmallMultiphaseNetwork.feeder(
      ohms: 1e-9, conductors: [1, 2, 3, 4], loads: loads)
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.solve().converged)
    // The star point of three conductances: the mean of the phase voltages, weighted by them.
    let third = Phasor(length: 230, phase: 2 * .pi / 3)
    let expected = third * Phasor(-0.5 / 2.5)
    let node = try #require(solver.nodes.index(ofConductor: 4, atBus: 1))
    #expect((solver.voltage(ofNode: node) - expected).length < 1e-4)
  }

  @Test("Odd values of a network end with a result or an error", arguments: 0..<40 as Range<UInt64>)
  func oddValues(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let odd = [0, -1, 1e-300, 1e300, .nan, .infinity, -1e9, 1e-9, 3.7]
    for _ in 0..<20 {
      var network = RandomMultiphaseNetwork(seed: seed).network
      func value() -> Double { odd.randomElement(using: &random) ?? 0 }
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0 where !network.loads.isEmpty: network.loads[0].activePowerWatts = value()
        case 1 where !network.loads.isEmpty: network.loads[0].ratedVolts = value()
        case 2: network.lines[0].impedance[0, 0] = Phasor(value(), value())
        case 3: network.transformers[0].windings[1].ratedVolts = value()
        case 4: network.transformers[0].reactancesPerUnit[0] = value()
        case 5: network.transformers[0].windings[0].tap = value()
        case 6: network.sources[0].voltages[0] = Phasor(value(), value())
        default:
          network.transformers[0].windings[0].clock = Int.random(in: -30...30, using: &random)
        }
      }
      do {
        var solver = try MultiphasePowerFlowSolver(network, maximumIterations: 30)
        let outcome = solver.solve()
        #expect(outcome.converged == solver.solution.loss.real.isFinite)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
