import ComplexModule
import Quantities
import RealModule

/// What the three-phase sweeps, one by one and in batch, prepare from a network.
struct MultiphaseSweepModel: Sendable {
  let nodes: MultiphaseNodes
  let loads: [LoadPhase]
  let groups: PhaseGroups
  let layout: PhaseLayout
  let upstream: Upstream
  let output: PhaseOutput
  /// The number of loads and generators, each of which has a power.
  let powerCount: Int

  /// - Throws: ``NetworkError`` for a network that is not radial or not whole, that has not exactly
  ///   one source or other conductors than the three phases, and for values that cannot be right.
  init(_ network: MultiphaseNetwork) throws(NetworkError) {
    guard !network.buses.isEmpty else { throw .empty }
    guard let source = network.sources.first else { throw .noSource }
    guard network.sources.count == 1 else {
      throw .severalSources(network.sources.map(\.name))
    }
    nodes = try MultiphaseNodes(network)
    try network.checkThreePhases(nodes)
    loads = try network.loadPhases(nodes)
    let tree = try PhaseTree(
      network, ends: network.phaseBranchEnds, root: source.terminal.bus)
    groups = try PhaseGroups(network, tree: tree, nodes: nodes, loads: loads)
    var builder = PhaseLayoutBuilder(groups, source: source, nodes: nodes, loads: loads)
    builder.build()
    layout = builder.layout
    upstream = builder.upstream
    output = PhaseOutput(layout.places)
    powerCount = network.loads.count + network.generators.count
  }
}

extension MultiphaseNetwork {
  /// The ends of all branches, lines first.
  fileprivate var phaseBranchEnds: [PhaseBranchEnds] {
    lines.map {
      PhaseBranchEnds(from: $0.from.bus, to: $0.to.bus, isInService: $0.isInService)
    }
      + transformers.map {
        PhaseBranchEnds(
          from: $0.windings[0].terminal.bus, to: $0.windings[1].terminal.bus,
          isInService: $0.isInService)
      }
  }

  /// Checks that every element is one that the three-phase sweep can take.
  fileprivate func checkThreePhases(_ nodes: MultiphaseNodes) throws(NetworkError) {
    func check(_ terminal: Terminal, _ element: String) throws(NetworkError) {
      _ = try nodes.indices(of: terminal, element: element)
    }
    for bus in buses {
      let volts = bus.nominalPhaseVoltage.volts
      guard volts > 0, volts.isFinite else {
        throw .impossibleValue(
          element: "the bus \(quoted(bus.name))", problem: "must have a positive nominal voltage")
      }
      guard bus.conductors.allSatisfy({ $0 <= 3 }) else {
        throw .impossibleValue(
          element: "the bus \(quoted(bus.name))",
          problem: "has other conductors than 1 to 3, which the three-phase sweep cannot take")
      }
    }
    for source in sources {
      let element = "the source \(quoted(source.name))"
      try check(source.terminal, element)
      guard source.voltages.allSatisfy(\.isFinite), source.impedance.isFinite else {
        throw .impossibleValue(element: element, problem: "must have finite values")
      }
      guard Set(source.terminal.conductors).count == source.terminal.conductors.count,
        !source.terminal.conductors.contains(Terminal.ground)
      else {
        throw .impossibleValue(element: element, problem: "must name each phase once")
      }
    }
    for line in lines {
      let element = "the line \(quoted(line.name))"
      try check(line.from, element)
      try check(line.to, element)
      guard line.impedance.isFinite, line.shuntAdmittance.isFinite else {
        throw .impossibleValue(element: element, problem: "must have finite impedances")
      }
      for terminal in [line.from, line.to] {
        guard Set(terminal.conductors).count == terminal.conductors.count,
          !terminal.conductors.contains(Terminal.ground)
        else {
          throw .impossibleValue(
            element: element,
            problem: "must name each conductor once and no ground for the three-phase sweep")
        }
      }
    }
    for transformer in transformers {
      let element = "the transformer \(quoted(transformer.name))"
      guard transformer.windings.count == 2 else {
        throw .impossibleValue(
          element: element, problem: "has three windings, which the three-phase sweep cannot take")
      }
      for winding in transformer.windings { try check(winding.terminal, element) }
    }
    for capacitor in capacitors {
      try check(capacitor.terminal, "the capacitor \(quoted(capacitor.name))")
    }
  }
}
