/// The largest numbers that were seen in each lane, and the nodes.
struct LaneMaximum {
  typealias Vector = SIMD2<Double>

  private var values: [Vector]
  private var nodes: [SIMD2<Int64>]

  init() {
    values = Array(repeating: .zero, count: LaneMemory.columns)
    nodes = Array(repeating: .zero, count: LaneMemory.columns)
  }

  /// The largest number of a lane; −1 if there were no numbers.
  func value(lane: Int) -> Double { values[lane / 2][lane % 2] }

  /// Where the largest number of a lane was seen.
  func node(lane: Int) -> Int { Int(nodes[lane / 2][lane % 2]) }

  /// Finds the largest numbers of some nodes.
  mutating func find(_ vectors: LaneMemory.Vectors, _ range: Range<Int>) {
    for column in values.indices {
      var largest = Vector(repeating: -1)
      var worst = SIMD2<Int64>(repeating: Int64(truncatingIfNeeded: range.lowerBound))
      for node in range {
        // SAFETY: there is a row for each node.
        let value = unsafe vectors[node &* LaneMemory.columns &+ column]
        let isLarger = value .> largest
        largest.replace(with: value, where: isLarger)
        worst.replace(with: SIMD2(repeating: Int64(truncatingIfNeeded: node)), where: isLarger)
      }
      values[column] = largest
      nodes[column] = worst
    }
  }
}
