/// The nodes at which generators hold the voltage, and how far their reactive power has got.
struct HeldGenerators: Sendable {
  enum State: Sendable {
    case regulating
    case atMinimum
    case atMaximum
  }

  /// The generators that together hold the voltage of one node.
  struct Group: Sendable {
    let node: Int
    /// The magnitude to hold, in units of the base.
    let magnitude: Double
    /// The sum of the generators' limits, in var.
    let limits: ClosedRange<Double>
    /// The indices of the generators in the network.
    let generators: [Int]
    var state = State.regulating
    /// How often a limit was left again in this solution.
    var returnCount = 0
    /// The reactive power that the group produces, in var.
    var reactivePowerVar = 0.0
  }

  var groups: [Group] = []
  /// The group at each node; −1 without.
  private(set) var groupOfNode: [Int32]
  /// The limits of each generator that holds a voltage, by generator.
  private(set) var generatorLimits: [Int: ClosedRange<Double>] = [:]
  /// The bus of each generator.
  let busOfGenerator: [Int]

  init(_ network: Network, _ equations: GeneralEquations) {
    groupOfNode = Array(repeating: -1, count: equations.nodeCount)
    busOfGenerator = network.generators.map(\.bus)
    for (index, generator) in network.generators.enumerated() {
      guard case .voltage(let perUnit, let limits) = generator.control else { continue }
      generatorLimits[index] = limits
      let node = equations.map.nodes[generator.bus]
      // Where a stiff source holds the voltage, a generator has nothing to hold.
      guard node >= 0, node < equations.unknownCount else { continue }
      if groupOfNode[node] >= 0 {
        let group = Int(groupOfNode[node])
        let old = groups[group]
        groups[group] = Group(
          node: node, magnitude: old.magnitude,
          limits: (old.limits.lowerBound + limits.lowerBound)...(old.limits.upperBound
            + limits.upperBound),
          generators: old.generators + [index])
      } else {
        groupOfNode[node] = Int32(truncatingIfNeeded: groups.count)
        groups.append(
          Group(
            node: node, magnitude: perUnit / equations.baseMagnitudes[generator.bus],
            limits: limits, generators: [index]))
      }
    }
  }

  /// Whether generators hold the voltage of a node at present.
  func isRegulating(_ node: Int) -> Bool {
    let group = groupOfNode[node]
    return group >= 0 && groups[Int(group)].state == .regulating
  }

  /// Lets all groups hold their voltages again.
  mutating func reset() {
    for index in groups.indices {
      groups[index].state = .regulating
      groups[index].returnCount = 0
      groups[index].reactivePowerVar = 0
    }
  }

  /// The reactive power of one generator, in var: each of a group goes the same part of the way from
  /// its lower to its upper limit.
  func reactivePowerVar(ofGenerator generator: Int) -> Double? {
    guard let group = groups.first(where: { $0.generators.contains(generator) }) else {
      return generatorLimits[generator] == nil ? nil : 0
    }
    guard group.generators.count > 1, let own = generatorLimits[generator] else {
      return group.reactivePowerVar
    }
    let width = group.limits.upperBound - group.limits.lowerBound
    guard width > 0, width.isFinite else {
      return group.reactivePowerVar / Double(group.generators.count)
    }
    let share = (group.reactivePowerVar - group.limits.lowerBound) / width
    return own.lowerBound + share * (own.upperBound - own.lowerBound)
  }
}
