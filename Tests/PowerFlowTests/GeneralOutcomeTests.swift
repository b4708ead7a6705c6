import PowerFlow
import Testing

/// What the automatic choice says of networks that are hard or impossible to solve.
struct GeneralOutcomeTests {
  static let available = CaseFiles.exists("case33bw")

  /// The factor of the loads of the 33-bus feeder at which its voltages collapse.
  static let collapse = 3.6222

  static func loaded(_ factor: Double) throws -> Network {
    var network = try CaseFiles.network("case33bw")
    for index in network.loads.indices {
      network.loads[index].activePowerWatts *= factor
      network.loads[index].reactivePowerVar *= factor
    }
    return network
  }

  @Test("Close to collapse Newton takes over from the sweep", .enabled(if: available, "no cases"))
  func nearCollapse() throws {
    var solver = try PowerFlowSolver(Self.loaded(0.995 * 3.62218415))
    let outcome = solver.solveNominally()
    #expect(outcome.converged)
    #expect(solver.lastMethod == .newtonRaphson)
    let minimum = try #require(solver.solution().minimumVoltage)
    #expect(abs(minimum.perUnit - 0.46236985) <= 1e-7)
    #expect(minimum.bus == "17")
  }

  @Test("Rated load is swept", .enabled(if: available, "no cases"))
  func rated() throws {
    var solver = try PowerFlowSolver(Self.loaded(1))
    #expect(solver.solveNominally().converged)
    #expect(solver.lastMethod == .radialSweep)
    let minimum = try #require(solver.solution().minimumVoltage)
    #expect(abs(minimum.perUnit - 0.91309048) <= 1e-8)
  }

  @Test(
    "Beyond collapse the outcome has the worst bus and its mismatch, and no numbers",
    .enabled(if: available, "no cases"))
  func beyondCollapse() throws {
    let network = try CaseFiles.network("bad_beyond_collapse")
    var solver = try PowerFlowSolver(network)
    let outcome = solver.solveNominally()
    #expect(!outcome.converged)
    #expect(outcome.mismatchVoltAmperes > 1)
    #expect(outcome.mismatchVoltAmperes < 1e8)
    let solution = solver.solution()
    #expect(!solution.converged && solution.minimumVoltage == nil)
    #expect(solution.totalLossWatts.isNaN && solution.totalLossVar.isNaN)
    #expect(solution.branches[0].currentFromAmperes.isNaN)
  }

  @Test("The loadability margin of the 33-bus feeder is 3.6222", .enabled(if: available, "no"))
  func margin() throws {
    let margin = try #require(PowerFlowSolver(Self.loaded(1)).loadabilityMargin())
    #expect(abs(margin.factor - Self.collapse) < 1e-4)
    #expect(margin.firstFactorWithout / margin.factor < 1 + 2e-7)
    #expect(margin.criticalBus == 17)
  }

  @Test("Buses without a source are refused by name, or left out", .enabled(if: available, "no"))
  func island() throws {
    let network = try CaseFiles.network("bad_island")
    let dead = (6...17).map(String.init)
    #expect(throws: NetworkError.island(buses: dead)) { try PowerFlowSolver(network) }
    #expect(network.findings() == [.error(.island(buses: dead))])
    var solver = try PowerFlowSolver(network, islands: .solveRest)
    #expect(solver.solveNominally().converged)
    let solution = solver.solution()
    #expect(solution.deadBuses == dead)
    let unserved = network.loads.filter { (6...17).contains($0.bus) }
      .reduce(0) { $0 + $1.activePowerWatts }
    #expect(abs(solution.unservedLoadWatts - unserved) < 1e-6)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 6).isNaN)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 18) < 1)
    // The branches between dead buses carry nothing that is known.
    #expect(solution.branches.allSatisfy { $0.fromBus != "7" || $0.lossWatts.isNaN })
  }

  @Test("A network without a source is refused", .enabled(if: available, "no cases"))
  func noSource() throws {
    let network = try CaseFiles.network("bad_no_source")
    #expect(throws: NetworkError.noSource) { try PowerFlowSolver(network) }
    #expect(network.findings().first == .error(.noSource))
  }

  @Test(
    "The flow through a line without impedance follows from the balance behind it",
    .enabled(if: available, "no cases"))
  func zeroImpedance() throws {
    let network = try CaseFiles.network("bad_zero_impedance")
    var sweep = try PowerFlowSolver(network)
    var newton = try PowerFlowSolver(network, method: .newtonRaphson)
    #expect(sweep.solveNominally().converged)
    #expect(newton.solveNominally().converged)
    let (first, second) = (sweep.solution(), newton.solution())
    #expect(first.method == .radialSweep && second.method == .newtonRaphson)
    for (left, right) in zip(first.branches, second.branches) {
      #expect(abs(left.activePowerFromWatts - right.activePowerFromWatts) < 1e-2)
      #expect(abs(left.reactivePowerToVar - right.reactivePowerToVar) < 1e-2)
      #expect(abs(left.currentFromAmperes - right.currentFromAmperes) < 1e-6)
    }
    #expect(newton.warnings == [.zeroImpedance(branch: "L5")])
  }
}
