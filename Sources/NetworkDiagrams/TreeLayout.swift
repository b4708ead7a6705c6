/// Columns and rows for the nodes of a forest, as in a hand-drawn one-line diagram.
///
/// The longest way from each node goes straight on along one row, the *lane*; all other branches
/// leave it upward or downward at a right angle and are lanes of their own. Lanes are placed from
/// the ends of the feeder to its source, each as near to the one it leaves as the outlines of what
/// is already there allow, so nothing crosses. The outlines are those of E. M. Reingold and J. S.
/// Tilford, "Tidier drawings of trees", IEEE Trans. Software Engineering 7(2), 1981.
package struct TreeLayout {
  /// The column of each node.
  package private(set) var columns: [Int]
  /// The row of each node.
  package private(set) var rows: [Int]
  /// The number of columns and rows.
  package private(set) var columnCount = 0
  package private(set) var rowCount = 0

  /// The number of columns between two nodes that show something.
  package static let usualStep = 4

  private let forest: SpanningForest
  /// The child of each node that goes straight on.
  private var straight: [Int?]
  /// The outline of each lane, by its first node.
  private var outlines: [Int: Outline] = [:]
  /// The row of each lane in relation to the lane it leaves, by its first node.
  private var offsets: [Int: Int] = [:]

  /// The rows that a lane and all that hangs on it take in each column, from the column at which it
  /// leaves its parent; its own row is 0.
  private struct Outline {
    var top: [Int]
    var bottom: [Int]

    init(columnCount: Int) {
      top = Array(repeating: 0, count: columnCount)
      bottom = top
    }

    mutating func extend(to count: Int) {
      // What is not there takes no row; 0 is the row of the lane, so it is never wrong.
      while top.count < count {
        top.append(0)
        bottom.append(0)
      }
    }
  }

  /// - Complexity: O(*n* · *c*) for *n* nodes and *c* columns from one to the next.
  package init(_ graph: DiagramGraph, _ forest: SpanningForest) {
    self.forest = forest
    columns = Array(repeating: 0, count: graph.nodes.count)
    rows = columns
    straight = Array(repeating: nil, count: graph.nodes.count)
    for tree in forest.trees {
      setColumns(tree, graph)
      placeLanes(tree)
    }
    arrangeTrees()
  }

  private mutating func setColumns(_ tree: [Int], _ graph: DiagramGraph) {
    for node in tree.dropFirst() {
      guard let parent = forest.parents[node], let link = forest.parentLinks[node] else { continue }
      // In a large network, buses where nothing happens are drawn closer together.
      let isPassedThrough =
        forest.children[node].count == 1 && graph.nodes[node].isPlain
        && graph.links[link].kind == .line
      let step =
        graph.links[link].kind.needsRoom
        ? Self.usualStep + 1 : isPassedThrough && tree.count > 60 ? 1 : Self.usualStep
      columns[node] = columns[parent] + step
    }
    var ends = columns
    for node in tree.reversed() {
      straight[node] = forest.children[node].max { ends[$0] < ends[$1] }
      for child in forest.children[node] { ends[node] = max(ends[node], ends[child]) }
    }
  }

  /// Whether a node begins a lane.
  private func isFirst(_ node: Int) -> Bool {
    forest.parents[node].map { straight[$0] != node } ?? true
  }

  private mutating func placeLanes(_ tree: [Int]) {
    // A lane comes after the one that it leaves, so backward all that hangs on it is known.
    for first in tree.reversed() where isFirst(first) { outline(first) }
    for node in tree {
      guard let parent = forest.parents[node] else { continue }
      rows[node] = rows[parent] + (isFirst(node) ? offsets[node] ?? 0 : 0)
    }
  }

  private mutating func outline(_ first: Int) {
    var lane = [first]
    while let last = lane.last, let next = straight[last] { lane.append(next) }
    let start = columns[forest.parents[first] ?? first]
    let end = columns[lane[lane.count - 1]]
    // One column more keeps the next lane away from what stands at the end.
    var outline = Outline(columnCount: end - start + 2)
    for node in lane.reversed() {
      for child in forest.children[node] where child != straight[node] {
        guard let branch = outlines.removeValue(forKey: child) else { continue }
        offsets[child] = attach(branch, at: columns[node] - start, to: &outline)
      }
    }
    outlines[first] = outline
  }

  /// Finds the nearest free row for a lane, and enters it there.
  private func attach(_ branch: Outline, at column: Int, to outline: inout Outline) -> Int {
    outline.extend(to: column + branch.top.count)
    var down = 1
    var up = -1
    for index in branch.top.indices {
      down = max(down, outline.bottom[column + index] - branch.top[index] + 1)
      up = min(up, outline.top[column + index] - branch.bottom[index] - 1)
    }
    let offset = -up < down ? up : down
    for index in branch.top.indices {
      let place = column + index
      outline.top[place] = min(outline.top[place], branch.top[index] + offset)
      outline.bottom[place] = max(outline.bottom[place], branch.bottom[index] + offset)
    }
    return offset
  }

  /// Puts the trees beside and below each other, no wider than the widest.
  private mutating func arrangeTrees() {
    let boxes = forest.trees.map { tree in
      (
        width: (tree.map { columns[$0] }.max() ?? 0) + Self.usualStep,
        top: tree.map { rows[$0] }.min() ?? 0, bottom: tree.map { rows[$0] }.max() ?? 0
      )
    }
    let area = boxes.reduce(0) { $0 + $1.width * ($1.bottom - $1.top + 2) }
    let limit = max(boxes.map(\.width).max() ?? 0, Int((8 * Double(area)).squareRoot()))
    var column = 0
    var row = 0
    var height = 0
    for (tree, box) in zip(forest.trees, boxes) {
      if column > 0, column + box.width > limit {
        row += height + 1
        (column, height) = (0, 0)
      }
      for node in tree {
        columns[node] += column
        rows[node] += row - box.top
      }
      column += box.width
      height = max(height, box.bottom - box.top + 1)
      columnCount = max(columnCount, column)
    }
    rowCount = row + height
    columnCount = max(1, columnCount - Self.usualStep + 1)
    outlines = [:]
  }
}

extension DiagramGraph.LinkKind {
  /// Whether the symbol needs more than the usual length.
  fileprivate var needsRoom: Bool { self == .transformer || self == .regulator }
}
