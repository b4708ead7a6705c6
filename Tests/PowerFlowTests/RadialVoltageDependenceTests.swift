import Foundation
import PowerFlow
import Testing

struct RadialVoltageDependenceTests {
  private static func exponential(
    _ sample: RandomNetwork, _ kind: VoltageDependence, _ exponent: Double
  ) -> [ExponentialInjection] {
    (sample.powers[kind] ?? []).enumerated().map { bus, power in
      ExponentialInjection(
        bus: bus, activePowerWatts: power.real, reactivePowerVar: power.imaginary,
        activeExponent: exponent, reactiveExponent: exponent)
    }
  }

  @Test("Exponents of 0, 1 and 2 are constant power, current and impedance", arguments: 0..<20)
  func wholeExponents(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    var reference = try RadialSweepSolver(sample.network)
    #expect(sample.solve(&reference).converged)
    var solver = try RadialSweepSolver(sample.network)
    solver.setExponentialInjections(
      Self.exponential(sample, .constantImpedance, 2)
        + Self.exponential(sample, .constantPower, 0)
        + Self.exponential(sample, .constantCurrent, 1))
    let zeros = [Double](repeating: 0, count: solver.busCount)
    #expect(solver.solve(activePowerWatts: zeros.span, reactivePowerVar: zeros.span).converged)
    for bus in 0..<solver.busCount {
      let difference =
        solver.voltageMagnitudePerUnit(ofBus: bus) - reference.voltageMagnitudePerUnit(ofBus: bus)
      #expect(abs(difference) < 1e-9)
    }
  }

  @Test("Active and reactive power follow exponents of their own")
  func brokenExponents() throws {
    var network = SmallNetwork.twoBuses()
    network.sources[0].voltagePerUnit = 1.04
    var solver = try RadialSweepSolver(network, tolerancePerUnit: 1e-12)
    solver.setExponentialInjections([
      ExponentialInjection(
        bus: 1, activePowerWatts: -20e3, reactivePowerVar: -8e3, activeExponent: 1.38,
        reactiveExponent: 3.22)
    ])
    let outcome = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    #expect(outcome.converged)
    let voltage = solver.voltageMagnitudePerUnit(ofBus: 1)
    #expect(voltage < 1.03)
    solver.computeBranchFlows()
    #expect(abs(solver.branchFlows.activePowerToWatts[0] + 20e3 * pow(voltage, 1.38)) < 1e-6)
    #expect(abs(solver.branchFlows.reactivePowerToVar[0] + 8e3 * pow(voltage, 3.22)) < 1e-6)
    solver.setExponentialInjections([])
    _ = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - 1.04) < 1e-12)
  }
}
