/// A tree for each part of a network, from its source to the ends.
package struct SpanningForest {
  /// The parent of each node, or `nil` for a root.
  package private(set) var parents: [Int?]
  /// The link to the parent of each node.
  private(set) var parentLinks: [Int?]
  /// The children of each node, in the order of the links.
  private(set) var children: [[Int]]
  /// The nodes of each tree, parents before children; the trees in the order of their roots.
  package private(set) var trees: [[Int]] = []
  /// The links that belong to no tree: those that close loops, and open ones.
  package private(set) var otherLinks: [Int] = []

  /// Walks through a graph, breadth first from its sources and then from what they do not reach.
  ///
  /// - Complexity: O(*n*) for *n* nodes and links.
  package init(_ graph: DiagramGraph) {
    let count = graph.nodes.count
    parents = Array(repeating: nil, count: count)
    parentLinks = parents
    children = Array(repeating: [], count: count)
    var links = [[Int]](repeating: [], count: count)
    for (index, link) in graph.links.enumerated() where link.isInService {
      links[link.from].append(index)
      links[link.to].append(index)
    }
    // Without a source, the end of a feeder is a better root than its middle.
    let sources = graph.nodes.indices.filter { !graph.nodes[$0].sources.isEmpty }
    let ends = graph.nodes.indices.filter { links[$0].count == 1 }
    var isReached = [Bool](repeating: false, count: count)
    for root in sources + ends + Array(graph.nodes.indices) where !isReached[root] {
      grow(from: root, graph, links, &isReached)
    }
    let used = Set(parentLinks.compactMap { $0 })
    otherLinks = graph.links.indices.filter { !used.contains($0) }
  }

  private mutating func grow(
    from root: Int, _ graph: DiagramGraph, _ links: [[Int]], _ isReached: inout [Bool]
  ) {
    var nodes = [root]
    isReached[root] = true
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      next += 1
      for index in links[node] {
        let link = graph.links[index]
        let other = link.from == node ? link.to : link.from
        guard !isReached[other] else { continue }
        isReached[other] = true
        parents[other] = node
        parentLinks[other] = index
        children[node].append(other)
        nodes.append(other)
      }
    }
    trees.append(nodes)
  }
}
