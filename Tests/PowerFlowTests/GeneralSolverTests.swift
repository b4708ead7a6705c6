import PowerFlow
import Testing

/// Meshed networks, several sources and generators that hold voltages, against pandapower.
struct GeneralSolverTests {
  static let names = ["case30", "case57_limits", "cigre_mv_meshed", "case33_two_sources"]

  static func check(_ solver: inout some BalancedSolver, _ solved: SolvedNetwork) {
    let outcome = solveNominally(&solver, solved.network)
    #expect(outcome.converged)
    for bus in solved.network.buses.indices {
      let magnitude = solver.voltageMagnitudePerUnit(ofBus: bus)
      let turn = solver.voltageAngleDegrees(ofBus: bus) - solved.angles[bus]
      #expect(abs(magnitude - solved.magnitudes[bus]) <= 1e-10, "bus \(bus)")
      #expect(abs(turn.remainder(dividingBy: 360)) <= 1e-8, "bus \(bus)")
    }
    solver.computeBranchFlows()
    let flows = solver.branchFlows
    let size = solved.flows.map { abs($0[0]) + abs($0[1]) }.max() ?? 1
    for (branch, expected) in solved.flows.enumerated() {
      let found = [
        flows.activePowerFromWatts[branch], flows.reactivePowerFromVar[branch],
        flows.activePowerToWatts[branch], flows.reactivePowerToVar[branch],
      ]
      for (value, reference) in zip(found, expected) {
        #expect(abs(value - reference) <= 1e-8 * size, "branch \(branch)")
      }
    }
    #expect(abs(solver.totalLossWatts - solved.lossWatts) <= 1e-8 * size)
    for (source, power) in solved.sourcePowers.enumerated() {
      let found = solver.sourcePower(source)
      #expect(abs(found.activeWatts - power[0]) <= 1e-8 * size)
      #expect(abs(found.reactiveVar - power[1]) <= 1e-8 * size)
    }
    for (generator, power) in solved.generatorReactivePowers.enumerated() {
      let found = solver.generatorReactivePowerVar(generator) ?? .nan
      #expect(abs(found - power) <= 1e-8 * size)
    }
  }

  @Test("Newton agrees with pandapower in voltages, flows and powers", arguments: names)
  func newton(name: String) throws {
    let solved = try SolvedNetwork(named: name)
    var solver = try NewtonRaphsonSolver(solved.network, tolerancePerUnit: 1e-11)
    Self.check(&solver, solved)
  }

  @Test(
    "Current injection agrees with pandapower in voltages, flows and powers", arguments: names)
  func currentInjection(name: String) throws {
    let solved = try SolvedNetwork(named: name)
    var solver = try CurrentInjectionSolver(solved.network, tolerancePerUnit: 1e-11)
    Self.check(&solver, solved)
  }

  @Test("The automatic choice takes Newton for what is not radial", arguments: names)
  func automatic(name: String) throws {
    let solved = try SolvedNetwork(named: name)
    var solver = try PowerFlowSolver(solved.network, tolerancePerUnit: 1e-11)
    Self.check(&solver, solved)
    #expect(solver.lastMethod == .newtonRaphson)
  }
}
