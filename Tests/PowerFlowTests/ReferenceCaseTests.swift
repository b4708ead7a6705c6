import PowerFlow
import Testing

/// Published networks, against solutions of pandapower and power-grid-model.
struct ReferenceCaseTests {
  static let names = [
    "case33bw", "case69", "cigre_mv", "kerber_landnetz_kabel_1", "simbench_lv_rural1_0",
    "eulv_balanced", "synth1000",
  ]

  static let available = names.filter(CaseFiles.exists)

  static func solved(_ name: String) throws -> (Network, RadialSweepSolver) {
    let network = try CaseFiles.network(name)
    var solver = try RadialSweepSolver(network)
    let (active, reactive) = network.nominalInjections()
    let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    #expect(outcome.converged)
    let size = active.reduce(0) { $0 + abs($1) }
    #expect(outcome.mismatchVoltAmperes <= 1e-8 * size)
    return (network, solver)
  }

  @Test(
    "Voltages agree with other programs within 1e-10 per unit and 1e-8 degrees",
    .enabled(if: !available.isEmpty, "the reference cases are not beside the package"),
    arguments: available)
  func voltages(name: String) throws {
    let (network, solver) = try Self.solved(name)
    var magnitudes = [Double](repeating: 0, count: network.buses.count)
    var angles = magnitudes
    var magnitudeSpan = magnitudes.mutableSpan
    solver.copyVoltageMagnitudes(into: &magnitudeSpan)
    var angleSpan = angles.mutableSpan
    solver.copyVoltageAngles(into: &angleSpan)
    for row in try ReferenceSolution(named: name).buses {
      let bus = try #require(network.busIndex(named: row.id))
      #expect(abs(magnitudes[bus] - row.vmPu) <= 1e-10, "bus \(row.id)")
      #expect(abs(angles[bus] - row.vaDeg) <= 1e-8, "bus \(row.id)")
      #expect(magnitudes[bus] == solver.voltageMagnitudePerUnit(ofBus: bus))
      #expect(angles[bus] == solver.voltageAngleDegrees(ofBus: bus))
    }
  }

  @Test(
    "Losses and the power of the source agree with other programs within 1e-8 of their size",
    .enabled(if: !available.isEmpty, "the reference cases are not beside the package"),
    arguments: available)
  func totals(name: String) throws {
    let (_, solver) = try Self.solved(name)
    let reference = try ReferenceSolution(named: name)
    let loss = reference.totalLossKw * 1000
    #expect(abs(solver.totalLossWatts - loss) <= 1e-8 * loss)
    if let active = reference.sourcePKw, let reactive = reference.sourceQKvar {
      let size = abs(active) + abs(reactive)
      #expect(abs(solver.sourceActivePowerWatts / 1000 - active) <= 1e-9 * size)
      #expect(abs(solver.sourceReactivePowerVar / 1000 - reactive) <= 1e-9 * size)
    }
  }

  @Test(
    "Power, current and loss of each branch agree with other programs",
    .enabled(if: !available.isEmpty, "the reference cases are not beside the package"),
    arguments: available)
  func branches(name: String) throws {
    var (network, solver) = try Self.solved(name)
    solver.computeBranchFlows()
    let flows = solver.branchFlows
    let reference = try ReferenceSolution(named: name)
    let lines = reference.lines ?? []
    let size = lines.map { abs($0.pFromKw) + abs($0.qFromKvar) }.max() ?? 1
    for row in lines {
      let branch = try #require(network.branchNames.firstIndex(of: row.id))
      let found = [
        flows.activePowerFromWatts[branch], flows.reactivePowerFromVar[branch],
        flows.activePowerToWatts[branch], flows.reactivePowerToVar[branch],
      ]
      let expected = [row.pFromKw, row.qFromKvar, row.pToKw, row.qToKvar]
      for (power, kilo) in zip(found, expected) {
        #expect(abs(power / 1000 - kilo) <= 1e-9 * size, "line \(row.id)")
      }
      // Newton solutions have currents of a few nanoamperes in lines that carry none.
      let current = max(row.iFromA, row.iToA)
      #expect(abs(flows.currentFromAmperes[branch] - row.iFromA) <= 1e-8 * current + 1e-7)
      #expect(abs(flows.currentToAmperes[branch] - row.iToA) <= 1e-8 * current + 1e-7)
      #expect(abs(flows.lossWatts[branch] / 1000 - row.lossKw) <= 1e-6 * row.lossKw + 1e-8)
    }
    for row in reference.transformers ?? [] {
      let branch = try #require(network.branchNames.firstIndex(of: row.id))
      let scale = abs(row.pHvKw) + abs(row.qHvKvar)
      #expect(abs(flows.activePowerFromWatts[branch] / 1000 - row.pHvKw) <= 1e-9 * scale)
      #expect(abs(flows.reactivePowerFromVar[branch] / 1000 - row.qHvKvar) <= 1e-9 * scale)
      #expect(abs(flows.activePowerToWatts[branch] / 1000 - row.pLvKw) <= 1e-9 * scale)
      #expect(abs(flows.reactivePowerToVar[branch] / 1000 - row.qLvKvar) <= 1e-9 * scale)
      #expect(abs(flows.currentFromAmperes[branch] - row.iHvA) <= 1e-8 * row.iHvA)
      #expect(abs(flows.currentToAmperes[branch] - row.iLvA) <= 1e-8 * row.iLvA)
      #expect(abs(flows.lossWatts[branch] / 1000 - row.lossKw) <= 1e-6 * row.lossKw)
    }
  }
}
