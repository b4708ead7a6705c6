/// Buses that branches without impedance join to one node each.
///
/// Ideal transformers count as such branches too, so the voltages within a group differ by a fixed
/// factor and angle, those of the ratios and shifts on the way from the group's first bus.
struct FusedBuses: Sendable {
  /// A branch without impedance in service.
  struct Member: Sendable {
    let branch: Int
    let from: Int
    let to: Int
  }

  /// The group of each bus.
  private(set) var groups: [Int]
  /// The number of groups.
  private(set) var groupCount = 0
  /// What the voltage of each bus is a multiple of, in units of the group's first bus.
  private(set) var factors: [Double]
  /// By how many degrees the voltage of each bus leads that of the group's first bus.
  private(set) var degrees: [Double]
  /// The branches of a tree through each group, a parent's before those of its children: the current
  /// in each follows from the balance of the buses behind it.
  private(set) var treeMembers: [(member: Member, parent: Int, child: Int)] = []
  /// The branches that lie on a ring of such branches, where nothing tells how the current divides.
  private(set) var ringBranches: [Int] = []

  /// - Precondition: The branches' buses exist.
  /// - Throws: ``NetworkError/conflictingRatios(branches:)`` when ideal transformers in a ring do not
  ///   agree.
  init(_ network: Network) throws(NetworkError) {
    let count = network.buses.count
    groups = Array(repeating: -1, count: count)
    factors = Array(repeating: 1, count: count)
    degrees = Array(repeating: 0, count: count)
    let members = network.membersWithoutImpedance
    var atBus = [[Int]](repeating: [], count: members.isEmpty ? 0 : count)
    for (index, member) in members.enumerated() {
      atBus[member.from].append(index)
      if member.to != member.from { atBus[member.to].append(index) }
    }

    var parentBus = [Int](repeating: -1, count: count)
    var parentMember = parentBus
    var isInTree = [Bool](repeating: false, count: members.count)
    for first in 0..<count where groups[first] < 0 {
      groups[first] = groupCount
      var pending = members.isEmpty ? [] : [first]
      var next = 0
      while next < pending.count {
        let bus = pending[next]
        next += 1
        for index in atBus[bus] {
          let member = members[index]
          let other = member.from == bus ? member.to : member.from
          guard groups[other] < 0 else { continue }
          groups[other] = groupCount
          (factors[other], degrees[other]) = carry(member, from: bus, in: network)
          (parentBus[other], parentMember[other]) = (bus, index)
          isInTree[index] = true
          treeMembers.append((member, bus, other))
          pending.append(other)
        }
      }
      groupCount += 1
    }
    try findRings(members, isInTree, parentBus, parentMember, network)
  }

  /// The factor and angle of the bus at the other end of a branch.
  private func carry(
    _ member: Member, from bus: Int, in network: Network
  ) -> (factor: Double, degrees: Double) {
    guard member.branch >= network.lines.count else { return (factors[bus], degrees[bus]) }
    let transformer = network.transformers[member.branch - network.lines.count]
    return bus == member.from
      ? (factors[bus] / transformer.ratio, degrees[bus] - transformer.shiftDegrees)
      : (factors[bus] * transformer.ratio, degrees[bus] + transformer.shiftDegrees)
  }

  private mutating func findRings(
    _ members: [Member], _ isInTree: [Bool], _ parentBus: [Int], _ parentMember: [Int],
    _ network: Network
  ) throws(NetworkError) {
    var depth = [Int](repeating: 0, count: parentBus.count)
    for entry in treeMembers { depth[entry.child] = depth[entry.parent] + 1 }
    var isOnRing = [Bool](repeating: false, count: members.count)
    for index in members.indices where !isInTree[index] {
      let member = members[index]
      isOnRing[index] = true
      var ring = [member.branch]
      var (first, second) = (member.from, member.to)
      while first != second {
        if depth[first] < depth[second] { (first, second) = (second, first) }
        isOnRing[parentMember[first]] = true
        ring.append(members[parentMember[first]].branch)
        first = parentBus[first]
      }
      let closed = carry(member, from: member.from, in: network)
      let turn = (closed.degrees - degrees[member.to]).remainder(dividingBy: 360)
      guard abs(closed.factor / factors[member.to] - 1) <= 1e-9, abs(turn) <= 1e-7 else {
        throw .conflictingRatios(branches: ring.map(network.branchName))
      }
    }
    ringBranches = members.indices.filter { isOnRing[$0] }.map { members[$0].branch }
  }
}

extension Network {
  /// The branches in service that have neither resistance nor reactance.
  var membersWithoutImpedance: [FusedBuses.Member] {
    var members: [FusedBuses.Member] = []
    for (index, line) in lines.enumerated()
    where line.isInService && line.resistanceOhm == 0 && line.reactanceOhm == 0 {
      members.append(FusedBuses.Member(branch: index, from: line.from, to: line.to))
    }
    for (index, transformer) in transformers.enumerated()
    where transformer.isInService && transformer.resistanceOhm == 0 && transformer.reactanceOhm == 0
    {
      members.append(
        FusedBuses.Member(
          branch: lines.count + index, from: transformer.highVoltageBus,
          to: transformer.lowVoltageBus))
    }
    return members
  }
}
