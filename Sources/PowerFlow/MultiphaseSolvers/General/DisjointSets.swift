/// Sets that are joined step by step, such as what closed switches make one.
struct DisjointSets {
  private var parents: [Int]

  /// Creates as many sets of one member each.
  init(count: Int) { parents = Array(0..<count) }

  /// The member that stands for the set of a member.
  mutating func find(_ member: Int) -> Int {
    var root = member
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  /// Makes one set of two; returns whether they were two.
  @discardableResult
  mutating func join(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (find(first), find(second))
    guard one != other else { return false }
    parents[max(one, other)] = min(one, other)
    return true
  }
}
