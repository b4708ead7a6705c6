import ComplexModule
import RealModule

/// What must hold for a network's equations to have one solution, checked before they are solved.
struct MultiphaseShape {
  /// The loads that must stand in the matrix as impedances, because nothing else joins their nodes to
  /// the ground.
  private(set) var groundingPhases: [Bool]

  /// Checks that each node is fed and that each is joined to the ground by something.
  ///
  /// - Throws: ``NetworkError/island(buses:)`` with what no branch joins to a source, and
  ///   ``NetworkError/impossibleValue(element:problem:)`` with nodes that float.
  init(
    _ network: MultiphaseNetwork, _ nodes: MultiphaseNodes, _ points: MultiphasePoints,
    _ elements: [MultiphaseElement], _ phases: [LoadPhase], _ admittances: [Complex<Double>]
  ) throws(NetworkError) {
    groundingPhases = Array(repeating: false, count: phases.count)
    try Self.requireFeeding(network, nodes, points, elements)
    try requireGrounding(nodes, points, elements, phases, admittances)
  }

  private static func requireFeeding(
    _ network: MultiphaseNetwork, _ nodes: MultiphaseNodes, _ points: MultiphasePoints,
    _ elements: [MultiphaseElement]
  ) throws(NetworkError) {
    var fed = DisjointSets(count: points.count + 1)
    let source = points.count
    for held in points.unknownCount..<points.ground { fed.join(held, source) }
    for element in elements {
      let ends = element.ends(points)
      switch element.kind {
      case .source: for end in ends { fed.join(end, source) }
      case .line:
        let count = ends.count / 2
        for conductor in 0..<count where ends[conductor] != points.ground {
          if ends[count + conductor] != points.ground {
            fed.join(ends[conductor], ends[count + conductor])
          }
        }
      case .transformer: Self.joinCoupled(element, ends, points.ground, &fed)
      case .shunt, .capacitor: Self.joinCoupled(element, ends, points.ground, &fed)
      }
    }
    var dead: [[Int]] = Array(repeating: [], count: network.buses.count)
    for node in 0..<nodes.count {
      let point = points.ofNode[node]
      // A node of the neutral, which loads alone join, is no phase without feeding.
      if point != points.ground, nodes.conductors[node] <= 3, fed.find(point) != fed.find(source) {
        dead[nodes.buses[node]].append(node)
      }
    }
    var names: [String] = []
    for (bus, missing) in dead.enumerated() where !missing.isEmpty {
      let phases = nodes.range(ofBus: bus).filter { nodes.conductors[$0] <= 3 }
      names +=
        missing.count == phases.count
        ? [network.buses[bus].name] : missing.map { nodes.name(of: $0) }
    }
    guard names.isEmpty else { throw .island(buses: names) }
  }

  /// Joins the ends between which the element has an admittance.
  private static func joinCoupled(
    _ element: MultiphaseElement, _ ends: [Int], _ ground: Int, _ sets: inout DisjointSets
  ) {
    for row in ends.indices where ends[row] != ground {
      for column in 0..<row
      where ends[column] != ground && !element.admittance[row, column].isZero {
        sets.join(ends[row], ends[column])
      }
    }
  }

  private mutating func requireGrounding(
    _ nodes: MultiphaseNodes, _ points: MultiphasePoints, _ elements: [MultiphaseElement],
    _ phases: [LoadPhase], _ admittances: [Complex<Double>]
  ) throws(NetworkError) {
    var joined = DisjointSets(count: points.count)
    let ground = points.ground
    for held in points.unknownCount..<ground { joined.join(held, ground) }
    for element in elements {
      let ends = element.ends(points)
      for (first, second) in element.paths { joined.join(ends[first], ends[second]) }
      for end in element.grounded { joined.join(ends[end], ground) }
    }
    for (index, phase) in phases.enumerated() {
      let start = points.point(ofNode: phase.start)
      let end = points.point(ofNode: phase.end)
      if !admittances[index].isZero, joined.join(start, end) { groundingPhases[index] = true }
    }
    var floating: [String] = []
    for node in 0..<nodes.count
    where joined.find(points.ofNode[node]) != joined.find(ground) {
      floating.append(nodes.name(of: node))
    }
    guard floating.isEmpty else {
      let shown = floating.prefix(20).map(quoted).joined(separator: ", ")
      throw .impossibleValue(
        element: "\(floating.count == 1 ? "the node" : "each of the nodes") \(shown)"
          + "\(floating.count > 20 ? " and \(floating.count - 20) more" : "")",
        problem: "floats: nothing joins it to the ground. Ground a neutral there, or give a "
          + "transformer reactors against floating")
    }
  }
}
