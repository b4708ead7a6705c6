import ComplexModule
import Quantities
import RealModule

/// Buses that branches without impedance make one, and what is joined to them.
struct PhaseGroup: Sendable {
  /// The index of the group toward the source; −1 at the source.
  let parent: Int
  /// What lies between the parent and the group; `nil` at the source.
  let edge: PhaseEdge?
  /// The base voltage, in volts.
  let base: Double
  /// All constant admittances to ground, per unit.
  var shunt = PhaseEdge.zeros
  /// The indices of the phases of loads and generators.
  var loads: [Int] = []
  /// The phases in which current can leave here or behind.
  var liveMask: UInt8 = 0
  /// The groups behind, as far as current can flow there.
  var liveChildren: [Int] = []

  /// Whether the edge changes voltages in another way than by a series impedance.
  var isBehindTwoPort: Bool { edge?.ratio != nil }
  /// Whether nothing at all is joined to the group.
  var isBare: Bool { loads.isEmpty && shunt.isZero }
}

/// The tree of a network with all values per unit and buses without impedance between them fused.
///
/// A voltage is in units of the bus's nominal voltage, a current the power in W at that voltage.
struct PhaseGroups: Sendable {
  let tree: PhaseTree
  /// The groups, parents before children.
  private(set) var groups: [PhaseGroup] = []
  /// The group of each bus.
  private(set) var groupOfBus: [Int]
  /// The edge at each position of the tree; `nil` at the source.
  private(set) var edges: [PhaseEdge?] = []

  /// - Precondition: All elements were checked to refer to conductors 0 to 3 of existing buses.
  init(
    _ network: MultiphaseNetwork, tree: PhaseTree, nodes: MultiphaseNodes, loads: [LoadPhase]
  ) throws(NetworkError) {
    self.tree = tree
    groupOfBus = Array(repeating: -1, count: network.buses.count)
    var hasPhase: [[Bool]] = []
    for (position, bus) in tree.buses.enumerated() {
      let base = network.buses[bus].nominalPhaseVoltage.volts
      let parent = tree.parents[position]
      guard parent >= 0 else {
        groupOfBus[bus] = 0
        groups.append(PhaseGroup(parent: -1, edge: nil, base: base))
        edges.append(nil)
        let source = network.sources[0].terminal.conductors
        hasPhase.append((1...3).map { source.contains($0) })
        try Self.check(network.buses[bus], hasPhase[0])
        continue
      }
      let parentBus = tree.buses[parent]
      let builder = PhaseEdgeBuilder(network: network, parentBus: parentBus, childBus: bus)
      let edge = try builder.edge(tree.bundles[position])
      let comesAlong =
        edge.ratio == nil ? (0..<3).map { edge.reaches[$0] && hasPhase[parent][$0] } : edge.reaches
      try Self.check(network.buses[bus], comesAlong)
      hasPhase.append(comesAlong)
      edges.append(edge)
      if edge.isFused {
        groupOfBus[bus] = groupOfBus[parentBus]
      } else {
        groupOfBus[bus] = groups.count
        groups.append(PhaseGroup(parent: groupOfBus[parentBus], edge: edge, base: base))
      }
      groups[groupOfBus[parentBus]].shunt = groups[groupOfBus[parentBus]].shunt + edge.parentShunt
      groups[groupOfBus[bus]].shunt = groups[groupOfBus[bus]].shunt + edge.childShunt
    }
    for capacitor in network.capacitors {
      try add(capacitor)
    }
    for (index, load) in loads.enumerated() {
      let group = groupOfBus[nodes.buses[max(load.start, load.end)]]
      groups[group].loads.append(index)
      for node in [load.start, load.end] where node >= 0 {
        groups[group].liveMask |= 1 << UInt8(nodes.conductors[node] - 1)
      }
    }
    markLive()
  }

  private static func check(_ bus: MultiphaseBus, _ phases: [Bool]) throws(NetworkError) {
    for conductor in bus.conductors where !phases[conductor - 1] {
      throw .impossibleValue(
        element: "conductor \(conductor) of the bus \(quoted(bus.name))",
        problem: "has no connection to the source, which the three-phase sweep cannot take")
    }
  }

  private mutating func add(_ capacitor: CapacitorBank) throws(NetworkError) {
    let group = groupOfBus[capacitor.terminal.bus]
    let admittance = try capacitor.primitiveAdmittance()
    let base = groups[group].base
    let scale = Complex(base * base)
    for (row, conductor) in capacitor.terminal.conductors.enumerated() where conductor > 0 {
      for (column, other) in capacitor.terminal.conductors.enumerated() where other > 0 {
        groups[group].shunt[conductor - 1, other - 1] += scale * admittance[row, column]
      }
    }
  }

  /// Finds where current can flow, from the ends to the source.
  private mutating func markLive() {
    for index in groups.indices.reversed() {
      for phase in 0..<3 {
        for other in 0..<3 where !groups[index].shunt[phase, other].isZero {
          groups[index].liveMask |= 1 << UInt8(phase) | 1 << UInt8(other)
        }
      }
      guard let edge = groups[index].edge else { continue }
      let parent = groups[index].parent
      if edge.ratio != nil {
        // The voltages behind a two-port are of interest even if no current flows, and it takes
        // all three of its parent.
        groups[parent].liveMask = 7
        groups[parent].liveChildren.append(index)
      } else if groups[index].liveMask != 0 {
        groups[parent].liveMask |= groups[index].liveMask
        groups[parent].liveChildren.append(index)
      }
    }
    for index in groups.indices { groups[index].liveChildren.reverse() }
  }
}
