/// The largest numbers that were seen in each lane, and the rows.
struct LaneMaximum {
  typealias Vector = SIMD2<Double>

  private var values: [Vector]
  private var rows: [SIMD2<Int64>]

  init() {
    values = Array(repeating: .zero, count: LaneMemory.lanes / 2)
    rows = Array(repeating: .zero, count: LaneMemory.lanes / 2)
  }

  /// The largest number of a lane; −1 if there were no numbers.
  func value(lane: Int) -> Double { values[lane / 2][lane % 2] }

  /// Where the largest number of a lane was seen.
  func row(lane: Int) -> Int { Int(rows[lane / 2][lane % 2]) }

  /// Finds the largest numbers of some rows.
  mutating func find(_ numbers: UnsafeMutablePointer<Double>, _ range: Range<Int>) {
    // SAFETY: each row has as many numbers as there are lanes, and is aligned for vectors.
    let vectors = unsafe UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: Vector.self)
    for column in values.indices {
      var largest = Vector(repeating: -1)
      var worst = SIMD2<Int64>(repeating: Int64(truncatingIfNeeded: range.lowerBound))
      for row in range {
        let value = unsafe vectors[row &* (LaneMemory.lanes / 2) &+ column]
        let isLarger = value .> largest
        largest.replace(with: value, where: isLarger)
        worst.replace(with: SIMD2(repeating: Int64(truncatingIfNeeded: row)), where: isLarger)
      }
      values[column] = largest
      rows[column] = worst
    }
  }
}
