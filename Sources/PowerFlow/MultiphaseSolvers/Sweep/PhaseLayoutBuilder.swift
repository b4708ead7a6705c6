import ComplexModule
import RealModule

/// Reduces a tree to what a sweep must calculate; every step is exact.
///
/// 1. Buses without impedance between them were made one before.
/// 2. What stands between the source and the last transformer in front of the first load or
///    branching is linear, so it becomes a voltage behind an impedance (Thévenin).
/// 3. Limbs in which no current can flow have the voltage of the point where they start.
/// 4. A bus with two lines and nothing else is merged: the impedances are added up, and its voltage
///    lies between those at the ends.
/// 5. Where only one phase carries current, only that phase is calculated.
struct PhaseLayoutBuilder {
  let groups: PhaseGroups
  let nodes: MultiphaseNodes
  let loads: [LoadPhase]
  private(set) var layout = PhaseLayout()
  private(set) var upstream: Upstream

  /// Where the three phases of a group are; −1 for one that is not known yet.
  private var places: [[PhaseLayout.Place]]
  /// The wide bus of a group, or −1.
  private var wideOfGroup: [Int]
  /// The slot and the phase of a group that has only one phase with current, or −1.
  private var singleOfGroup: [Int]

  init(
    _ groups: PhaseGroups, source: MultiphaseSource, nodes: MultiphaseNodes, loads: [LoadPhase]
  ) {
    self.groups = groups
    self.nodes = nodes
    self.loads = loads
    upstream = Upstream(groups, source: source)
    wideOfGroup = Array(repeating: -1, count: groups.groups.count)
    singleOfGroup = wideOfGroup
    places = Array(repeating: [], count: groups.groups.count)
  }

  /// Fills the layout.
  mutating func build() {
    addRoot()
    let chains = findChains()
    addWides(chains)
    addSingles(chains)
    addHots(chains)
    addLoadsAndShunts()
    addUpstreamPlaces()
    placeChains(chains)
    placeNodes()
  }

  /// Groups that are merged: from the last bus that is calculated to the next.
  private struct Chain {
    let start: Int
    /// The groups on the way, the last of which is calculated.
    var members: [Int]
    var end: Int { members[members.count - 1] }
  }

  // MARK: The source

  private mutating func addRoot() {
    layout.sourceVoltages = upstream.voltages
    layout.wides.append(PhaseLayout.Wide(parent: -1, kind: .full, factors: []))
    layout.startVoltages += upstream.voltages
    if upstream.impedance.isZero {
      wideOfGroup[upstream.group] = 0
    } else {
      appendWide(upstream.group, parent: 0, upstream.impedance, ratio: nil)
    }
  }

  private mutating func appendWide(
    _ group: Int, parent: Int, _ impedance: ComplexMatrix, ratio: ComplexMatrix?
  ) {
    let kind: PhaseLayout.Kind
    var factors: [Complex<Double>]
    var start = Array(layout.startVoltages[3 * parent..<3 * parent + 3])
    if let ratio {
      kind = .twoPort
      factors = ratio.elements + impedance.elements
      start = ratio * start
    } else if let pair = impedance.balancedPair {
      kind = .balanced
      factors = [pair.own - pair.mutual, pair.mutual]
    } else {
      kind = .full
      factors = impedance.elements
    }
    wideOfGroup[group] = layout.wides.count
    layout.wides.append(PhaseLayout.Wide(parent: parent, kind: kind, factors: factors))
    layout.startVoltages += start
  }

  // MARK: What is calculated

  private func isKept(_ index: Int) -> Bool {
    let group = groups.groups[index]
    return !group.isBare || group.isBehindTwoPort || group.liveChildren.count != 1
      || groups.groups[group.liveChildren[0]].isBehindTwoPort
  }

  private func findChains() -> [Chain] {
    var chains: [Chain] = []
    var pending = [upstream.group]
    while let start = pending.popLast() {
      for child in groups.groups[start].liveChildren.reversed() {
        var chain = Chain(start: start, members: [child])
        while !isKept(chain.end) { chain.members.append(groups.groups[chain.end].liveChildren[0]) }
        chains.append(chain)
        pending.append(chain.end)
      }
    }
    return chains
  }

  /// The phase in which alone current flows behind a chain, or `nil`.
  private func singlePhase(_ chain: Chain) -> Int? {
    guard !groups.groups[chain.end].isBehindTwoPort else { return nil }
    return switch groups.groups[chain.end].liveMask {
    case 1: 0
    case 2: 1
    case 4: 2
    default: nil
    }
  }

  private func impedance(_ chain: Chain) -> ComplexMatrix {
    var sum = PhaseEdge.zeros
    for member in chain.members {
      if let edge = groups.groups[member].edge { sum = sum + edge.impedance }
    }
    return sum
  }

  private mutating func addWides(_ chains: [Chain]) {
    for chain in chains where singlePhase(chain) == nil {
      appendWide(
        chain.end, parent: wideOfGroup[chain.start], impedance(chain),
        ratio: groups.groups[chain.end].edge?.ratio)
    }
  }

  /// The slot of a phase of a group that is calculated.
  private func slot(_ group: Int, _ phase: Int) -> Int {
    wideOfGroup[group] >= 0 ? 3 * wideOfGroup[group] + phase : singleOfGroup[group]
  }

  private func isHot(_ load: LoadPhase) -> Bool {
    load.model == .constantPower && load.start >= 0 && load.end < 0
  }

  /// Whether a chain ends with one hot load and nothing else, so that the load takes the chain.
  private func endsWithHotLoad(_ chain: Chain) -> Bool {
    let group = groups.groups[chain.end]
    return group.liveChildren.isEmpty && group.shunt.isZero && group.loads.count == 1
      && isHot(loads[group.loads[0]])
  }

  private mutating func addSingles(_ chains: [Chain]) {
    for chain in chains {
      guard let phase = singlePhase(chain), !endsWithHotLoad(chain) else { continue }
      let parent = slot(chain.start, phase)
      singleOfGroup[chain.end] = 3 * layout.wides.count + layout.singles.count
      layout.singles.append(
        PhaseLayout.Single(parentSlot: parent, factor: impedance(chain)[phase, phase]))
      layout.startVoltages.append(layout.startVoltages[parent])
    }
  }

  private mutating func addHots(_ chains: [Chain]) {
    func bus(_ load: LoadPhase) -> Int { nodes.buses[max(load.start, load.end)] }
    for chain in chains {
      guard let phase = singlePhase(chain), endsWithHotLoad(chain) else { continue }
      let load = groups.groups[chain.end].loads[0]
      singleOfGroup[chain.end] =
        3 * layout.wides.count + layout.singles.count + layout.hots.count
      layout.hots.append(
        PhaseLayout.Hot(
          parentSlot: slot(chain.start, phase), factor: impedance(chain)[phase, phase],
          phase: load, bus: bus(loads[load]), base: groups.groups[chain.end].base))
    }
    let withChain = Set(layout.hots.map(\.phase))
    for (index, load) in loads.enumerated() where isHot(load) && !withChain.contains(index) {
      let group = groups.groupOfBus[bus(load)]
      layout.hots.append(
        PhaseLayout.Hot(
          parentSlot: slot(group, nodes.conductors[load.start] - 1), factor: .zero, phase: index,
          bus: bus(load), base: groups.groups[group].base))
    }
  }

  private mutating func addLoadsAndShunts() {
    for (index, load) in loads.enumerated() where !isHot(load) {
      let bus = nodes.buses[max(load.start, load.end)]
      let group = groups.groupOfBus[bus]
      func end(_ node: Int) -> Int {
        node < 0 ? -1 : slot(group, nodes.conductors[node] - 1)
      }
      layout.generals.append(
        PhaseLayout.General(
          start: end(load.start), end: end(load.end), phase: index, bus: bus,
          base: groups.groups[group].base))
    }
    var buses = [Int](repeating: 0, count: groups.groups.count)
    for (bus, group) in groups.groupOfBus.enumerated().reversed() { buses[group] = bus }
    for (index, group) in groups.groups.enumerated()
    where wideOfGroup[index] >= 0 || singleOfGroup[index] >= 0 {
      for phase in 0..<3 {
        let terms = (0..<3).filter { !group.shunt[phase, $0].isZero }
        guard !terms.isEmpty else { continue }
        layout.shunts.append(
          PhaseLayout.Shunt(
            slot: slot(index, phase), bus: buses[index],
            terms: terms.map { (slot(index, $0), group.shunt[phase, $0]) }))
      }
    }
  }

  // MARK: Where the voltages are

  private mutating func addUpstreamPlaces() {
    // All constants come before the first voltage that is calculated from currents.
    let first = layout.currentSlotCount
    layout.constants = upstream.inner.flatMap(\.voltages)
    let firstExtra = first + layout.constants.count
    for (index, inner) in upstream.inner.enumerated() {
      places[inner.group] = (0..<3).map { phase in
        let slot = firstExtra + 3 * index + phase
        return PhaseLayout.Place(start: slot, end: slot, share: 0)
      }
      for phase in 0..<3 {
        layout.extras.append(
          PhaseLayout.Extra(
            start: first + 3 * index + phase,
            terms: (0..<3).map { (3 + $0, inner.impedance[phase, $0]) }))
      }
    }
    places[upstream.group] = (0..<3).map { phase in
      let slot = 3 * wideOfGroup[upstream.group] + phase
      return PhaseLayout.Place(start: slot, end: slot, share: 0)
    }
  }

  private mutating func placeChains(_ chains: [Chain]) {
    for chain in chains {
      let edges = chain.members.compactMap { groups.groups[$0].edge }
      guard edges[0].ratio == nil else {
        places[chain.end] = (0..<3).map { phase in
          let slot = 3 * wideOfGroup[chain.end] + phase
          return PhaseLayout.Place(start: slot, end: slot, share: 0)
        }
        continue
      }
      for member in chain.members {
        places[member] = Array(
          repeating: PhaseLayout.Place(start: -1, end: -1, share: 0), count: 3)
      }
      for phase in 0..<3 { place(chain, edges, phase) }
    }
  }

  /// Places one phase of the buses of a chain, in stretches of one kind of line each.
  private mutating func place(_ chain: Chain, _ edges: [PhaseEdge], _ phase: Int) {
    // The start of a chain is calculated, so it has a slot of its own.
    var start = places[chain.start][phase].end
    let single = singlePhase(chain)
    var first = 0
    while first < edges.count {
      var last = first
      var lengths = [edges[first].impedance.size]
      while last + 1 < edges.count,
        let length = edges[last + 1].impedance.multiple(of: edges[first].impedance)
      {
        last += 1
        lengths.append(length * lengths[0])
      }
      let end: Int
      if last == edges.count - 1, single == nil || single == phase {
        end = slot(chain.end, phase)
      } else {
        var sum = PhaseEdge.zeros
        for index in first...last { sum = sum + edges[index].impedance }
        end = layout.slotCount
        let columns = single.map { [$0] } ?? [0, 1, 2]
        layout.extras.append(
          PhaseLayout.Extra(
            start: start, terms: columns.map { (slot(chain.end, $0), sum[phase, $0]) }))
      }
      let total = lengths.reduce(0, +)
      var passed = 0.0
      for index in first...last {
        passed += lengths[index - first]
        places[chain.members[index]][phase] = PhaseLayout.Place(
          start: start, end: end, share: index == last ? 1 : passed / total)
      }
      start = end
      first = last + 1
    }
  }

  private mutating func placeNodes() {
    for index in groups.groups.indices where places[index].isEmpty {
      // Without current the voltage is that of the parent, which comes before.
      places[index] = places[groups.groups[index].parent]
    }
    layout.places = nodes.buses.indices.map { node in
      let place = places[groups.groupOfBus[nodes.buses[node]]][nodes.conductors[node] - 1]
      return place.share == 1
        ? PhaseLayout.Place(start: place.end, end: place.end, share: 0) : place
    }
  }
}

extension ComplexMatrix {
  /// The largest magnitude of an element.
  fileprivate var size: Double {
    elements.reduce(0) { max($0, $1.magnitude) }
  }

  /// The real factor that makes this matrix of another one, or `nil` if there is none.
  ///
  /// Line data is rounded to some twelve digits; that much may differ.
  fileprivate func multiple(of other: ComplexMatrix) -> Double? {
    let factor = size / other.size
    guard factor.isFinite else { return nil }
    let goal = 1e-11 * size
    for (element, reference) in zip(elements, other.elements)
    where (element - Complex(factor) * reference).magnitude > goal {
      return nil
    }
    return factor
  }

  /// The elements on and beside the diagonal if all three phases are alike.
  fileprivate var balancedPair: (own: Complex<Double>, mutual: Complex<Double>)? {
    let own = self[0, 0]
    let mutual = self[0, 1]
    for row in 0..<3 {
      for column in 0..<3 where self[row, column] != (row == column ? own : mutual) {
        return nil
      }
    }
    return (own, mutual)
  }
}
