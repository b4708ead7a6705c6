import PowerFlow
import Testing

/// Published networks, solved by the general solvers, against solutions of pandapower and
/// power-grid-model.
struct GeneralReferenceCaseTests {
  static let available = ReferenceCaseTests.available

  static func check(_ solver: inout some BalancedSolver, _ name: String) throws {
    let network = try CaseFiles.network(name)
    let reference = try ReferenceSolution(named: name)
    let outcome = solveNominally(&solver, network)
    #expect(outcome.converged)
    for row in reference.buses {
      guard let bus = network.busIndex(named: row.id) else { continue }
      let magnitude = solver.voltageMagnitudePerUnit(ofBus: bus)
      let turn = (solver.voltageAngleDegrees(ofBus: bus) - row.vaDeg).remainder(dividingBy: 360)
      #expect(abs(magnitude - row.vmPu) <= 1e-10)
      #expect(abs(turn) <= 1e-8)
    }
    let loss = reference.totalLossKw
    #expect(abs(solver.totalLossWatts / 1000 - loss) <= 1e-8 * loss)
  }

  @Test(
    "Newton agrees with other programs within 1e-10 per unit",
    .enabled(if: !available.isEmpty, "the reference cases are not beside the package"),
    arguments: available)
  func newton(name: String) throws {
    var solver = try NewtonRaphsonSolver(CaseFiles.network(name), tolerancePerUnit: 1e-11)
    try Self.check(&solver, name)
  }

  @Test(
    "Current injection agrees with other programs within 1e-10 per unit",
    .enabled(if: !available.isEmpty, "the reference cases are not beside the package"),
    arguments: available)
  func currentInjection(name: String) throws {
    var solver = try CurrentInjectionSolver(CaseFiles.network(name), tolerancePerUnit: 1e-11)
    try Self.check(&solver, name)
  }
}

/// Solves for the loads and generators as the network describes them.
func solveNominally(_ solver: inout some BalancedSolver, _ network: Network) -> PowerFlowOutcome {
  let currents = network.nominalInjections(of: .constantCurrent)
  solver.setConstantCurrentInjections(
    activePowerWatts: currents.activePowerWatts.span,
    reactivePowerVar: currents.reactivePowerVar.span)
  let impedances = network.nominalInjections(of: .constantImpedance)
  solver.setConstantImpedanceInjections(
    activePowerWatts: impedances.activePowerWatts.span,
    reactivePowerVar: impedances.reactivePowerVar.span)
  let (active, reactive) = network.nominalInjections()
  return solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
}
