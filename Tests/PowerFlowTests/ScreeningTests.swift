import PowerFlow
import Quantities
import TestSupport
import Testing

struct LinearDistFlowTests {
  @Test("One line drops 2·(r·P + x·Q) of the square of the voltage")
  func oneLine() throws {
    var estimate = try LinearDistFlow(SmallNetwork.twoBuses(0.1, 0.05))
    estimate.solve(activePowerWatts: [0, -30e3].span, reactivePowerVar: [0, -10e3].span)
    let expected = (1 - 2 * (0.1 * 30e3 + 0.05 * 10e3) / 160_000).squareRoot()
    #expect(abs(estimate.voltageMagnitudePerUnit(ofBus: 1) - expected) < 1e-15)
    #expect(estimate.voltageMagnitudePerUnit(ofBus: 0) == 1)
    #expect(estimate.arrivingPower(atBus: 1).activePowerWatts == 30e3)
    #expect(estimate.arrivingPower(atBus: 0).reactivePowerVar == 10e3)
    let loss = 0.1 / 160_000 * (30e3 * 30e3 + 10e3 * 10e3) / (expected * expected)
    #expect(abs(estimate.totalLossWatts - loss) < 1e-9)
  }

  @Test("At a thousandth of the load it errs by a millionth of the drop", arguments: 0..<30)
  func smallLoads(seed: Int) throws {
    let sample = RadialReductionTests.Sample(seed: UInt64(seed))
    var network = sample.network
    // What depends on the voltage is taken at the source's: leave it out.
    network.shunts = []
    for line in network.lines.indices { network.lines[line].chargingMicrosiemens = 0 }
    for index in network.transformers.indices {
      network.transformers[index].conductanceMicrosiemens = 0
      network.transformers[index].susceptanceMicrosiemens = 0
    }
    var estimate = try LinearDistFlow(network)
    var solver = try RadialSweepSolver(network, tolerancePerUnit: 1e-12)
    for scale in [1.0, 0.001] {
      let active = sample.active.map { $0 * scale }
      let reactive = sample.reactive.map { $0 * scale }
      estimate.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      #expect(outcome.converged)
      var magnitudes = [Double](repeating: 0, count: network.buses.count)
      var span = magnitudes.mutableSpan
      estimate.copyVoltageMagnitudes(into: &span)
      for bus in network.buses.indices {
        let difference = magnitudes[bus] - solver.voltageMagnitudePerUnit(ofBus: bus)
        #expect(abs(difference) < 2e-3 * scale * scale + 1e-11)
        #expect(difference > -1e-11, "losses only lower the voltage when they are left out")
      }
    }
  }
}

struct SensitivityTests {
  /// A solver of a random network with all kinds of injections, and what it was asked for.
  private struct Case {
    let sample: RandomNetwork
    var solver: RadialSweepSolver
    let powers: [Complex]

    init(seed: Int, _ injectionBuses: [Int]? = nil) throws {
      sample = RandomNetwork(seed: UInt64(seed))
      powers = sample.powers[.constantPower] ?? []
      var network = sample.network
      network.sources[0].resistanceOhm = 0.01
      network.sources[0].reactanceOhm = 0.02
      solver = try RadialSweepSolver(
        network, injectionBuses: injectionBuses, tolerancePerUnit: 1e-12)
      let current = sample.powers[.constantCurrent] ?? []
      let impedance = sample.powers[.constantImpedance] ?? []
      let currentActive = current.map(\.real)
      let currentReactive = current.map(\.imaginary)
      solver.setConstantCurrentInjections(
        activePowerWatts: currentActive.span, reactivePowerVar: currentReactive.span)
      let impedanceActive = impedance.map(\.real)
      let impedanceReactive = impedance.map(\.imaginary)
      solver.setConstantImpedanceInjections(
        activePowerWatts: impedanceActive.span, reactivePowerVar: impedanceReactive.span)
      solver.setExponentialInjections([
        ExponentialInjection(
          bus: 1, activePowerWatts: -800, reactivePowerVar: -300, activeExponent: 1.4,
          reactiveExponent: 3.1)
      ])
    }

    mutating func solve(adding change: Complex, atBus bus: Int) -> PowerFlowOutcome {
      var active = powers.map(\.real)
      var reactive = powers.map(\.imaginary)
      active[bus] += change.real
      reactive[bus] += change.imaginary
      return solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
  }

  @Test("Derivatives of losses and voltages are those of finite differences", arguments: 0..<25)
  func finiteDifferences(seed: Int) throws {
    var load = try Case(seed: seed)
    let buses = Array(load.sample.network.buses.indices)
    #expect(load.solver.lossSensitivities(toInjectionsAt: buses) == nil)
    #expect(load.solve(adding: Complex(0, 0), atBus: 0).converged)
    let losses = try #require(load.solver.lossSensitivities(toInjectionsAt: buses))
    let observed = [0, buses.count / 2, buses.count - 1]
    let voltages = try #require(
      load.solver.voltageSensitivities(ofBuses: observed, toInjectionsAt: buses))
    let single = try #require(
      load.solver.voltageSensitivities(ofBus: observed[1], toInjectionsAt: buses))
    #expect(single.activePower == voltages[1].activePower)
    let step = 20.0
    for bus in buses {
      for isActive in [true, false] {
        var loss = 0.0
        var magnitudes = observed.map { _ in 0.0 }
        for sign in [1.0, -1] {
          let change = isActive ? Complex(sign * step, 0) : Complex(0, sign * step)
          #expect(load.solve(adding: change, atBus: bus).converged)
          loss += sign * load.solver.totalLossWatts / (2 * step)
          for (index, other) in observed.enumerated() {
            magnitudes[index] +=
              sign * load.solver.voltageMagnitudePerUnit(ofBus: other) / (2 * step)
          }
        }
        let expected = isActive ? losses.activePower[bus] : losses.reactivePower[bus]
        #expect(abs(loss - expected) < 1e-6)
        for index in observed.indices {
          let derivatives = isActive ? voltages[index].activePower : voltages[index].reactivePower
          #expect(abs(magnitudes[index] - derivatives[bus]) < 1e-12)
        }
      }
    }
  }

  @Test("Buses that were removed from the equations have sensitivities too")
  func removedBuses() throws {
    let sample = RadialReductionTests.Sample(seed: 6)
    let buses = Array(sample.network.buses.indices)
    var reduced = try RadialSweepSolver(
      sample.network, injectionBuses: sample.injectionBuses, tolerancePerUnit: 1e-12)
    var whole = try RadialSweepSolver(
      sample.network, injectionBuses: buses, tolerancePerUnit: 1e-12)
    #expect(sample.solve(&reduced).converged && sample.solve(&whole).converged)
    let first = try #require(reduced.lossSensitivities(toInjectionsAt: buses))
    let second = try #require(whole.lossSensitivities(toInjectionsAt: buses))
    for bus in buses {
      #expect(abs(first.activePower[bus] - second.activePower[bus]) < 1e-9)
      #expect(abs(first.reactivePower[bus] - second.reactivePower[bus]) < 1e-9)
    }
  }
}
