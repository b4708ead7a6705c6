import PowerFlow
import Quantities
import Testing

/// The 33-bus feeder with one change each, and networks that cannot be.
struct BadNetworkTests {
  static let available = CaseFiles.exists("bad_island")

  @Test("Buses without a source are named", .enabled(if: available, "no reference cases"))
  func island() throws {
    let network = try CaseFiles.network("bad_island")
    #expect(throws: NetworkError.island(buses: (6...17).map(String.init))) {
      try RadialSweepSolver(network)
    }
  }

  @Test("A network without a source is refused", .enabled(if: available, "no reference cases"))
  func noSource() throws {
    let network = try CaseFiles.network("bad_no_source")
    #expect(throws: NetworkError.noSource) { try RadialSweepSolver(network) }
  }

  @Test(
    "A line without impedance is a closed switch, and a warning names it",
    .enabled(if: available, "no reference cases"))
  func zeroImpedance() throws {
    let network = try CaseFiles.network("bad_zero_impedance")
    var solver = try RadialSweepSolver(network)
    #expect(solver.warnings == [.zeroImpedance(branch: "L5")])
    let (active, reactive) = network.nominalInjections()
    let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    #expect(outcome.converged)
    #expect(solver.voltageMagnitudePerUnit(ofBus: 5) == solver.voltageMagnitudePerUnit(ofBus: 6))
  }

  @Test(
    "A load beyond collapse ends as not converged, without numbers",
    .enabled(if: available, "no reference cases"))
  func beyondCollapse() throws {
    let network = try CaseFiles.network("bad_beyond_collapse")
    var solver = try RadialSweepSolver(network)
    let (active, reactive) = network.nominalInjections()
    let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    #expect(!outcome.converged)
    #expect(outcome.iterations <= 100)
    #expect(outcome.mismatchVoltAmperes > 1)
    #expect(network.buses.indices.contains(outcome.worstBus))
    #expect(solver.voltageMagnitudePerUnit(ofBus: 3).isNaN)
    #expect(solver.voltageAngleDegrees(ofBus: 3).isNaN)
    #expect(solver.totalLossWatts.isNaN)
    #expect(solver.sourceActivePowerWatts.isNaN && solver.sourceReactivePowerVar.isNaN)
    solver.computeBranchFlows()
    #expect(solver.branchFlows.activePowerFromWatts[0].isNaN)
    #expect(solver.branchFlows.loading[0].isNaN)
  }

  @Test("A loop is refused with the names of its branches", .enabled(if: available, "no cases"))
  func loop() throws {
    var network = try CaseFiles.network("case33bw")
    // The five tie lines of the feeder are open; each closes a loop.
    for tie in network.lines.indices where !network.lines[tie].isInService {
      network.lines[tie].isInService = true
      let error = #expect(throws: NetworkError.self) { try RadialSweepSolver(network) }
      guard case .loop(let branches)? = error else {
        Issue.record("\(network.lines[tie].name) closes a loop")
        continue
      }
      #expect(branches.contains(network.lines[tie].name) && branches.count > 5)
      #expect(isRing(branches, in: network))
      network.lines[tie].isInService = false
    }
  }

  /// Whether each bus that the branches touch is touched twice.
  private func isRing(_ branches: [String], in network: Network) -> Bool {
    var touched: [Int: Int] = [:]
    for line in network.lines where branches.contains(line.name) {
      touched[line.from, default: 0] += 1
      touched[line.to, default: 0] += 1
    }
    return touched.values.allSatisfy { $0 == 2 }
  }

  @Test("Parallel lines and a line from a bus to itself are loops")
  func smallLoops() {
    var network = SmallNetwork.twoBuses()
    network.lines.append(network.lines[0])
    network.lines[1].name = "second"
    #expect(throws: NetworkError.loop(branches: ["second", "line"])) {
      try RadialSweepSolver(network)
    }
    network.lines[1].to = network.lines[1].from
    #expect(throws: NetworkError.loop(branches: ["second"])) { try RadialSweepSolver(network) }
  }

  @Test("Several sources are refused by name")
  func severalSources() {
    var network = SmallNetwork.twoBuses()
    network.sources.append(Source(name: "other", bus: 1))
    #expect(throws: NetworkError.severalSources(["grid", "other"])) {
      try RadialSweepSolver(network)
    }
  }

  @Test("What refers to a bus that does not exist is named")
  func noSuchBus() {
    var network = SmallNetwork.twoBuses()
    network.lines[0].to = 7
    #expect(throws: NetworkError.noSuchBus(element: "the line 'line'", index: 7)) {
      try RadialSweepSolver(network)
    }
  }

  @Test("A line between different nominal voltages is refused")
  func differentVoltages() {
    let network = Network(
      buses: [
        Bus(name: "a", nominalVoltage: Voltage(kilovolts: 20)),
        Bus(name: "b", nominalVoltage: Voltage(kilovolts: 0.4)),
      ],
      lines: [Line(name: "l", from: 0, to: 1, resistanceOhm: 1, reactanceOhm: 1)],
      sources: [Source(name: "grid", bus: 0)])
    #expect(
      throws: NetworkError.differentVoltages(line: "l", fromVolts: 20_000, toVolts: 400)
    ) { try RadialSweepSolver(network) }
  }

  @Test("A transformer with exchanged terminals is refused")
  func exchangedTerminals() {
    var network = SmallNetwork.withTransformer()
    network.transformers[0].highVoltageBus = 1
    network.transformers[0].lowVoltageBus = 0
    #expect(throws: NetworkError.self) { try RadialSweepSolver(network) }
  }

  @Test("Values that are not numbers are refused with the name of the element")
  func notNumbers() throws {
    var network = SmallNetwork.twoBuses()
    network.lines[0].resistanceOhm = .nan
    let error = #expect(throws: NetworkError.self) { try RadialSweepSolver(network) }
    #expect("\(try #require(error))".contains("the line 'line' has the resistance nan"))
  }

  @Test("A negative resistance is solved with a warning")
  func negativeResistance() throws {
    var network = SmallNetwork.twoBuses()
    network.lines[0].resistanceOhm = -0.01
    let solver = try RadialSweepSolver(network)
    #expect(solver.warnings == [.negativeResistance(branch: "line", ohm: -0.01)])
  }
}
