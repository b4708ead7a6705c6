import ComplexModule
import Foundation
import PowerFlow
import RealModule
import Testing

/// The reference cases, solved with the taps that they state.
struct MultiphaseReferenceTests {
  @Test(
    "Voltages by current injection are those of the references",
    arguments: MultiphaseCases.all)
  func currentInjection(name: String) throws {
    let network = try MultiphaseCases.network(name)
    var solver = try MultiphasePowerFlowSolver(
      network, method: .currentInjection, maximumIterations: 200)
    let outcome = solver.solve()
    #expect(outcome.converged)
    let reference = try MultiphaseReference(named: name)
    let differences = reference.differences(network, solver.voltages, solver.nodes)
    #expect(differences.line < 1e-8)
    #expect(differences.neutral < 2e-8)
  }

  @Test(
    "Voltages by Newton's method are those of the references",
    arguments: MultiphaseCases.all)
  func newton(name: String) throws {
    let network = try MultiphaseCases.network(name)
    var solver = try MultiphasePowerFlowSolver(network, method: .newtonRaphson)
    let outcome = solver.solve()
    #expect(outcome.converged)
    let reference = try MultiphaseReference(named: name)
    let differences = reference.differences(network, solver.voltages, solver.nodes)
    #expect(differences.line < 1e-8)
    #expect(differences.neutral < 2e-8)
  }
}
