import PowerFlow
import Quantities
import Testing

/// What can be calculated by hand of the general solvers, and what their interface promises.
struct NewtonRaphsonSolverTests {
  /// Buses of 400 V in a row, joined by lines of r + jx ohms.
  static func chain(_ impedances: [(Double, Double)], sources: [Source]) -> Network {
    Network(
      buses: (0...impedances.count).map {
        Bus(name: "\($0)", nominalVoltage: Voltage(volts: 400))
      },
      lines: impedances.enumerated().map { index, ohms in
        Line(
          name: "L\(index)", from: index, to: index + 1, resistanceOhm: ohms.0,
          reactanceOhm: ohms.1, ratedCurrentAmperes: 100)
      },
      sources: sources)
  }

  @Test("Two equal sources share the load between them as two resistors do")
  func twoSources() throws {
    let network = Self.chain(
      [(0.1, 0), (0.3, 0)],
      sources: [Source(name: "a", bus: 0), Source(name: "b", bus: 2)])
    var solver = try NewtonRaphsonSolver(network)
    let nothing = [0.0, 0, 0]
    solver.setConstantCurrentInjections(
      activePowerWatts: [0, -8000, 0].span, reactivePowerVar: nothing.span)
    #expect(solver.solve(activePowerWatts: nothing.span, reactivePowerVar: nothing.span).converged)
    // 20 A of power per volt: three quarters through the shorter line.
    #expect(abs(solver.sourcePower(0).activeWatts - 6000) < 1e-4)
    #expect(abs(solver.sourcePower(1).activeWatts - 2000) < 1e-4)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - (1 - 0.1 * 6000 / 160_000)) < 1e-10)
  }

  @Test("Two sources without connection feed their own islands")
  func twoIslands() throws {
    var network = Self.chain(
      [(0.1, 0), (0.1, 0), (0.1, 0)],
      sources: [Source(name: "a", bus: 0), Source(name: "b", bus: 3, voltagePerUnit: 1.02)])
    network.lines[1].isInService = false
    var solver = try PowerFlowSolver(network)
    let active = [0.0, -1000, -1000, 0]
    let zero = [0.0, 0, 0, 0]
    #expect(solver.solve(activePowerWatts: active.span, reactivePowerVar: zero.span).converged)
    #expect(solver.deadBuses.isEmpty)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - (1 - 0.1 * 1000 / 160_000)) < 1e-6)
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 2) - 1.02) < 1e-3)
    solver.computeBranchFlows()
    #expect(solver.branchFlows.activePowerFromWatts[1] == 0)
  }

  @Test(
    "Exponents of one and two are constant current and constant impedance",
    arguments: [1.0, 2.0])
  func exponents(exponent: Double) throws {
    let network = Self.chain([(0.1, 0)], sources: [Source(name: "a", bus: 0)])
    var solver = try PowerFlowSolver(network)
    solver.setExponentialInjections([
      ExponentialInjection(
        bus: 1, activePowerWatts: -16_000, reactivePowerVar: 0, activeExponent: exponent,
        reactiveExponent: exponent)
    ])
    let zero = [0.0, 0]
    #expect(solver.solve(activePowerWatts: zero.span, reactivePowerVar: zero.span).converged)
    let expected = exponent == 1 ? 1 - 0.1 * 16_000 / 160_000 : 10 / 10.1
    #expect(abs(solver.voltageMagnitudePerUnit(ofBus: 1) - expected) < 1e-10)
  }

  @Test("A generator stops at its limit when the load grows, and holds its voltage again after")
  func limits() throws {
    var network = Self.chain([(0.1, 0.2)], sources: [Source(name: "a", bus: 0)])
    network.generators = [
      NetworkGenerator(
        name: "G", bus: 1, activePowerWatts: 0, reactivePowerVar: 0,
        control: .voltage(perUnit: 1, reactiveLimitsVar: -1000...8000))
    ]
    for load in [2000.0, 60_000, 4000, -40_000, 3000] {
      var solver = try NewtonRaphsonSolver(network)
      var warm = try NewtonRaphsonSolver(network)
      let before = [0.0, -50_000]
      let zero = [0.0, 0]
      _ = warm.solve(activePowerWatts: before.span, reactivePowerVar: zero.span)
      #expect(warm.generatorsAtLimit == [0])
      let active = [0.0, -load]
      #expect(solver.solve(activePowerWatts: active.span, reactivePowerVar: zero.span).converged)
      #expect(warm.solve(activePowerWatts: active.span, reactivePowerVar: zero.span).converged)
      let voltage = solver.voltageMagnitudePerUnit(ofBus: 1)
      let power = try #require(solver.generatorReactivePowerVar(0))
      #expect(abs(warm.voltageMagnitudePerUnit(ofBus: 1) - voltage) < 1e-9)
      #expect(abs((warm.generatorReactivePowerVar(0) ?? .nan) - power) < 1e-3)
      #expect(warm.generatorsAtLimit == solver.generatorsAtLimit)
      switch load {
      case 60_000: #expect(power == 8000 && voltage < 1)
      case -40_000: #expect(power == -1000 && voltage > 1)
      default: #expect(abs(voltage - 1) < 1e-9 && solver.generatorsAtLimit.isEmpty)
      }
    }
  }

  @Test("Of a ring without impedance no flows are told, of what hangs on it they are")
  func ring() throws {
    var network = Self.chain(
      [(0.1, 0), (0, 0), (0, 0), (0, 0)], sources: [Source(name: "a", bus: 0)])
    network.lines.append(
      Line(name: "ring", from: 1, to: 3, resistanceOhm: 0, reactanceOhm: 0))
    var solver = try PowerFlowSolver(network)
    let active = [0.0, 0, -500, 0, -1500]
    let zero = [0.0, 0, 0, 0, 0]
    #expect(solver.solve(activePowerWatts: active.span, reactivePowerVar: zero.span).converged)
    solver.computeBranchFlows()
    let flows = solver.branchFlows.activePowerFromWatts
    #expect(flows[1].isNaN && flows[2].isNaN && flows[4].isNaN)
    #expect(abs(flows[3] - 1500) < 1e-6)
    #expect(abs(solver.branchFlows.activePowerToWatts[0] + 2000) < 1e-6)
    #expect(abs(solver.branchFlows.loading[3] - 1500 / 400 / 3.0.squareRoot() / 100) < 1e-4)
  }

  @Test("After a failure the next solution is as good as ever")
  func recovery() throws {
    let solved = try SolvedNetwork(named: "case30")
    var solver = try NewtonRaphsonSolver(solved.network, tolerancePerUnit: 1e-11)
    let (active, reactive) = solved.network.nominalInjections()
    for bad in [-1e12, .nan, .infinity, -.greatestFiniteMagnitude] {
      var hopeless = active
      hopeless[7] = bad
      let outcome = solver.solve(
        activePowerWatts: hopeless.span, reactivePowerVar: reactive.span)
      #expect(!outcome.converged)
      if !bad.isFinite {
        #expect(outcome.worstBus == 7 && outcome.mismatchVoltAmperes == .infinity)
      }
      #expect(solver.voltageMagnitudePerUnit(ofBus: 3).isNaN && solver.totalLossWatts.isNaN)
      GeneralSolverTests.check(&solver, solved)
    }
  }

  @Test("A warm start takes fewer iterations and finds the same voltages")
  func warmStart() throws {
    let solved = try SolvedNetwork(named: "case57_limits")
    var solver = try NewtonRaphsonSolver(solved.network, tolerancePerUnit: 1e-11)
    let cold = solveNominally(&solver, solved.network)
    let warm = solveNominally(&solver, solved.network)
    #expect(warm.iterations < cold.iterations)
    GeneralSolverTests.check(&solver, solved)
    solver.resetToFlatStart()
    #expect(solver.voltageMagnitudePerUnit(ofBus: 0).isNaN)
    #expect(solveNominally(&solver, solved.network) == cold)
  }

  @Test("A method that does not suit is refused with the reason")
  func unsuitable() throws {
    let solved = try SolvedNetwork(named: "case30")
    let error = #expect(throws: NetworkError.self) {
      try PowerFlowSolver(solved.network, method: .radialSweep)
    }
    #expect("\(try #require(error))".contains("the generator 'G0' holds a voltage"))
    #expect(PowerFlowMethod(rawValue: "newton-raphson") == .newtonRaphson)
  }

  @Test("Ideal transformers in a ring that do not agree are refused by name")
  func conflictingRatios() {
    var network = SmallNetwork.withTransformer()
    network.transformers[0].resistanceOhm = 0
    network.transformers[0].reactanceOhm = 0
    network.transformers.append(network.transformers[0])
    network.transformers[1].name = "other"
    #expect((try? NewtonRaphsonSolver(network)) != nil)
    network.transformers[1].ratio = 50
    #expect(throws: NetworkError.conflictingRatios(branches: ["other", "T"])) {
      try NewtonRaphsonSolver(network)
    }
  }

  @Test("A solver can be sent to a task, with its solution")
  func sending() async throws {
    let solved = try SolvedNetwork(named: "case30")
    var solver = try PowerFlowSolver(solved.network)
    _ = solver.solveNominally()
    let voltage = solver.voltageMagnitudePerUnit(ofBus: 9)
    let copy = solver
    let other = await Task.detached { copy.voltageMagnitudePerUnit(ofBus: 9) }.value
    #expect(other == voltage)
  }
}
