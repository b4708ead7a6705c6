import ComplexModule
import PowerFlow
import Quantities
import RealModule
import TestSupport
import Testing

/// Random radial networks, by the sweep and by the general solver.
struct PhaseSweepRandomTests {
  @Test("The sweep agrees with Newton's method on random networks", arguments: 0..<200)
  func agreement(seed: Int) throws {
    let network = RandomPhaseNetwork(seed: seed).network
    var newton = try MultiphasePowerFlowSolver(
      network, method: .newtonRaphson, tolerancePerUnit: 1e-11)
    #expect(newton.solve().converged)
    var solver = try MultiphaseSweepSolver(network, tolerancePerUnit: 1e-12)
    let outcome = solver.solve()
    #expect(outcome.converged)
    #expect(outcome.mismatchVoltAmperes < 1e-4)
    let expected = newton.voltages
    for (node, voltage) in solver.voltages.enumerated() {
      let base = network.buses[solver.nodes.buses[node]].nominalPhaseVoltage.volts
      let difference = (voltage - expected[node]).length / base
      #expect(difference < 1e-9, "node \(solver.nodes.name(of: node))")
    }
    let solution = newton.solution
    let size = network.loads.reduce(1) { $0 + abs($1.activePowerWatts) }
    #expect(abs(solver.lossWatts - solution.loss.real) < 1e-7 * size)
    #expect(abs(solver.sourceActivePowerWatts - solution.sourcePower.real) < 1e-7 * size)
    #expect(abs(solver.sourceReactivePowerVar - solution.sourcePower.imaginary) < 1e-7 * size)
  }

  @Test("A batch agrees with cases one by one on random networks", arguments: 0..<40)
  func batch(seed: Int) throws {
    let network = RandomPhaseNetwork(seed: seed).network
    var random = TestGenerator(seed: seed)
    var solver = try MultiphaseSweepSolver(network, tolerancePerUnit: 1e-12)
    let batch = try MultiphaseBatchSolver(network, tolerancePerUnit: 1e-12)
    let count = batch.powerCount
    let nominal =
      network.loads.map(\.activePowerWatts) + network.generators.map(\.activePowerWatts)
    var active: [Double] = []
    var reactive: [Double] = []
    for _ in 0..<11 {
      for power in nominal {
        active.append(power * Double.random(in: 0...1.5, using: &random))
        reactive.append(power * Double.random(in: -0.2...0.5, using: &random))
      }
    }
    let result = batch.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    #expect(result.caseCount == 11)
    for loadCase in 0..<11 {
      let row = loadCase * count..<(loadCase + 1) * count
      let outcome = solver.solve(
        activePowerWatts: active.span.extracting(row),
        reactivePowerVar: reactive.span.extracting(row))
      #expect(outcome.converged && result.outcomes[loadCase].converged)
      for node in 0..<solver.nodes.count {
        let difference =
          result.voltageMagnitudePerUnit(ofNode: node, inCase: loadCase)
          - solver.voltageMagnitudePerUnit(ofNode: node)
        #expect(abs(difference) < 1e-11)
      }
      #expect(abs(result.totalLossWatts[loadCase] - solver.lossWatts) < 1e-5)
      let source = result.sourceActivePowerWatts[loadCase]
      #expect(abs(source - solver.sourceActivePowerWatts) < 1e-5)
    }
  }
}
