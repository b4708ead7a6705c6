/// The buses of a radial network with phases, in depth-first order from the source: a parent comes
/// before its children. All branches between the same two buses are one bundle.
///
/// Position 0 is the bus of the source.
struct PhaseTree: Sendable {
  /// The bus at each position.
  private(set) var buses: [Int] = []
  /// The position of each bus.
  private(set) var positions: [Int]
  /// The position of each position's parent; −1 at position 0.
  private(set) var parents: [Int] = []
  /// The branches that join each position to its parent.
  private(set) var bundles: [[Int]] = []

  /// Walks through a network whose branches refer to existing buses only.
  ///
  /// - Throws: ``NetworkError/island(buses:)`` or ``NetworkError/loop(branches:)``.
  /// - Complexity: O(*n*) for *n* buses and branches.
  init(_ network: MultiphaseNetwork, ends: [PhaseBranchEnds], root: Int) throws(NetworkError) {
    positions = Array(repeating: -1, count: network.buses.count)
    var incident = [[Int]](repeating: [], count: network.buses.count)
    for (branch, end) in ends.enumerated() where end.isInService {
      guard end.from != end.to else { throw .loop(branches: [network.branchNames[branch]]) }
      incident[end.from].append(branch)
      incident[end.to].append(branch)
    }

    // The place of each bus among the children of the bus that was expanded last.
    var places = [Int](repeating: -1, count: network.buses.count)
    var pending: [Visit] = [Visit(bus: root, parent: -1, bundle: [])]
    while let next = pending.popLast() {
      guard positions[next.bus] < 0 else {
        throw .loop(branches: loop(closedBy: next, network.branchNames))
      }
      let position = buses.count
      positions[next.bus] = position
      buses.append(next.bus)
      parents.append(next.parent)
      bundles.append(next.bundle)

      let parentBus = next.parent < 0 ? -1 : buses[next.parent]
      var children: [Visit] = []
      for branch in incident[next.bus] {
        let other = ends[branch].from == next.bus ? ends[branch].to : ends[branch].from
        guard other != parentBus else { continue }
        if places[other] >= 0 {
          children[places[other]].bundle.append(branch)
        } else {
          places[other] = children.count
          children.append(Visit(bus: other, parent: position, bundle: [branch]))
        }
      }
      for child in children { places[child.bus] = -1 }
      pending += children.reversed()
    }
    guard buses.count == network.buses.count else {
      let cutOff = network.buses.indices.filter { positions[$0] < 0 }
      throw .island(buses: cutOff.map { network.buses[$0].name })
    }
  }

  private struct Visit {
    var bus: Int
    var parent: Int
    var bundle: [Int]
  }

  /// The names of the branches on the loop that a visit closes.
  private func loop(closedBy visit: Visit, _ names: [String]) -> [String] {
    var branches = visit.bundle
    var first = visit.parent
    var second = positions[visit.bus]
    while first != second, first >= 0, second >= 0 {
      // The later position lies deeper or in another limb; its parent comes earlier.
      if first > second {
        branches += bundles[first]
        first = parents[first]
      } else {
        branches += bundles[second]
        second = parents[second]
      }
    }
    return branches.map { names[$0] }
  }
}

/// The buses at the ends of a branch.
struct PhaseBranchEnds: Sendable {
  let from: Int
  let to: Int
  let isInService: Bool
}
