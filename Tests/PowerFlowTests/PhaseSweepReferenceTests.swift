import ComplexModule
import PowerFlow
import RealModule
import Testing

/// The reference cases by the three-phase sweep, with the taps that they state.
struct PhaseSweepReferenceTests {
  /// The windings of ieee37 float but for tiny reactances, so the sweep does not contract there.
  static let radial = MultiphaseCases.present.filter { !$0.hasPrefix("ieee37") }
  static let floating = MultiphaseCases.present.filter { $0.hasPrefix("ieee37") }

  @Test(
    "Voltages and losses by the sweep are those of the references",
    .enabled(if: !radial.isEmpty, "the reference cases are not there"), arguments: radial)
  func references(name: String) throws {
    let network = try MultiphaseCases.network(name)
    var solver = try MultiphaseSweepSolver(network)
    let outcome = solver.solve()
    #expect(outcome.converged)
    #expect(outcome.mismatchVoltAmperes < 0.01)
    let reference = try MultiphaseReference(named: name)
    let differences = reference.differences(network, solver.voltages, solver.nodes)
    #expect(differences.line < 1e-8)
    #expect(differences.neutral < 2e-8)
    let loss = reference.totalLossKw * 1000
    #expect(abs(solver.lossWatts - loss) < 1e-6 * loss)

    var magnitudes = [Double](repeating: 0, count: solver.nodes.count)
    var span = magnitudes.mutableSpan
    solver.copyVoltageMagnitudes(into: &span)
    for node in magnitudes.indices {
      let alone = solver.voltageMagnitudePerUnit(ofNode: node)
      #expect(abs(magnitudes[node] - alone) < 5e-13)
    }
  }

  @Test(
    "Where windings float, the sweep soon says that it does not converge, and gives no numbers",
    .enabled(if: !floating.isEmpty, "the reference cases are not there"), arguments: floating)
  func failing(name: String) throws {
    var solver = try MultiphaseSweepSolver(try MultiphaseCases.network(name))
    let outcome = solver.solve()
    #expect(!outcome.converged)
    #expect(outcome.iterations <= 30)
    #expect(solver.voltage(ofNode: 0).real.isNaN)
    #expect(solver.voltageMagnitudePerUnit(ofNode: 3).isNaN)
    #expect(solver.lossWatts.isNaN)
    #expect(solver.sourceActivePowerWatts.isNaN)
  }
}
