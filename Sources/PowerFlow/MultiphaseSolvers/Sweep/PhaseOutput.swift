/// In which order the magnitudes of all nodes are found, so that no root is taken twice.
///
/// Most nodes lie on the way between two calculated ones, where the voltage is a straight line; many
/// others have the voltage of another node.
struct PhaseOutput: Sendable {
  /// Slots whose voltage is that of a node, and the node.
  private(set) var slots: [Int32] = []
  private(set) var slotNodes: [Int32] = []
  /// The slots between which straight lines run, and where the points of each begin.
  private(set) var lineStarts: [Int32] = []
  private(set) var lineEnds: [Int32] = []
  private(set) var lineOffsets: [Int32] = [0]
  /// The share of the way at which each point lies, and its node. Each line has an even number.
  private(set) var shares: [Double] = []
  private(set) var shareNodes: [Int32] = []
  /// Nodes that have the voltage of another one, and that other one.
  private(set) var copies: [Int32] = []
  private(set) var originals: [Int32] = []

  init(_ places: [PhaseLayout.Place]) {
    var firstNodes: [PhaseLayout.Place: Int] = [:]
    var lines: [Ends: Int] = [:]
    var points: [(ends: Ends, points: [(share: Double, node: Int)])] = []
    for (node, place) in places.enumerated() {
      if let first = firstNodes[place] {
        copies.append(Int32(truncatingIfNeeded: node))
        originals.append(Int32(truncatingIfNeeded: first))
        continue
      }
      firstNodes[place] = node
      if place.start == place.end {
        slots.append(Int32(truncatingIfNeeded: place.start))
        slotNodes.append(Int32(truncatingIfNeeded: node))
        continue
      }
      let ends = Ends(start: place.start, end: place.end)
      if let line = lines[ends] {
        points[line].points.append((place.share, node))
      } else {
        lines[ends] = points.count
        points.append((ends, [(place.share, node)]))
      }
    }
    // Lines that start at one slot follow each other.
    points.sort { ($0.ends.start, $0.ends.end) < ($1.ends.start, $1.ends.end) }
    for var line in points {
      lineStarts.append(Int32(truncatingIfNeeded: line.ends.start))
      lineEnds.append(Int32(truncatingIfNeeded: line.ends.end))
      if !line.points.count.isMultiple(of: 2), let last = line.points.last {
        line.points.append(last)
      }
      shares += line.points.map(\.share)
      shareNodes += line.points.map { Int32(truncatingIfNeeded: $0.node) }
      lineOffsets.append(Int32(truncatingIfNeeded: shares.count))
    }
  }

  private struct Ends: Hashable {
    let start: Int
    let end: Int
  }
}
