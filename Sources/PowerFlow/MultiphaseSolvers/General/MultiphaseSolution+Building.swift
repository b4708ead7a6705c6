import ComplexModule
import Quantities
import RealModule

extension MultiphaseSolution {
  /// Collects the results of the last solution.
  init(_ network: MultiphaseNetwork, _ core: borrowing MultiphaseCore) {
    outcome = core.outcome
    method = core.method
    worstNode = core.node(ofPoint: core.worstPoint)
    let nodes = core.equations.nodes
    let voltages = core.voltages
    self.nodes = (0..<nodes.count).map { node in
      Node(
        bus: nodes.buses[node], conductor: nodes.conductors[node], voltage: voltages[node],
        magnitudePerUnit: core.magnitudePerUnit(ofNode: node))
    }
    unbalancePercent = network.buses.indices.map { bus in
      let phases = (1...3).compactMap { nodes.index(ofConductor: $0, atBus: bus) }
      return phases.count == 3
        ? PowerFlow.unbalancePercent(
          voltages[phases[0]], voltages[phases[1]], voltages[phases[2]]) : nil
    }
    taps = network.transformers.map { $0.windings.map(\.tap) }

    var balance = NodeBalance(nodes, voltages)
    addBranches(network, core.equations, &balance)
    addInjections(network, core, &balance)
    addSwitches(network, &balance)
    addSources(network, core.equations, balance)
  }

  private mutating func addBranches(
    _ network: MultiphaseNetwork, _ equations: MultiphaseEquations, _ balance: inout NodeBalance
  ) {
    let nowhere = { (terminal: PowerFlow.Terminal) in
      Terminal(
        bus: terminal.bus, conductors: terminal.conductors,
        currents: Array(repeating: .zero, count: terminal.conductors.count),
        powers: Array(repeating: .zero, count: terminal.conductors.count))
    }
    lines = network.lines.map {
      Branch(name: $0.name, ends: [nowhere($0.from), nowhere($0.to)], loading: nil)
    }
    transformers = network.transformers.map {
      Branch(name: $0.name, ends: $0.windings.map { nowhere($0.terminal) }, loading: nil)
    }
    capacitors = network.capacitors.map {
      Injection(
        name: $0.name, power: .zero, demandedPower: .zero, terminal: nowhere($0.terminal),
        voltagesPerUnitOfRating: [], isOutsideWindow: false)
    }
    for element in equations.elements {
      let currents = balance.add(element)
      switch element.kind {
      case .line(let index):
        lines[index].ends = balance.split(currents, among: lines[index].ends)
        lines[index].loading = loading(lines[index], network.lines[index].ratedCurrentAmperes)
      case .transformer(let index):
        transformers[index].ends = balance.split(currents, among: transformers[index].ends)
        transformers[index].loading = loading(
          transformers[index], network.transformers[index])
      case .capacitor(let index):
        let ends = balance.split(currents, among: [capacitors[index].terminal])
        capacitors[index].terminal = ends[0]
        capacitors[index].power = ends[0].power
        capacitors[index].demandedPower = ends[0].power
      case .source, .shunt: break
      }
    }
  }

  private func loading(_ branch: Branch, _ rating: Double?) -> Double? {
    rating.map { rating in
      (branch.ends.flatMap(\.currents).map(\.length).max() ?? 0) / rating
    }
  }

  /// The apparent power of the busiest winding over its rating.
  private func loading(_ branch: Branch, _ transformer: MultiphaseTransformer) -> Double? {
    zip(branch.ends, transformer.windings).map { end, winding in
      end.power.length / winding.ratedVoltAmperes
    }.max()
  }

  private mutating func addInjections(
    _ network: MultiphaseNetwork, _ core: borrowing MultiphaseCore, _ balance: inout NodeBalance
  ) {
    let nodes = core.equations.nodes
    guard let phases = try? network.loadPhases(nodes) else { return }
    loads = network.loads.map { Injection(name: $0.name, at: $0.terminal) }
    generators = network.generators.map { Injection(name: $0.name, at: $0.terminal) }
    for phase in phases {
      let voltage = balance.voltage(phase.start) - balance.voltage(phase.end)
      let active = core.state.activeWatts[phase.element]
      let reactive = core.state.reactiveVar[phase.element]
      let current = phase.current(
        at: voltage, activePowerWatts: active, reactivePowerVar: reactive)
      var unbounded = phase
      unbounded.window = nil
      let demanded = unbounded.current(
        at: voltage, activePowerWatts: active, reactivePowerVar: reactive)
      balance.add(current, from: phase.start, to: phase.end)
      let isLoad = phase.element < network.loads.count
      let index = isLoad ? phase.element : phase.element - network.loads.count
      let sign = Complex<Double>(isLoad ? 1 : -1)
      let isOutside = phase.isOutsideWindow(atVolts: voltage.length)
      func update(_ injection: inout Injection) {
        injection.power += sign * voltage * current.conjugate
        injection.demandedPower += sign * voltage * demanded.conjugate
        injection.voltagesPerUnitOfRating.append(voltage.length / phase.ratedVolts)
        injection.isOutsideWindow = injection.isOutsideWindow || isOutside
        for (position, conductor) in injection.terminal.conductors.enumerated() {
          let node = nodes.index(ofConductor: conductor, atBus: injection.terminal.bus)
          let part: Complex<Double> =
            node == phase.start ? sign * current : node == phase.end ? -sign * current : .zero
          injection.terminal.currents[position] += part
          injection.terminal.powers[position] +=
            balance.voltage(node ?? MultiphaseNodes.ground) * part.conjugate
        }
      }
      if isLoad { update(&loads[index]) } else { update(&generators[index]) }
    }
  }

  private mutating func addSources(
    _ network: MultiphaseNetwork, _ equations: MultiphaseEquations, _ balance: NodeBalance
  ) {
    let nodes = equations.nodes
    var served: Set<Int> = []
    sources = network.sources.enumerated().map { index, source in
      let ends = source.terminal.conductors.map {
        nodes.index(ofConductor: $0, atBus: source.terminal.bus) ?? MultiphaseNodes.ground
      }
      var currents: [Complex<Double>]
      if let element = equations.elements.first(where: { $0.kind == .source(index) }) {
        currents = (element.admittance * ends.map(balance.voltage)).map { -$0 }
        for position in currents.indices { currents[position] += element.currents[position] }
      } else {
        // What leaves the node must come from the source that holds its voltage.
        currents = ends.map { end in
          served.insert(end).inserted ? balance.outflow(end) : .zero
        }
      }
      return Terminal(
        bus: source.terminal.bus, conductors: source.terminal.conductors, currents: currents,
        powers: zip(ends, currents).map { balance.voltage($0) * $1.conjugate })
    }
  }
}

extension MultiphaseSolution.Injection {
  /// An element through which nothing flows yet.
  fileprivate init(name: String, at terminal: PowerFlow.Terminal) {
    self.init(
      name: name, power: .zero, demandedPower: .zero,
      terminal: MultiphaseSolution.Terminal(
        bus: terminal.bus, conductors: terminal.conductors,
        currents: Array(repeating: .zero, count: terminal.conductors.count),
        powers: Array(repeating: .zero, count: terminal.conductors.count)),
      voltagesPerUnitOfRating: [], isOutsideWindow: false)
  }
}
