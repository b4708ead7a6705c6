import PowerFlow
import Quantities
import TestSupport
import Testing

/// Random meshed networks with transformers in loops, several sources, generators that hold voltages
/// and branches without impedance, against the equations written out densely.
struct GeneralRandomTests {
  static func network(_ seed: Int) -> RandomNetwork {
    var random = TestGenerator(seed: seed &+ 77_000)
    var sample = RandomNetwork(seed: UInt64(seed))
    sample.change { network in
      let count = network.buses.count
      for index in 0..<Int.random(in: 0...count, using: &random) {
        let from = Int.random(in: 0..<count, using: &random)
        let to = Int.random(in: 0..<count, using: &random)
        guard network.buses[from].nominalVoltage == network.buses[to].nominalVoltage else {
          continue
        }
        network.lines.append(
          Line(
            name: "M\(index)", from: from, to: to,
            resistanceOhm: Double.random(in: 0.01...0.5, using: &random),
            reactanceOhm: Double.random(in: 0.01...0.5, using: &random),
            chargingMicrosiemens: 3))
      }
      if Bool.random(using: &random), let line = network.lines.indices.randomElement(using: &random)
      {
        network.lines[line].resistanceOhm = 0
        network.lines[line].reactanceOhm = 0
      }
      for index in 0..<Int.random(in: 0...2, using: &random) {
        let source = network.sources[0]
        network.sources.append(
          Source(
            name: "S\(index)", bus: Int.random(in: 0..<count, using: &random),
            voltagePerUnit: source.voltagePerUnit, angleDegrees: source.angleDegrees,
            resistanceOhm: 5, reactanceOhm: 9))
      }
      if Bool.random(using: &random) {
        network.generators = [
          NetworkGenerator(
            name: "G", bus: Int.random(in: 0..<count, using: &random), activePowerWatts: 0,
            reactivePowerVar: 0,
            control: .voltage(perUnit: 1.01, reactiveLimitsVar: -2000...2000))
        ]
      }
    }
    return sample
  }

  @Test("Power balances at every bus, with branches taken as π models", arguments: 0..<150)
  func balance(seed: Int) throws {
    let sample = Self.network(seed)
    let network = sample.network
    var solver = try NewtonRaphsonSolver(network, tolerancePerUnit: 1e-12)
    let outcome = sample.solve(&solver)
    guard outcome.converged else {
      // Sources whose angles fight through shifts in loops can make a network that has no solution.
      #expect(outcome.mismatchVoltAmperes > 0)
      return
    }
    solver.computeBranchFlows()
    let flows = solver.branchFlows
    var sums = [Complex](repeating: Complex(0, 0), count: network.buses.count)
    for (branch, line) in network.lines.enumerated() {
      sums[line.from] = sums[line.from] + flows.from(branch)
      sums[line.to] = sums[line.to] + flows.to(branch)
    }
    for (index, transformer) in network.transformers.enumerated() {
      let branch = network.lines.count + index
      sums[transformer.highVoltageBus] = sums[transformer.highVoltageBus] + flows.from(branch)
      sums[transformer.lowVoltageBus] = sums[transformer.lowVoltageBus] + flows.to(branch)
    }
    for source in network.sources.indices {
      let power = solver.sourcePower(source)
      let bus = network.sources[source].bus
      sums[bus] = sums[bus] - Complex(power.activeWatts, power.reactiveVar)
    }
    for generator in network.generators.indices {
      let bus = network.generators[generator].bus
      sums[bus] = sums[bus] - Complex(0, solver.generatorReactivePowerVar(generator) ?? 0)
    }
    let size =
      1e-7
      * network.buses.indices.reduce(1000.0) { sum, bus in
        sums[bus].magnitude.isNaN ? sum : sum + sums[bus].magnitude
      }
    for bus in network.buses.indices where !sums[bus].magnitude.isNaN {
      let voltage = solver.voltageMagnitudePerUnit(ofBus: bus)
      let difference = sums[bus] - sample.injection(at: bus, perUnit: voltage)
      #expect(difference.magnitude <= size + 1e-3, "bus \(bus)")
    }
    let volts = network.buses.indices.map { bus in
      Complex(
        magnitude: solver.voltageMagnitudePerUnit(ofBus: bus)
          * network.buses[bus].nominalVoltage.volts,
        degrees: solver.voltageAngleDegrees(ofBus: bus))
    }
    try checkFlows(network, volts, flows)
  }

  /// Compares the flows of branches with impedance with the π models at the voltages found.
  private func checkFlows(
    _ network: Network, _ volts: [Complex], _ flows: BranchFlows
  ) throws {
    for (branch, line) in network.lines.enumerated() where line.resistanceOhm != 0 {
      let series = Complex(1, 0) / Complex(line.resistanceOhm, line.reactanceOhm)
      let half = Complex(0, line.chargingMicrosiemens * 0.5e-6)
      let difference = volts[line.from] - volts[line.to]
      let current = series * difference + half * volts[line.from]
      let power = volts[line.from] * current.conjugate
      // The voltages in degrees are rounded, and small impedances enlarge that.
      let rounding = 1e-12 * volts[line.from].magnitude * volts[line.from].magnitude
      let allowed = 1e-3 + rounding * series.magnitude
      #expect((power - flows.from(branch)).magnitude <= allowed, "line \(line.name)")
    }
  }

  @Test("The general solvers agree with the sweep on trees", arguments: 0..<100)
  func trees(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    var sweep = try RadialSweepSolver(sample.network, tolerancePerUnit: 1e-11)
    var newton = try NewtonRaphsonSolver(sample.network, tolerancePerUnit: 1e-11)
    var injection = try CurrentInjectionSolver(sample.network, tolerancePerUnit: 1e-11)
    #expect(sample.solve(&sweep).converged)
    #expect(sample.solve(&newton).converged)
    #expect(sample.solve(&injection).converged)
    for bus in sample.network.buses.indices {
      let magnitude = sweep.voltageMagnitudePerUnit(ofBus: bus)
      let angle = sweep.voltageAngleDegrees(ofBus: bus)
      #expect(abs(newton.voltageMagnitudePerUnit(ofBus: bus) - magnitude) < 1e-10)
      #expect(abs(injection.voltageMagnitudePerUnit(ofBus: bus) - magnitude) < 1e-10)
      let turn = newton.voltageAngleDegrees(ofBus: bus) - angle
      #expect(abs(turn.remainder(dividingBy: 360)) < 1e-8)
    }
    #expect(abs(newton.totalLossWatts - sweep.totalLossWatts) < 1e-3)
  }

  @Test("Nothing traps on values that cannot be", arguments: 0..<300)
  func fuzz(seed: Int) {
    var random = TestGenerator(seed: seed)
    var network = Self.network(seed % 40).network
    let values: [Double] = [
      .nan, .infinity, -.infinity, 1e300, -1e300, 1e-300, 0, -1, .leastNonzeroMagnitude, 5, 1e12,
    ]
    func value() -> Double { values.randomElement(using: &random) ?? 0 }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let line = network.lines.indices.randomElement(using: &random)
      let transformer = network.transformers.indices.randomElement(using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: if let line { network.lines[line].resistanceOhm = value() }
      case 1: if let line { network.lines[line].reactanceOhm = value() }
      case 2: if let line { network.lines[line].chargingMicrosiemens = value() }
      case 3: if let line { network.lines[line].to = -3 }
      case 4: if let transformer { network.transformers[transformer].reactanceOhm = value() }
      case 5: if let transformer { network.transformers[transformer].ratio = value() }
      case 6: if let transformer { network.transformers[transformer].shiftDegrees = value() }
      case 7: network.sources[0].voltagePerUnit = value()
      case 8: network.sources[0].reactanceOhm = value()
      case 9: network.shunts[0].reactivePowerVar = value()
      case 10:
        network.loads = [
          NetworkLoad(
            name: "P", bus: 0, activePowerWatts: value(), reactivePowerVar: value(),
            model: .exponential(active: value(), reactive: 1))
        ]
      default:
        let limit = value()
        network.generators = [
          NetworkGenerator(
            name: "G", bus: 0, activePowerWatts: value(), reactivePowerVar: value(),
            ratedPowerVoltAmperes: value(),
            control: .voltage(
              perUnit: value(), reactiveLimitsVar: limit.isNaN ? 0...1 : limit...limit))
        ]
      }
    }
    _ = network.findings()
    for method in PowerFlowMethod.allCases {
      guard
        var flow = try? BalancedControlledPowerFlow(
          network, method: method, islands: .solveRest)
      else { continue }
      let outcome = flow.solve()
      var solver = flow.solver
      if !outcome.powerFlow.converged { #expect(solver.solution().minimumVoltage == nil) }
      if seed % 10 == 0 { _ = solver.loadabilityMargin(precision: 1e-3) }
    }
  }

  @Test("A copy of a solver goes its own way")
  func copies() throws {
    let solved = try SolvedNetwork(named: "case30")
    var solver = try NewtonRaphsonSolver(solved.network)
    _ = solveNominally(&solver, solved.network)
    var copy = solver
    let zeros = [Double](repeating: 0, count: solved.network.buses.count)
    #expect(copy.solve(activePowerWatts: zeros.span, reactivePowerVar: zeros.span).converged)
    GeneralSolverTests.check(&solver, solved)
    #expect(copy.totalLossWatts < 0.2 * solver.totalLossWatts)
  }
}

extension BranchFlows {
  /// The power into a branch at its “from” end; zero where nothing tells it.
  func from(_ branch: Int) -> Complex {
    Complex(activePowerFromWatts[branch], reactivePowerFromVar[branch])
  }

  /// The power into a branch at its “to” end.
  func to(_ branch: Int) -> Complex {
    Complex(activePowerToWatts[branch], reactivePowerToVar[branch])
  }
}
