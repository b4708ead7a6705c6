extension DiagramLayout {
  /// A map: places as given, north at the top, scaled to the size of the picture.
  ///
  /// Nodes without a place are put beside a neighbour that has one.
  ///
  /// - Returns: `nil` if no node has a usable place.
  init?(map graph: DiagramGraph, _ coordinates: [String: DiagramPoint]) {
    var places = graph.nodes.map { node in
      (coordinates[node.name] ?? coordinates[node.label]).flatMap { $0.isUsable ? $0 : nil }
    }
    let known = places.compactMap { $0 }
    guard
      let left = known.map(\.x).min(), let right = known.map(\.x).max(),
      let bottom = known.map(\.y).min(), let top = known.map(\.y).max()
    else { return nil }
    let extent = max(right - left, top - bottom)
    // Places so near to each other are one, and the scale would not be finite.
    let isSpread = extent > 1e-9
    let scale = isSpread ? min(1150, 75 * extent / Self.usualLength(places, graph)) / extent : 1
    Self.fill(&places, graph, step: isSpread ? extent / 60 : 30)
    let all = places.compactMap { $0 }
    let origin = DiagramPoint(x: all.map(\.x).min() ?? left, y: all.map(\.y).max() ?? top)
    points = places.map { place in
      let offset = (place ?? origin) - origin
      return DiagramPoint(x: offset.x * scale, y: -offset.y * scale)
    }
    let points = points
    paths = graph.links.map { [points[$0.from], points[$0.to]] }
    isExtra = Array(repeating: false, count: graph.links.count)
    let lengths = graph.links.map { (points[$0.to] - points[$0.from]).length }.sorted()
    let median = lengths.isEmpty ? 40 : lengths[lengths.count / 2]
    unit = min(40, max(10, 0.8 * median))
    width = points.map(\.x).max() ?? 0
    height = points.map(\.y).max() ?? 0
  }

  /// The median length of the links on the map whose length is not zero; the smallest number if
  /// there is none, so that it limits nothing.
  private static func usualLength(_ places: [DiagramPoint?], _ graph: DiagramGraph) -> Double {
    let lengths = graph.links.compactMap { link -> Double? in
      guard let from = places[link.from], let to = places[link.to], from != to else { return nil }
      return (to - from).length
    }.sorted()
    return lengths.isEmpty ? .leastNormalMagnitude : lengths[lengths.count / 2]
  }

  /// Gives places to the nodes that have none, outward from those that have one.
  private static func fill(_ places: inout [DiagramPoint?], _ graph: DiagramGraph, step: Double) {
    var neighbours = [[Int]](repeating: [], count: graph.nodes.count)
    for link in graph.links {
      neighbours[link.from].append(link.to)
      neighbours[link.to].append(link.from)
    }
    var reached = places.indices.filter { places[$0] != nil }
    var next = 0
    while next < reached.count {
      let node = reached[next]
      next += 1
      guard let place = places[node] else { continue }
      var side = 0.0
      for other in neighbours[node] where places[other] == nil {
        side += 1
        places[other] = place + DiagramPoint(x: step * side, y: -0.6 * step)
        reached.append(other)
      }
    }
    // Islands without any place stand in a row below the map.
    let lowest = places.compactMap { $0?.y }.min() ?? 0
    let leftmost = places.compactMap { $0?.x }.min() ?? 0
    var count = 0.0
    for node in places.indices where places[node] == nil {
      places[node] = DiagramPoint(x: leftmost + 2 * step * count, y: lowest - 4 * step)
      count += 1
    }
  }
}

extension DiagramPoint {
  /// Whether the numbers are finite and of a size that a map may have.
  fileprivate var isUsable: Bool { abs(x) <= 1e9 && abs(y) <= 1e9 }
}
