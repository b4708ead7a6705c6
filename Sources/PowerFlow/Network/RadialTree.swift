/// The buses of a radial network in depth-first order from the source: a parent comes before its
/// children, so one loop upward and one loop downward visit the tree.
///
/// Position 0 is the bus of the source.
struct RadialTree: Sendable {
  /// The bus at each position.
  private(set) var buses: [Int]
  /// The position of each bus.
  private(set) var positions: [Int]
  /// The position of each position's parent; 0 at position 0.
  private(set) var parents: [Int32]
  /// The branch that joins each position to its parent; −1 at position 0.
  private(set) var branches: [Int]
  /// Whether the parent is at the “from” end of that branch.
  private(set) var parentIsFrom: [Bool]

  /// Walks through a network whose elements refer to existing buses only.
  ///
  /// - Throws: ``NetworkError/island(buses:)`` or ``NetworkError/loop(branches:)``.
  /// - Complexity: O(*n*) for *n* buses and branches.
  init(_ network: Network, root: Int) throws(NetworkError) {
    let ends = network.branchEnds
    let neighbours = Neighbours(ends, busCount: network.buses.count)
    buses = []
    positions = Array(repeating: -1, count: network.buses.count)
    parents = []
    branches = []
    parentIsFrom = []

    var pending = [(bus: root, parent: 0, branch: -1)]
    while let next = pending.popLast() {
      guard positions[next.bus] < 0 else {
        throw .loop(branches: loop(closedBy: next.branch, ends[next.branch], in: network))
      }
      let position = buses.count
      positions[next.bus] = position
      buses.append(next.bus)
      parents.append(Int32(truncatingIfNeeded: next.parent))
      branches.append(next.branch)
      parentIsFrom.append(next.branch >= 0 && ends[next.branch].to == next.bus)
      for branch in neighbours.branches(at: next.bus).reversed() where branch != next.branch {
        let other = ends[branch].from == next.bus ? ends[branch].to : ends[branch].from
        pending.append((other, position, branch))
      }
    }
    guard buses.count == network.buses.count else {
      let cutOff = network.buses.indices.filter { positions[$0] < 0 }
      throw .island(buses: cutOff.map { network.buses[$0].name })
    }
  }

  /// The names of the branches on the loop that a branch between two visited buses closes.
  private func loop(closedBy branch: Int, _ ends: BranchEnds, in network: Network) -> [String] {
    var names = [network.branchName(branch)]
    var first = positions[ends.from]
    var second = positions[ends.to]
    while first >= 0, second >= 0, first != second {
      // The later position lies deeper or in another limb; its parent comes earlier.
      if first > second {
        names.append(network.branchName(branches[first]))
        first = Int(parents[first])
      } else {
        names.append(network.branchName(branches[second]))
        second = Int(parents[second])
      }
    }
    return names
  }
}

/// The branches in service at each bus, in compressed rows.
private struct Neighbours {
  private var starts: [Int]
  private var branchList: [Int]

  init(_ ends: [BranchEnds], busCount: Int) {
    starts = Array(repeating: 0, count: busCount + 1)
    for branch in ends where branch.isInService {
      starts[branch.from + 1] += 1
      starts[branch.to + 1] += 1
    }
    for bus in 0..<busCount {
      starts[bus + 1] += starts[bus]
    }
    var next = starts
    branchList = Array(repeating: 0, count: starts[busCount])
    for (index, branch) in ends.enumerated() where branch.isInService {
      for bus in [branch.from, branch.to] {
        branchList[next[bus]] = index
        next[bus] += 1
      }
    }
  }

  func branches(at bus: Int) -> ArraySlice<Int> { branchList[starts[bus]..<starts[bus + 1]] }
}
