/// One exact number for each member and interval, in milliwatt-hours, in half the memory where all
/// fit 32 bits.
struct CompactRegisters: Sendable {
  private let intervals: Int
  private var narrow: [Int32]
  private var wide: [Int64] = []

  init(members: Int, intervals: Int) {
    self.intervals = intervals
    narrow = Array(repeating: 0, count: members * intervals)
  }

  /// Sets what a member registered in an interval.
  mutating func set(_ value: Int64, member: Int, interval: Int) {
    let index = member * intervals + interval
    if wide.isEmpty {
      guard let small = Int32(exactly: value) else {
        wide = narrow.map { Int64($0) }
        narrow = []
        wide[index] = value
        return
      }
      narrow[index] = small
    } else {
      wide[index] = value
    }
  }

  /// Calls a body with every number of a member, in order.
  func forEach(ofMember member: Int, _ body: (Int, Int64) -> Void) {
    let base = member * intervals
    if wide.isEmpty {
      for interval in 0..<intervals { body(interval, Int64(narrow[base + interval])) }
    } else {
      for interval in 0..<intervals { body(interval, wide[base + interval]) }
    }
  }

  /// The numbers of a member.
  func values(ofMember member: Int) -> [Int64] {
    let range = member * intervals..<(member + 1) * intervals
    return wide.isEmpty ? narrow[range].map { Int64($0) } : Array(wide[range])
  }
}
