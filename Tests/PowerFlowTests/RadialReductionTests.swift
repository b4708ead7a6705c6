import PowerFlow
import Quantities
import TestSupport
import Testing

/// Buses that are removed from the equations must be there in the results as if they had stayed.
struct RadialReductionTests {
  /// A random network with injections at a few buses only.
  struct Sample {
    let network: Network
    let active: [Double]
    let reactive: [Double]
    let injectionBuses: [Int]

    init(seed: UInt64) {
      let random = RandomNetwork(seed: seed)
      var generator = TestGenerator(seed: seed &+ 1000)
      var network = random.network
      for line in network.lines.indices where Int.random(in: 0..<6, using: &generator) == 0 {
        network.lines[line].resistanceOhm = 0
        network.lines[line].reactanceOhm = 0
        network.lines[line].chargingMicrosiemens *= Bool.random(using: &generator) ? 0 : 1
      }
      self.network = network
      let powers = random.powers[.constantPower] ?? []
      let chosen = powers.indices.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
      injectionBuses = chosen
      active = powers.indices.map { chosen.contains($0) ? 3 * powers[$0].real : 0 }
      reactive = powers.indices.map { chosen.contains($0) ? 3 * powers[$0].imaginary : 0 }
    }

    func solve(_ solver: inout RadialSweepSolver) -> PowerFlowOutcome {
      solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
  }

  @Test("Removed buses change neither voltages nor flows nor losses", arguments: 0..<200)
  func exact(seed: Int) throws {
    let sample = Sample(seed: UInt64(seed))
    let all = Array(sample.network.buses.indices)
    var reduced = try RadialSweepSolver(
      sample.network, injectionBuses: sample.injectionBuses, tolerancePerUnit: 1e-12)
    var whole = try RadialSweepSolver(
      sample.network, injectionBuses: all, tolerancePerUnit: 1e-12)
    #expect(whole.sweptBusCount == all.count)
    #expect(reduced.sweptBusCount <= 2 * sample.injectionBuses.count + 2)
    #expect(sample.solve(&reduced).converged && sample.solve(&whole).converged)
    for bus in all {
      let magnitude = reduced.voltageMagnitudePerUnit(ofBus: bus)
      #expect(abs(magnitude - whole.voltageMagnitudePerUnit(ofBus: bus)) < 1e-11)
      let angle = reduced.voltageAngleDegrees(ofBus: bus) - whole.voltageAngleDegrees(ofBus: bus)
      #expect(abs(angle.remainder(dividingBy: 360)) < 1e-9)
    }
    let size = sample.active.reduce(1000) { $0 + abs($1) }
    #expect(abs(reduced.totalLossWatts - whole.totalLossWatts) < 1e-9 * size)
    #expect(abs(reduced.sourceActivePowerWatts - whole.sourceActivePowerWatts) < 1e-9 * size)
    #expect(abs(reduced.sourceReactivePowerVar - whole.sourceReactivePowerVar) < 1e-9 * size)
    reduced.computeBranchFlows()
    whole.computeBranchFlows()
    for branch in 0..<reduced.branchCount {
      let first = columns(reduced.branchFlows, branch)
      let second = columns(whole.branchFlows, branch)
      for (left, right) in zip(first, second) { #expect(abs(left - right) < 1e-8 * size) }
    }
    let sum = reduced.branchFlows.lossWatts.reduce(0, +)
    #expect(abs(sum - reduced.totalLossWatts) < 1e-8 * size)
  }

  private func columns(_ flows: BranchFlows, _ branch: Int) -> [Double] {
    [
      flows.activePowerFromWatts[branch], flows.reactivePowerFromVar[branch],
      flows.activePowerToWatts[branch], flows.reactivePowerToVar[branch],
      flows.currentFromAmperes[branch], flows.currentToAmperes[branch], flows.lossWatts[branch],
    ]
  }

  @Test("An injection at a removed bus counts, and brings the bus back once", arguments: 0..<40)
  func unexpectedInjection(seed: Int) throws {
    let sample = Sample(seed: UInt64(seed))
    var surprised = try RadialSweepSolver(sample.network, injectionBuses: [])
    var whole = try RadialSweepSolver(
      sample.network, injectionBuses: Array(sample.network.buses.indices))
    #expect(sample.solve(&surprised).converged && sample.solve(&whole).converged)
    for bus in sample.network.buses.indices {
      let difference =
        surprised.voltageMagnitudePerUnit(ofBus: bus) - whole.voltageMagnitudePerUnit(ofBus: bus)
      #expect(abs(difference) < 1e-9)
    }
    let count = surprised.sweptBusCount
    #expect(sample.solve(&surprised).converged)
    #expect(surprised.sweptBusCount == count)
  }

  @Test("Injections that depend on the voltage bring their buses back too")
  func unexpectedDependence() throws {
    let sample = Sample(seed: 3)
    let zeros = sample.active.map { _ in 0.0 }
    var surprised = try RadialSweepSolver(sample.network, injectionBuses: [])
    var whole = try RadialSweepSolver(
      sample.network, injectionBuses: Array(sample.network.buses.indices))
    for set in [true, false] {
      for index in 0..<2 {
        var solver = index == 0 ? surprised : whole
        if set {
          solver.setConstantCurrentInjections(
            activePowerWatts: sample.active.span, reactivePowerVar: sample.reactive.span)
        } else {
          solver.setConstantImpedanceInjections(
            activePowerWatts: sample.active.span, reactivePowerVar: sample.reactive.span)
        }
        _ = solver.solve(activePowerWatts: zeros.span, reactivePowerVar: zeros.span)
        if index == 0 { surprised = solver } else { whole = solver }
      }
      for bus in sample.network.buses.indices {
        let difference =
          surprised.voltageMagnitudePerUnit(ofBus: bus) - whole.voltageMagnitudePerUnit(ofBus: bus)
        #expect(abs(difference) < 1e-9)
      }
    }
  }

  @Test("What is no number at a removed bus fails there, and is no longer asked for afterwards")
  func notANumber() throws {
    let sample = Sample(seed: 8)
    var solver = try RadialSweepSolver(sample.network, injectionBuses: sample.injectionBuses)
    let bus = try #require(
      sample.network.buses.indices.last { !sample.injectionBuses.contains($0) })
    var active = sample.active
    active[bus] = .nan
    let outcome = solver.solve(
      activePowerWatts: active.span, reactivePowerVar: sample.reactive.span)
    #expect(!outcome.converged && outcome.worstBus == bus)
    #expect(outcome.mismatchVoltAmperes == .infinity)
    #expect(sample.solve(&solver).converged)
  }

  @Test(
    "The European feeder of 907 buses has fewer than 120 in its equations",
    .enabled(if: CaseFiles.exists("eulv_balanced"), "no reference cases"))
  func europeanFeeder() throws {
    let solver = try RadialSweepSolver(try CaseFiles.network("eulv_balanced"))
    #expect(solver.sweptBusCount < 120)
  }
}
