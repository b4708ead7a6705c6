import Quantities

/// Where each bus of a network stands in the equations of a general solver.
///
/// Nodes are the groups of ``FusedBuses`` that have a path to a source. Those whose voltage is
/// unknown come first, those that a stiff source holds come last. Every bus has a base voltage: the
/// source's voltage, carried through the ratios and shifts of the transformers on the first path
/// found. So ideal transformers disappear from all branches but those that close a ring with
/// another ratio.
struct NodeMap: Sendable {
  let fused: FusedBuses
  /// The node of each bus; −1 without a path to a source.
  private(set) var nodes: [Int]
  /// The number of nodes with an unknown voltage.
  private(set) var unknownCount = 0
  /// The number of all nodes.
  private(set) var nodeCount = 0
  /// The base voltage of each bus, in volts.
  private(set) var baseVolts: [Double]
  /// The angle of the base voltage of each bus, in degrees.
  private(set) var baseDegrees: [Double]
  /// The buses without a path to a source.
  private(set) var deadBuses: [Int] = []

  init(_ network: Network) throws(NetworkError) {
    fused = try FusedBuses(network)
    let count = network.buses.count
    nodes = Array(repeating: -1, count: count)
    baseVolts = Array(repeating: .nan, count: count)
    baseDegrees = baseVolts
    guard !network.sources.isEmpty else { throw .noSource }

    let isReached = spreadBases(network)
    var isStiff = [Bool](repeating: false, count: fused.groupCount)
    for source in network.sources where source.isStiff {
      isStiff[fused.groups[source.bus]] = true
    }
    var nodeOfGroup = [Int](repeating: -1, count: fused.groupCount)
    for group in nodeOfGroup.indices where isReached[group] && !isStiff[group] {
      nodeOfGroup[group] = nodeCount
      nodeCount += 1
    }
    unknownCount = nodeCount
    for group in nodeOfGroup.indices where isReached[group] && isStiff[group] {
      nodeOfGroup[group] = nodeCount
      nodeCount += 1
    }
    for bus in 0..<count {
      nodes[bus] = nodeOfGroup[fused.groups[bus]]
      if nodes[bus] < 0 { deadBuses.append(bus) }
    }
  }

  /// Walks from the sources through all branches with impedance.
  ///
  /// - Returns: Whether each group was reached.
  private mutating func spreadBases(_ network: Network) -> [Bool] {
    let ends = network.branchEnds
    var buses = [[Int]](repeating: [], count: fused.groupCount)
    for bus in network.buses.indices { buses[fused.groups[bus]].append(bus) }
    var branchesAtBus = [[Int]](repeating: [], count: network.buses.count)
    for (branch, end) in ends.enumerated() where end.isInService {
      branchesAtBus[end.from].append(branch)
      branchesAtBus[end.to].append(branch)
    }

    var isReached = [Bool](repeating: false, count: fused.groupCount)
    var pending: [Int] = []
    func reach(_ bus: Int, _ volts: Double, _ degrees: Double, _ map: inout NodeMap) {
      let group = map.fused.groups[bus]
      guard !isReached[group] else { return }
      isReached[group] = true
      for other in buses[group] {
        map.baseVolts[other] =
          other == bus ? volts : volts / map.fused.factors[bus] * map.fused.factors[other]
        map.baseDegrees[other] =
          other == bus
          ? degrees : degrees + (map.fused.degrees[other] - map.fused.degrees[bus])
        pending.append(other)
      }
    }
    for source in network.sources {
      reach(
        source.bus, source.voltagePerUnit * network.buses[source.bus].nominalVoltage.volts,
        source.angleDegrees, &self)
      while let bus = pending.popLast() {
        for branch in branchesAtBus[bus] {
          let isFrom = ends[branch].from == bus
          let other = isFrom ? ends[branch].to : ends[branch].from
          if branch < network.lines.count {
            reach(other, baseVolts[bus], baseDegrees[bus], &self)
          } else {
            let transformer = network.transformers[branch - network.lines.count]
            let shift = transformer.shiftDegrees
            reach(
              other,
              isFrom ? baseVolts[bus] / transformer.ratio : baseVolts[bus] * transformer.ratio,
              baseDegrees[bus] + (isFrom ? -shift : shift), &self)
          }
        }
      }
    }
    return isReached
  }
}

extension Source {
  /// Whether nothing stands between the voltage and the bus.
  var isStiff: Bool { resistanceOhm == 0 && reactanceOhm == 0 }
}
