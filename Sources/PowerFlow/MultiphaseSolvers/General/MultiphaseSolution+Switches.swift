import ComplexModule
import RealModule

extension MultiphaseSolution {
  /// Finds the currents of lines without impedance from what leaves the nodes that they join.
  ///
  /// The lines that join a set of nodes form a tree, whose currents follow from the ends to a source
  /// or any node. Where they form a loop, no current can be told from voltages: those lines that close
  /// it count as carrying none.
  mutating func addSwitches(_ network: MultiphaseNetwork, _ balance: inout NodeBalance) {
    struct Edge {
      let line: Int
      let position: Int
      let from: Int
      let to: Int
    }
    let ground = nodes.count
    var indices: [Int: [Int: Int]] = [:]
    for (index, node) in nodes.enumerated() {
      indices[node.bus, default: [:]][node.conductor] = index
    }
    func vertex(_ bus: Int, _ conductor: Int) -> Int {
      conductor == PowerFlow.Terminal.ground ? ground : indices[bus]?[conductor] ?? ground
    }
    var edges: [Edge] = []
    var sets = DisjointSets(count: ground + 1)
    var neighbours: [Int: [Int]] = [:]
    for (index, line) in network.lines.enumerated()
    where line.isInService && line.isClosedSwitch {
      for position in line.from.conductors.indices {
        let from = vertex(line.from.bus, line.from.conductors[position])
        let to = vertex(line.to.bus, line.to.conductors[position])
        guard sets.join(from, to) else { continue }
        neighbours[from, default: []].append(edges.count)
        neighbours[to, default: []].append(edges.count)
        edges.append(Edge(line: index, position: position, from: from, to: to))
      }
    }
    guard !edges.isEmpty else { return }
    var visited: Set<Int> = []
    var order: [(vertex: Int, edge: Int?)] = []
    let sourceNodes = network.sources.flatMap { source in
      source.terminal.conductors.map { vertex(source.terminal.bus, $0) }
    }
    for root in [ground] + sourceNodes + neighbours.keys.sorted()
    where visited.insert(root).inserted {
      order.append((root, nil))
      var next = order.count - 1
      while next < order.count {
        let vertex = order[next].vertex
        next += 1
        for edge in neighbours[vertex] ?? [] {
          let other = edges[edge].from == vertex ? edges[edge].to : edges[edge].from
          if visited.insert(other).inserted { order.append((other, edge)) }
        }
      }
    }
    for (vertex, edge) in order.reversed() {
      guard let edge, vertex != ground else { continue }
      let along = edges[edge]
      let outflow = balance.outflow(vertex)
      let other = along.from == vertex ? along.to : along.from
      balance.add(outflow, from: other == ground ? MultiphaseNodes.ground : other, to: vertex)
      let current = along.from == vertex ? -outflow : outflow
      lines[along.line].ends[0].currents[along.position] = current
      lines[along.line].ends[1].currents[along.position] = -current
      let power = balance.voltage(vertex) * current.conjugate
      lines[along.line].ends[0].powers[along.position] = power
      lines[along.line].ends[1].powers[along.position] = -power
      if let rating = network.lines[along.line].ratedCurrentAmperes {
        let loading = current.length / rating
        lines[along.line].loading = max(lines[along.line].loading ?? 0, loading)
      }
    }
  }
}
