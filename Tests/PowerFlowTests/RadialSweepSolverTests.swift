import PowerFlow
import Quantities
import Testing

/// What can be calculated by hand, and what the interface promises.
struct RadialSweepSolverTests {
  /// Solves one load of constant power at the second of two buses in closed form:
  /// |V|² is the larger root of x² + (2(rp + xq) − 1)x + |z|²|s|² = 0.
  private static func exactVoltage(_ r: Double, _ x: Double, _ p: Double, _ q: Double) -> Double {
    let half = (r * p + x * q) - 0.5
    return (-half + (half * half - (r * r + x * x) * (p * p + q * q)).squareRoot()).squareRoot()
  }

  @Test("Two buses give the root of the quadratic equation", arguments: [-20e3, 0, 5e3, 30e3])
  func twoBuses(load: Double) throws {
    var solver = try RadialSweepSolver(SmallNetwork.twoBuses())
    let outcome = solver.solve(
      activePowerWatts: [0, -load].span, reactivePowerVar: [0, -load / 3].span)
    #expect(outcome.converged)
    let base = 400.0 * 400.0
    let expected = Self.exactVoltage(0.1 / base, 0.05 / base, load, load / 3)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - expected) < 1e-10)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 0) == 1)
    let loss = 0.1 / base * (load * load + load * load / 9) / (expected * expected)
    #expect(abs(solver.totalLossWatts - loss) < 1e-4)
    #expect(abs(solver.sourceActivePowerWatts - load - loss) < 1e-4)
  }

  @Test("Just below collapse it converges to the root, just above it does not")
  func collapse() throws {
    // With q = 0 and x = 0 the power is at most V² / 4r.
    let limit = 400.0 * 400 / 0.4
    var solver = try RadialSweepSolver(
      SmallNetwork.twoBuses(0.1, 0), maximumIterations: 5000)
    let below = solver.solve(
      activePowerWatts: [0, -0.999 * limit].span, reactivePowerVar: [0, 0].span)
    #expect(below.converged)
    let expected = Self.exactVoltage(0.1 / 160_000, 0, 0.999 * limit, 0)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - expected) < 1e-9)
    let above = solver.solve(
      activePowerWatts: [0, -1.001 * limit].span, reactivePowerVar: [0, 0].span)
    #expect(!above.converged)
    #expect(above.worstBus == 1)
    #expect(above.mismatchVoltAmperes > 1e-4 * limit)
  }

  @Test("After a failure the next solution starts afresh and is as good as ever")
  func recovery() throws {
    var solver = try RadialSweepSolver(SmallNetwork.twoBuses())
    let fresh = solver.solve(activePowerWatts: [0, -5e3].span, reactivePowerVar: [0, 0].span)
    let voltage = solver.voltageMagnitudePerUnit(ofBus: 1)
    for bad in [-1e9, -.infinity, .nan, -.greatestFiniteMagnitude] {
      let outcome = solver.solve(activePowerWatts: [0, bad].span, reactivePowerVar: [0, 0].span)
      #expect(!outcome.converged)
      #expect(!solver.isSolved)
      #expect(solver.voltageMagnitudePerUnit(ofBus: 1).isNaN)
      if !bad.isFinite {
        #expect(outcome.worstBus == 1)
        #expect(outcome.mismatchVoltAmperes == .infinity)
      }
      let again = solver.solve(activePowerWatts: [0, -5e3].span, reactivePowerVar: [0, 0].span)
      #expect(again == fresh)
      #expect(solver.voltageMagnitudePerUnit(ofBus: 1) == voltage)
    }
  }

  @Test("A warm start takes fewer iterations and finds the same voltage")
  func warmStart() throws {
    var solver = try RadialSweepSolver(SmallNetwork.twoBuses())
    let cold = solver.solve(activePowerWatts: [0, -30e3].span, reactivePowerVar: [0, 0].span)
    let voltage = solver.voltageMagnitudePerUnit(ofBus: 1)
    let warm = solver.solve(activePowerWatts: [0, -30e3].span, reactivePowerVar: [0, 0].span)
    #expect(warm.iterations < cold.iterations)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - voltage) < 1e-10)
    solver.resetToFlatStart()
    #expect(solver.voltageMagnitudePerUnit(ofBus: 1).isNaN)
    let reset = solver.solve(activePowerWatts: [0, -30e3].span, reactivePowerVar: [0, 0].span)
    #expect(reset == cold)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 1) == voltage)
  }

  @Test("A load of constant impedance divides the voltage as two impedances do")
  func constantImpedance() throws {
    var solver = try RadialSweepSolver(SmallNetwork.twoBuses(0.1, 0))
    solver.setConstantImpedanceInjections(
      activePowerWatts: [0, -16_000].span, reactivePowerVar: [0, 0].span)
    _ = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    // 16 kW at 400 V are 10 Ω.
    let voltage = 10 / 10.1
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - voltage) < 1e-10)
    #expect(abs(solver.sourceActivePowerWatts - 160_000 / 10.1) < 1e-4)
  }

  @Test("A load of constant current draws the same current at any voltage")
  func constantCurrent() throws {
    var solver = try RadialSweepSolver(SmallNetwork.twoBuses(0.1, 0))
    solver.setConstantCurrentInjections(
      activePowerWatts: [0, -16_000].span, reactivePowerVar: [0, 0].span)
    _ = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    solver.computeBranchFlows()
    let amperes = 16_000 / (400 * 3.0.squareRoot())
    #expect(abs(solver.branchFlows.currentToAmperes[0] - amperes) < 1e-7)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - (1 - 0.1 * 16_000 / 160_000)) < 1e-10)
    #expect(abs(solver.branchFlows.loading[0] - amperes / 100) < 1e-9)
    solver.setConstantCurrentInjections(
      activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    _ = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 1) == 1)
  }

  @Test("The impedance of a source drops voltage like a line, and its loss is not the network's")
  func sourceImpedance() throws {
    var network = SmallNetwork.twoBuses(0.1, 0.05)
    network.sources[0].resistanceOhm = 0.02
    network.sources[0].reactanceOhm = 0.03
    var solver = try RadialSweepSolver(network)
    var longer = try RadialSweepSolver(SmallNetwork.twoBuses(0.12, 0.08))
    _ = solver.solve(activePowerWatts: [0, -9e3].span, reactivePowerVar: [0, -2e3].span)
    _ = longer.solve(activePowerWatts: [0, -9e3].span, reactivePowerVar: [0, -2e3].span)
    let difference =
      solver.voltageMagnitudePerUnit(ofBus: 1) - longer.voltageMagnitudePerUnit(ofBus: 1)
    #expect(abs(difference) < 1e-10)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 0) < 1)
    #expect(abs(solver.sourceActivePowerWatts - 9e3 - solver.totalLossWatts) < 1e-4)
    #expect(solver.totalLossWatts < longer.totalLossWatts)
  }

  @Test("A transformer without load takes its iron loss and shows its ratio and shift")
  func transformerNoLoad() throws {
    var solver = try RadialSweepSolver(SmallNetwork.withTransformer())
    let outcome = solver.solve(activePowerWatts: [0, 0].span, reactivePowerVar: [0, 0].span)
    #expect(outcome.converged)
    // 20 kV · 1.02 / 49 on the low side; the drop of the magnetising current is about 2e-5.
    let low = 20_000 * 1.02 / 49 / 400
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - low) < 1e-4)
    #expect(abs(solver.voltageAngleDegrees(ofBus: 1) - (10 - 150)) < 0.01)
    #expect(abs(solver.voltageAngleDegrees(ofBus: 0) - 10) < 1e-12)
    let loss = 2875e-6 * low * low * 400 * 400
    #expect(abs(solver.totalLossWatts - loss) < 0.01 * loss)
  }

  @Test("One bus alone is a network: the source feeds what is there")
  func oneBus() throws {
    let network = Network(
      buses: [Bus(name: "a", nominalVoltage: Voltage(volts: 400))],
      sources: [Source(name: "grid", bus: 0, voltagePerUnit: 1.05)])
    var solver = try RadialSweepSolver(network)
    #expect(solver.solve(activePowerWatts: [-7].span, reactivePowerVar: [2].span).converged)
    #expect(abs(solver.sourceActivePowerWatts - 7) < 1e-12)
    #expect(abs(solver.sourceReactivePowerVar + 2) < 1e-12)
    #expect(solver.totalLossWatts == 0)
    solver.computeBranchFlows()
    #expect(solver.branchFlows.lossWatts.isEmpty)
  }
}
