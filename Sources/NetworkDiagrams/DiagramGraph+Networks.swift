package import PowerFlow
import Quantities

extension DiagramGraph {
  package init(_ model: NetworkModel, voltages: [[Double]]?) {
    switch model {
    case .balanced(let network): self.init(network)
    case .multiphase(let network): self.init(network)
    }
    findRepeatedLabels()
    guard let voltages else { return }
    for (node, values) in zip(nodes.indices, voltages) {
      // A bus whose list is empty has no voltage, which differs from a diagram without voltages.
      nodes[node].voltages = values.isEmpty ? [.nan] : values
    }
  }

  private init(_ network: Network) {
    self.init(name: network.name, title: network.title)
    let allPhases = 7
    nodes = network.buses.map {
      Node(name: $0.name, label: $0.label, nominalVolts: $0.nominalVoltage.volts)
    }
    for source in network.sources { update(source.bus) { $0.sources.append(source.name) } }
    for load in network.loads { update(load.bus) { $0.loads.append(load.label) } }
    for generator in network.generators {
      update(generator.bus) { $0.generators.append(generator.label) }
    }
    for shunt in network.shunts { update(shunt.bus) { $0.capacitors.append(shunt.name) } }
    for line in network.lines {
      add(
        Link(
          names: [line.name], from: line.from, to: line.to, kind: LinkKind(line.kind),
          isInService: line.isInService, phases: allPhases))
    }
    for transformer in network.transformers {
      add(
        Link(
          names: [transformer.name], from: transformer.highVoltageBus,
          to: transformer.lowVoltageBus, kind: .transformer,
          isInService: transformer.isInService, phases: allPhases))
    }
  }

  private init(_ network: MultiphaseNetwork) {
    self.init(name: network.name, title: network.title)
    let root3 = 3.0.squareRoot()
    nodes = network.buses.map {
      Node(
        name: $0.name, label: $0.label, nominalVolts: $0.nominalPhaseVoltage.volts * root3)
    }
    for source in network.sources {
      update(source.terminal.bus) { $0.sources.append(source.name) }
    }
    for load in network.loads { update(load.terminal.bus) { $0.loads.append(load.name) } }
    for generator in network.generators {
      update(generator.terminal.bus) { $0.generators.append(generator.name) }
    }
    for capacitor in network.capacitors {
      update(capacitor.terminal.bus) { $0.capacitors.append(capacitor.name) }
    }
    for line in network.lines {
      add(
        Link(
          names: [line.name], from: line.from.bus, to: line.to.bus, kind: LinkKind(line.kind),
          isInService: line.isInService, phases: phases(line.from)))
    }
    addTransformers(of: network)
  }

  private mutating func addTransformers(of network: MultiphaseNetwork) {
    let regulated = Set(network.regulators.map(\.transformer))
    for (index, transformer) in network.transformers.enumerated() {
      guard let first = transformer.windings.first else { continue }
      // A third winding is one more transformer between the first bus and its own.
      for winding in transformer.windings.dropFirst() {
        let ratio = first.ratedVolts / winding.ratedVolts
        let isRegulator = regulated.contains(index) && (0.8...1.25).contains(ratio)
        add(
          Link(
            names: [transformer.name], from: first.terminal.bus, to: winding.terminal.bus,
            kind: isRegulator ? .regulator : .transformer, isInService: transformer.isInService,
            phases: phases(first.terminal)))
      }
    }
  }
}

/// The phases among the conductors of a terminal, as bits.
private func phases(_ terminal: Terminal) -> Int {
  terminal.conductors.reduce(0) { (1...3).contains($1) ? $0 | 1 << ($1 - 1) : $0 }
}

extension DiagramGraph.LinkKind {
  fileprivate init(_ kind: LineKind) {
    switch kind {
    case .line: self = .line
    case .switch: self = .switch
    case .fuse: self = .fuse
    }
  }
}
