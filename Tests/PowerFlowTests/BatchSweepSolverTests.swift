import PowerFlow
import Quantities
import TestSupport
import Testing

struct BatchSweepSolverTests {
  /// Load cases for a network: powers by case and injection.
  struct Cases {
    let buses: [Int]
    var active: [Double] = []
    var reactive: [Double] = []

    var count: Int { active.count / buses.count }

    init(_ sample: RandomNetwork, count: Int, seed: UInt64) {
      var random = TestGenerator(seed: seed)
      let powers = sample.powers[.constantPower] ?? []
      // One bus is there twice, and some are not there.
      var buses = powers.indices.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
      buses.append(buses.first ?? 0)
      self.buses = buses.shuffled(using: &random)
      for _ in 0..<count {
        for bus in self.buses {
          let factor = Double.random(in: -1...2, using: &random)
          active.append(factor * powers[bus].real)
          reactive.append(factor * powers[bus].imaginary)
        }
      }
    }

    /// The powers of one case by bus.
    func byBus(_ loadCase: Int, _ busCount: Int) -> (active: [Double], reactive: [Double]) {
      var sums = ([Double](repeating: 0, count: busCount), [Double](repeating: 0, count: busCount))
      for (column, bus) in buses.enumerated() {
        sums.0[bus] += active[loadCase * buses.count + column]
        sums.1[bus] += reactive[loadCase * buses.count + column]
      }
      return sums
    }
  }

  static func solved(
    _ solver: BatchSweepSolver, _ cases: Cases, threads: Int = 1
  ) -> BatchSweepResult {
    solver.solve(
      activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span,
      threadCount: threads)
  }

  @Test("Each case of a batch is what it is alone", arguments: 0..<60)
  func sameAsAlone(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    let cases = Cases(sample, count: seed % 20 + 1, seed: UInt64(seed))
    let busCount = sample.network.buses.count
    func parts(
      _ kind: VoltageDependence
    ) -> (activePowerWatts: [Double], reactivePowerVar: [Double]) {
      let values = sample.powers[kind] ?? []
      return (values.map(\.real), values.map(\.imaginary))
    }
    var batch = try BatchSweepSolver(
      sample.network, injectionBuses: cases.buses, tolerancePerUnit: 1e-11)
    var alone = try RadialSweepSolver(sample.network, tolerancePerUnit: 1e-11)
    let exponential = ExponentialInjection(
      bus: busCount - 1, activePowerWatts: -400, reactivePowerVar: -90, activeExponent: 0.7,
      reactiveExponent: 2.4)
    let current = parts(.constantCurrent)
    let impedance = parts(.constantImpedance)
    switch seed % 3 {
    case 0:
      batch.setVoltageDependentInjections(
        constantCurrent: current, constantImpedance: impedance, exponential: [exponential])
      alone.setConstantCurrentInjections(
        activePowerWatts: current.activePowerWatts.span,
        reactivePowerVar: current.reactivePowerVar.span)
      alone.setExponentialInjections([exponential])
      fallthrough
    case 1:
      if seed % 3 == 1 { batch.setVoltageDependentInjections(constantImpedance: impedance) }
      alone.setConstantImpedanceInjections(
        activePowerWatts: impedance.activePowerWatts.span,
        reactivePowerVar: impedance.reactivePowerVar.span)
    default: break
    }
    let result = Self.solved(batch, cases)
    #expect(result.caseCount == cases.count && result.observedBuses.count == busCount)
    for loadCase in 0..<cases.count {
      let (active, reactive) = cases.byBus(loadCase, busCount)
      let outcome = alone.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      #expect(outcome.converged && result.outcomes[loadCase].converged)
      #expect(result.outcomes[loadCase].mismatchVoltAmperes < 1e-3)
      for bus in 0..<busCount {
        let magnitude = result.voltageMagnitudePerUnit(ofBus: bus, inCase: loadCase)
        #expect(abs(magnitude - alone.voltageMagnitudePerUnit(ofBus: bus)) < 1e-10)
      }
      #expect(abs(result.totalLossWatts[loadCase] - alone.totalLossWatts) < 1e-5)
      #expect(abs(result.sourceActivePowerWatts[loadCase] - alone.sourceActivePowerWatts) < 1e-5)
      #expect(
        abs(result.sourceReactivePowerVar[loadCase] - alone.sourceReactivePowerVar) < 1e-5)
    }
  }

  @Test(
    "Each lane agrees with other programs within 1e-10 per unit",
    .enabled(if: !ReferenceCaseTests.available.isEmpty, "no reference cases"),
    arguments: ReferenceCaseTests.available)
  func references(name: String) throws {
    let network = try CaseFiles.network(name)
    let (active, reactive) = network.nominalInjections()
    let buses = Array(network.buses.indices.filter { active[$0] != 0 || reactive[$0] != 0 })
    let solver = try BatchSweepSolver(network, injectionBuses: buses, tolerancePerUnit: 1e-10)
    let lanes = 19
    let factors = (0..<lanes).map { $0 % 3 == 1 ? 0.6 : 1 }
    let actives = factors.flatMap { factor in buses.map { active[$0] * factor } }
    let reactives = factors.flatMap { factor in buses.map { reactive[$0] * factor } }
    let result = solver.solve(
      activePowerWatts: actives.span, reactivePowerVar: reactives.span)
    let reference = try ReferenceSolution(named: name)
    for lane in 0..<lanes where factors[lane] == 1 {
      #expect(result.outcomes[lane].converged)
      for row in reference.buses {
        let bus = try #require(network.busIndex(named: row.id))
        let magnitude = result.voltageMagnitudePerUnit(ofBus: bus, inCase: lane)
        #expect(abs(magnitude - row.vmPu) <= 1e-10, "bus \(row.id)")
      }
      let loss = reference.totalLossKw * 1000
      #expect(abs(result.totalLossWatts[lane] - loss) <= 1e-7 * loss)
    }
  }

  @Test("The number of threads changes nothing")
  func threads() throws {
    let sample = RandomNetwork(seed: 11)
    let cases = Cases(sample, count: 1203, seed: 4)
    let solver = try BatchSweepSolver(sample.network, injectionBuses: cases.buses)
    let one = Self.solved(solver, cases)
    for threads in [2, 3, 8, 100] {
      let several = Self.solved(solver, cases, threads: threads)
      #expect(several.voltageMagnitudesPerUnit == one.voltageMagnitudesPerUnit)
      #expect(several.outcomes == one.outcomes)
      #expect(several.totalLossWatts == one.totalLossWatts)
      #expect(several.sourceActivePowerWatts == one.sourceActivePowerWatts)
    }
  }

  @Test("Cases that cannot be solved have no numbers and disturb no others")
  func failures() throws {
    let network = SmallNetwork.twoBuses(0.1, 0)
    let solver = try BatchSweepSolver(network, injectionBuses: [1])
    let loads = (0..<67).map { -1000.0 * Double($0) }
    let zeros = loads.map { _ in 0.0 }
    let clean = solver.solve(
      activePowerWatts: loads.span, reactivePowerVar: zeros.span)
    let bad = [3: -1e9, 8: .nan, 9: -.infinity, 20: -401_000, 65: .greatestFiniteMagnitude]
    var broken = loads
    for (index, value) in bad { broken[index] = value }
    let result = solver.solve(
      activePowerWatts: broken.span, reactivePowerVar: zeros.span)
    for index in loads.indices {
      let voltage = result.voltageMagnitudePerUnit(ofBus: 1, inCase: index)
      if bad[index] == nil {
        #expect(result.outcomes[index].converged)
        let expected = clean.voltageMagnitudePerUnit(ofBus: 1, inCase: index)
        #expect(abs(voltage - expected) < 2e-8)
        #expect(result.outcomes[index].mismatchVoltAmperes < 1)
      } else {
        #expect(!result.outcomes[index].converged)
        #expect(voltage.isNaN && result.totalLossWatts[index].isNaN)
        #expect(result.sourceActivePowerWatts[index].isNaN)
        #expect(result.outcomes[index].worstBus == 1)
        #expect(result.outcomes[index].mismatchVoltAmperes > 1)
      }
    }
  }

  @Test("A case near collapse is solved beside cases with hardly any load")
  func nearCollapse() throws {
    let network = SmallNetwork.twoBuses(0.1, 0)
    let solver = try BatchSweepSolver(network, injectionBuses: [1], maximumIterations: 2000)
    let limit = 400_000.0
    let zeros = [Double](repeating: 0, count: 10)
    let loads = [0, -1e3, -0.998 * limit, -2e3, 0, -0.97 * limit, -5e3, -1, -2, -3]
    let result = solver.solve(
      activePowerWatts: loads.span, reactivePowerVar: zeros.span)
    for (index, load) in loads.enumerated() {
      let expected = (0.5 + (0.25 + load / limit / 4).squareRoot())
      let found = result.voltageMagnitudePerUnit(ofBus: 1, inCase: index)
      #expect(result.outcomes[index].converged)
      #expect(abs(found - expected) < 2e-8)
    }
  }

  @Test("The order of the cases does not matter beyond the tolerance", arguments: 0..<10)
  func permutations(seed: Int) throws {
    let sample = RandomNetwork(seed: UInt64(seed))
    let cases = Cases(sample, count: 40, seed: 99)
    let solver = try BatchSweepSolver(sample.network, injectionBuses: cases.buses)
    var random = TestGenerator(seed: UInt64(seed))
    let order = Array(0..<cases.count).shuffled(using: &random)
    var turned = cases
    let width = cases.buses.count
    turned.active = order.flatMap { cases.active[$0 * width..<($0 + 1) * width] }
    turned.reactive = order.flatMap { cases.reactive[$0 * width..<($0 + 1) * width] }
    let first = Self.solved(solver, cases)
    let second = Self.solved(solver, turned)
    for (place, loadCase) in order.enumerated() {
      for bus in sample.network.buses.indices {
        let difference =
          first.voltageMagnitudePerUnit(ofBus: bus, inCase: loadCase)
          - second.voltageMagnitudePerUnit(ofBus: bus, inCase: place)
        #expect(abs(difference) < 2e-8)
      }
    }
  }

  @Test("Voltages can be kept at some buses only, in any order", arguments: 0..<20)
  func observedBuses(seed: Int) throws {
    let sample = RadialReductionTests.Sample(seed: UInt64(seed))
    var random = TestGenerator(seed: UInt64(seed))
    let buses = Array(sample.network.buses.indices)
    let observed = Array(buses.shuffled(using: &random).prefix(7))
    let all = try BatchSweepSolver(sample.network, injectionBuses: buses)
    let some = try BatchSweepSolver(
      sample.network, injectionBuses: buses, outputs: .voltageMagnitudes, observedBuses: observed)
    let whole = all.solve(
      activePowerWatts: sample.active.span, reactivePowerVar: sample.reactive.span)
    let part = some.solve(
      activePowerWatts: sample.active.span, reactivePowerVar: sample.reactive.span)
    #expect(part.voltageMagnitudesPerUnit.count == observed.count)
    for (place, bus) in observed.enumerated() {
      #expect(
        part.voltageMagnitudePerUnit(ofBus: place, inCase: 0)
          == whole.voltageMagnitudePerUnit(ofBus: bus, inCase: 0))
    }
  }

  @Test("Only what was asked for is kept, and memory is used again")
  func outputs() throws {
    let sample = RandomNetwork(seed: 2)
    let cases = Cases(sample, count: 30, seed: 5)
    let solver = try BatchSweepSolver(
      sample.network, injectionBuses: cases.buses, outputs: [.losses])
    var result = BatchSweepResult()
    for _ in 0..<2 {
      solver.solve(
        activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span, into: &result)
      #expect(result.voltageMagnitudesPerUnit.isEmpty && result.sourceActivePowerWatts.isEmpty)
      #expect(result.totalLossWatts.count == 30 && result.outcomes.allSatisfy(\.converged))
    }
    let none: [Double] = []
    solver.solve(activePowerWatts: none.span, reactivePowerVar: none.span, into: &result)
    #expect(result.caseCount == 0 && result.totalLossWatts.isEmpty)
  }
}
