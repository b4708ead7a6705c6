import ComplexModule
import PowerFlow
import Quantities
import RealModule
import Testing

/// Random networks against a dense solution that is written down a second time.
struct MultiphaseRandomTests {
  /// The admittances of all nodes as one dense matrix, and the currents of sources.
  private struct Dense {
    var matrix: ComplexMatrix
    var currents: [Phasor]
    let nodes: MultiphaseNodes

    init(_ network: MultiphaseNetwork) throws {
      nodes = try MultiphaseNodes(network)
      matrix = ComplexMatrix(rowCount: nodes.count, columnCount: nodes.count)
      currents = Array(repeating: .zero, count: nodes.count)
      for line in network.lines {
        add(try line.primitiveAdmittance(), [line.from, line.to])
      }
      for transformer in network.transformers {
        add(try transformer.primitiveAdmittance(), transformer.windings.map(\.terminal))
      }
      for bank in network.capacitors {
        add(
          try bank.primitiveAdmittance(),
          [bank.terminal, Terminal(bus: bank.terminal.bus, conductors: [0])])
      }
      for source in network.sources {
        // A very good conductor instead of a stiff source.
        let impedance =
          source.impedance.isZero ? Self.small(source.voltages.count) : source.impedance
        let admittance = try #require(impedance.inverse)
        add(admittance, [source.terminal])
        for (end, current) in zip(ends([source.terminal]), admittance * source.voltages) {
          currents[end] += current
        }
      }
    }

    static func small(_ count: Int) -> ComplexMatrix {
      ComplexMatrix(diagonal: Array(repeating: Phasor(1e-7, 0), count: count))
    }

    private func ends(_ terminals: [Terminal]) -> [Int] {
      terminals.flatMap { terminal in
        terminal.conductors.map {
          nodes.index(ofConductor: $0, atBus: terminal.bus) ?? MultiphaseNodes.ground
        }
      }
    }

    private mutating func add(_ admittance: ComplexMatrix, _ terminals: [Terminal]) {
      let ends = ends(terminals)
      for (row, end) in ends.enumerated() where end >= 0 {
        for (column, other) in ends.enumerated() where other >= 0 {
          matrix[end, other] += admittance[row, column]
        }
      }
    }

    /// The voltages at which loads draw what they should, by a fixed point on the dense inverse.
    func solve(_ network: MultiphaseNetwork) throws -> [Phasor] {
      let inverse = try #require(matrix.inverse)
      let phases = try network.loadPhases(nodes)
      let powers =
        network.loads.map { Phasor($0.activePowerWatts, $0.reactivePowerVar) }
        + network.generators.map { Phasor($0.activePowerWatts, $0.reactivePowerVar) }
      var voltages = inverse * currents
      for _ in 0..<300 {
        var injected = currents
        for phase in phases {
          let start: Phasor = phase.start < 0 ? .zero : voltages[phase.start]
          let end: Phasor = phase.end < 0 ? .zero : voltages[phase.end]
          let current = Self.current(start - end, powers[phase.element], phase)
          if phase.start >= 0 { injected[phase.start] -= current }
          if phase.end >= 0 { injected[phase.end] += current }
        }
        let next = inverse * injected
        let change = zip(next, voltages).map { ($0 - $1).length }.max() ?? 0
        voltages = next
        if change < 1e-9 { break }
      }
      return voltages
    }

    /// The current of a load, as the definitions of the models say it.
    private static func current(_ voltage: Phasor, _ power: Phasor, _ phase: LoadPhase) -> Phasor {
      let ratio = voltage.length / phase.ratedVolts
      let share = phase.share
      if let window = phase.window, phase.model != .constantImpedance,
        !(ratio > window.minimum && ratio < window.maximum)
      {
        // Not reached: the networks are made so that all voltages are good.
        return Phasor(.nan, .nan)
      }
      let active: Double
      let reactive: Double
      switch phase.model {
      case .constantPower: (active, reactive) = (1, 1)
      case .constantCurrent: (active, reactive) = (ratio, ratio)
      case .constantImpedance: (active, reactive) = (ratio * ratio, ratio * ratio)
      case .exponential(let first, let second):
        (active, reactive) = (Double.pow(ratio, first), Double.pow(ratio, second))
      case .polynomial(let first, let second):
        active = first.impedance * ratio * ratio + first.current * ratio + first.power
        reactive = second.impedance * ratio * ratio + second.current * ratio + second.power
      }
      let taken = Phasor(share * power.real * active, share * power.imaginary * reactive)
      return (taken / voltage).conjugate
    }
  }

  @Test("Both methods find the voltages of a dense solution", arguments: 0..<60 as Range<UInt64>)
  func dense(seed: UInt64) throws {
    let network = Self.withoutSwitches(RandomMultiphaseNetwork(seed: seed).network, ohms: 1e-3)
    let expected = try Dense(network).solve(network)
    var injection = try MultiphasePowerFlowSolver(
      network, method: .currentInjection, maximumIterations: 300)
    var newton = try MultiphasePowerFlowSolver(network, method: .newtonRaphson)
    #expect(injection.solve().converged)
    #expect(newton.solve().converged)
    var worst = (injection: 0.0, newton: 0.0)
    for node in expected.indices {
      let base = network.buses[injection.nodes.buses[node]].nominalPhaseVoltage.volts
      worst.injection = max(
        worst.injection, (injection.voltage(ofNode: node) - expected[node]).length / base)
      worst.newton = max(
        worst.newton, (newton.voltage(ofNode: node) - expected[node]).length / base)
    }
    #expect(worst.injection < 1e-8)
    #expect(worst.newton < 1e-8)
  }

  @Test("Totals are those of the whole solution", arguments: 0..<40 as Range<UInt64>)
  func totals(seed: UInt64) throws {
    let network = RandomMultiphaseNetwork(seed: seed).network
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.solve().converged)
    let solution = solver.solution
    var totals = MultiphaseTotals(network)
    solver.copyTotals(into: &totals)
    let scale = 1000 + solution.sourcePower.length
    #expect(abs(totals.sourceActiveWatts - solution.sourcePower.real) < 1e-6 * scale)
    #expect(abs(totals.sourceReactiveVar - solution.sourcePower.imaginary) < 1e-6 * scale)
    #expect(abs(totals.lossWatts - solution.loss.real) < 1e-6 * scale)
    for (branch, flow) in (solution.lines + solution.transformers).enumerated() {
      let power = flow.ends.first?.power.real ?? 0
      #expect(abs(totals.branchPowersWatts[branch] - power) < 1e-6 * scale)
      #expect(abs(totals.branchLossesWatts[branch] - flow.loss.real) < 1e-6 * scale)
      if let loading = flow.loading {
        #expect(abs(totals.branchLoadings[branch] - loading) < 1e-6 * (1 + loading))
      }
    }
  }

  @Test(
    "What sources and generators give is what loads take and branches lose",
    arguments: 0..<60 as Range<UInt64>)
  func balance(seed: UInt64) throws {
    let network = RandomMultiphaseNetwork(seed: seed).network
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.solve().converged)
    let solution = solver.solution
    let given = solution.sourcePower + solution.generatorPower
    let taken =
      solution.loadPower + solution.loss + solution.capacitors.reduce(.zero) { $0 + $1.power }
    #expect((given - taken).length < 1e-5 * (given.length + 1000))
    #expect(abs(solver.lossWatts - solution.loss.real) < 1e-3)
    #expect(solution.outcome.mismatchVoltAmperes < 0.01)
  }

  @Test("A closed switch is what a very good conductor is", arguments: 0..<30 as Range<UInt64>)
  func switches(seed: UInt64) throws {
    let network = RandomMultiphaseNetwork(seed: seed).network
    let conductors = Self.withoutSwitches(network, ohms: 1e-5)
    var solver = try MultiphasePowerFlowSolver(network)
    var other = try MultiphasePowerFlowSolver(conductors)
    #expect(solver.solve().converged)
    #expect(other.solve().converged)
    let (solution, expected) = (solver.solution, other.solution)
    for (node, row) in solution.nodes.enumerated() {
      #expect((row.voltage - expected.nodes[node].voltage).length < 0.01)
    }
    let isLoop = network.lines.filter(\.isClosedSwitch).count > network.buses.count
    for (line, row) in solution.lines.enumerated() where !isLoop {
      for (own, current) in zip(row.ends[0].currents, expected.lines[line].ends[0].currents) {
        #expect((own - current).length < 0.01)
      }
    }
  }

  /// The network with lines of a small resistance instead of closed switches.
  private static func withoutSwitches(
    _ network: MultiphaseNetwork, ohms: Double
  ) -> MultiphaseNetwork {
    var network = network
    for index in network.lines.indices where network.lines[index].isClosedSwitch {
      let count = network.lines[index].from.conductors.count
      network.lines[index].impedance = ComplexMatrix(
        diagonal: Array(repeating: Phasor(ohms, 0), count: count))
    }
    return network
  }

  @Test("A warm start finds the same voltages as a cold one", arguments: 0..<20 as Range<UInt64>)
  func warmStart(seed: UInt64) throws {
    let network = RandomMultiphaseNetwork(seed: seed).network
    let count = network.loads.count + network.generators.count
    let full = network.loads.map(\.activePowerWatts) + network.generators.map(\.activePowerWatts)
    let zero = [Double](repeating: 0, count: count)
    var warm = try MultiphasePowerFlowSolver(network)
    var cold = try MultiphasePowerFlowSolver(network)
    #expect(warm.solve(activePowerWatts: zero.span, reactivePowerVar: zero.span).converged)
    #expect(warm.solve(activePowerWatts: full.span, reactivePowerVar: zero.span).converged)
    #expect(cold.solve(activePowerWatts: full.span, reactivePowerVar: zero.span).converged)
    for node in 0..<warm.nodes.count {
      let nominal = network.buses[warm.nodes.buses[node]].nominalPhaseVoltage.volts
      #expect((warm.voltage(ofNode: node) - cold.voltage(ofNode: node)).length < 1e-7 * nominal)
    }
  }
}
