/// Where everything is drawn, in the units of the picture.
struct DiagramLayout {
  /// The place of each node.
  var points: [DiagramPoint]
  /// The way of each link from its “from” node to its “to” node.
  var paths: [[DiagramPoint]]
  /// Whether each link is one that closes a loop, or is open, beside the tree.
  var isExtra: [Bool]
  /// The size of the symbols: the room around a usual bus.
  var unit: Double
  /// The size of the drawing, without margins.
  var width: Double
  var height: Double
}

extension DiagramLayout {
  /// A tidy tree.
  init(tree graph: DiagramGraph) {
    let forest = SpanningForest(graph)
    let tree = TreeLayout(graph, forest)
    let roomy = max(16, Self.usualLabelWidth(graph) / Double(TreeLayout.usualStep))
    let columnWidth = min(roomy, max(3, 1500 / Double(tree.columnCount)))
    let usual = columnWidth * Double(TreeLayout.usualStep)
    let rowHeight = min(50, max(0.9 * usual, 900 / Double(max(1, tree.rowCount)), 13))
    points = graph.nodes.indices.map {
      DiagramPoint(
        x: Double(tree.columns[$0]) * columnWidth, y: Double(tree.rows[$0]) * rowHeight)
    }
    let points = points
    paths = graph.links.map { [points[$0.from], points[$0.to]] }
    isExtra = Array(repeating: false, count: graph.links.count)
    for node in graph.nodes.indices {
      guard let parent = forest.parents[node], let link = forest.parentLinks[node] else { continue }
      let corner = DiagramPoint(x: points[parent].x, y: points[node].y)
      let way =
        corner == points[parent]
        ? [points[parent], points[node]] : [points[parent], corner, points[node]]
      paths[link] = graph.links[link].from == parent ? way : way.reversed()
    }
    for link in forest.otherLinks {
      isExtra[link] = true
      paths[link] = Self.arc(points[graph.links[link].from], points[graph.links[link].to])
    }
    unit = min(rowHeight, usual)
    width = Double(tree.columnCount - 1) * columnWidth
    height = Double(max(0, tree.rowCount - 1)) * rowHeight
  }

  /// The room that most labels of a small network need, so that they fit between two buses.
  private static func usualLabelWidth(_ graph: DiagramGraph) -> Double {
    guard graph.nodes.count <= 60 else { return 0 }
    let counts = graph.nodes.indices.map { min(24, graph.shownName(of: $0).count) }.sorted()
    let count = counts.isEmpty ? 0 : counts[3 * counts.count / 4]
    return 6.6 * Double(count) + (graph.nodes.contains { !$0.voltages.isEmpty } ? 46 : 12)
  }

  /// A flat arc, so that an extra link does not lie on what it passes.
  private static func arc(_ start: DiagramPoint, _ end: DiagramPoint) -> [DiagramPoint] {
    let chord = end - start
    let bulge = chord.direction.turned * min(40, 0.16 * chord.length)
    return (0...12).map { step in
      let share = Double(step) / 12
      return start + chord * share + bulge * (4 * share * (1 - share))
    }
  }
}
