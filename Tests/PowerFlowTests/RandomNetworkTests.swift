import PowerFlow
import Quantities
import Testing

/// Properties of any radial network, checked on random ones against the nodal equations in SI units,
/// which share nothing with the solver's own scaling.
struct RandomNetworkTests {
  @Test("The voltages fulfil the nodal equations of the π models", arguments: 0..<100)
  func nodalEquations(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    var solver = try RadialSweepSolver(sample.network)
    let outcome = sample.solve(&solver)
    #expect(outcome.converged)

    let count = sample.network.buses.count
    let volts = (0..<count).map { bus in
      Complex(
        magnitude: solver.voltageMagnitudePerUnit(ofBus: bus)
          * sample.network.buses[bus].nominalVoltage.volts,
        degrees: solver.voltageAngleDegrees(ofBus: bus))
    }
    let leaving = sample.powersIntoBranches(volts)
    for bus in 0..<count {
      var expected = sample.injection(
        at: bus, perUnit: solver.voltageMagnitudePerUnit(ofBus: bus))
      if bus == sample.network.sources[0].bus {
        expected =
          expected
          + Complex(
            solver.sourceActivePowerWatts, solver.sourceReactivePowerVar)
      }
      // Short lines turn the rounding of a voltage into watts.
      #expect((leaving[bus] - expected).magnitude < 1e-3, "bus \(bus)")
    }
  }

  @Test("Sources and injections cover losses and shunts, and flows add up", arguments: 0..<100)
  func energyBalance(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    var solver = try RadialSweepSolver(sample.network)
    _ = sample.solve(&solver)
    solver.computeBranchFlows()
    let flows = solver.branchFlows
    let total = (0..<sample.network.buses.count).reduce(Complex(0, 0)) { sum, bus in
      sum + sample.injection(at: bus, perUnit: solver.voltageMagnitudePerUnit(ofBus: bus))
    }
    let loss = solver.totalLossWatts
    #expect(abs(solver.sourceActivePowerWatts + total.real - loss) < 1e-4)
    #expect(abs(flows.lossWatts.reduce(0, +) - loss) < 1e-9 * loss)
    for branch in 0..<solver.branchCount {
      let sum = flows.activePowerFromWatts[branch] + flows.activePowerToWatts[branch]
      #expect(abs(sum - flows.lossWatts[branch]) < 1e-5)
    }
  }

  @Test(
    "The order in which a network lists its parts does not change its solution", arguments: 0..<30)
  func order(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    var turned = sample.network
    turned.lines.reverse()
    turned.transformers.reverse()
    var first = try RadialSweepSolver(sample.network)
    var second = try RadialSweepSolver(turned)
    #expect(sample.solve(&first).converged && sample.solve(&second).converged)
    for bus in sample.network.buses.indices {
      let difference =
        first.voltageMagnitudePerUnit(ofBus: bus) - second.voltageMagnitudePerUnit(ofBus: bus)
      #expect(abs(difference) < 2e-10)
    }
  }

  @Test("A copy of a solver goes its own way")
  func copies() throws {
    let sample = RandomNetwork(seed: 5)
    var solver = try RadialSweepSolver(sample.network)
    _ = sample.solve(&solver)
    let before = solver.voltageMagnitudePerUnit(ofBus: 1)
    var copy = solver
    let zeros = [Double](repeating: 0, count: copy.busCount)
    _ = copy.solve(activePowerWatts: zeros.span, reactivePowerVar: zeros.span)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 1) == before)
  }
}
