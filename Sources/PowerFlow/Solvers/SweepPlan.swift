/// The reduced tree that is swept: only buses that may have an injection, and where branches meet.
///
/// A node is a kept bus; nodes are in depth-first order, a parent before its children. A source
/// without impedance holds its bus whatever happens behind it, so the limbs at that bus are blocks
/// of their own, each swept until it alone has converged.
struct SweepPlan: Sendable {
  /// The position in the whole tree of each node.
  let positions: [Int]
  /// The bus of each node.
  let buses: [Int]
  /// The node of each bus, or −1.
  let nodes: [Int]
  /// The node that each node's branch leads to; −1 at node 0.
  let parents: [Int32]
  let impedances: [SpreadPair]
  let shunts: [SIMD2<Double>]
  let lossConductances: [Double]
  let baseMagnitudes: [Double]
  /// The ranges of nodes that can be solved each for itself.
  let blocks: [Range<Int>]
  /// Whether the source's bus holds its voltage. It is then in no block.
  let isStiff: Bool
  /// The buses that are not kept.
  let removed: RemovedBuses

  var nodeCount: Int { buses.count }

  /// - Parameter keeps: Which buses may have an injection.
  init(_ equations: RadialEquations, keeps: [Bool]) {
    let tree = equations.tree
    let reduction = TreeReduction(equations, keeps: tree.buses.map { keeps[$0] })
    let kept = tree.buses.indices.filter { reduction.removed[$0] == nil }
    var nodeOfPosition = [Int](repeating: -1, count: tree.buses.count)
    for (node, position) in kept.enumerated() { nodeOfPosition[position] = node }

    positions = kept
    buses = kept.map { tree.buses[$0] }
    nodes = tree.positions.map { nodeOfPosition[$0] }
    let parents = kept.map { position in
      position == 0 ? -1 : Int32(truncatingIfNeeded: nodeOfPosition[reduction.parents[position]])
    }
    self.parents = parents
    impedances = kept.map { SpreadPair(reduction.impedances[$0].x, reduction.impedances[$0].y) }
    shunts = kept.map { reduction.shunts[$0] }
    lossConductances = kept.map { reduction.lossConductances[$0] }
    baseMagnitudes = kept.map { equations.baseMagnitudes[$0] }
    isStiff = reduction.impedances[0] == .zero
    blocks = isStiff ? limbs(parents) : [0..<kept.count]
    removed = RemovedBuses(equations, reduction.removed, nodeOfPosition)
  }
}

/// The limbs at node 0, small neighbours together.
private func limbs(_ parents: [Int32]) -> [Range<Int>] {
  let smallest = 64
  var blocks: [Range<Int>] = []
  var start = 1
  for node in parents.indices.dropFirst(2) where parents[node] == 0 && node - start >= smallest {
    blocks.append(start..<node)
    start = node
  }
  if start < parents.count { blocks.append(start..<parents.count) }
  return blocks
}
