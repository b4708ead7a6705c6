import ComplexModule
import RealModule

/// The voltages that the equations know: nodes that closed switches join are one point.
///
/// Unknown points come first, then those at which a stiff source holds the voltage, then the ground.
struct MultiphasePoints: Sendable {
  /// The point of each node.
  let ofNode: [Int]
  /// The number of points whose voltage is sought.
  let unknownCount: Int
  /// The number of all points.
  let count: Int
  /// The voltages of those points that are held, behind the unknown ones.
  let heldVoltages: [Complex<Double>]

  /// The point of the ground.
  var ground: Int { count - 1 }

  /// Joins what closed switches join, and sets apart what stiff sources hold.
  init(_ network: MultiphaseNetwork, _ nodes: MultiphaseNodes) throws(NetworkError) {
    let groundSet = nodes.count
    var sets = DisjointSets(count: nodes.count + 1)
    for line in network.lines where line.isInService && line.isClosedSwitch {
      let name = "the line \(quoted(line.name))"
      let from = try nodes.indices(of: line.from, element: name)
      let to = try nodes.indices(of: line.to, element: name)
      for (start, end) in zip(from, to) {
        sets.join(start < 0 ? groundSet : start, end < 0 ? groundSet : end)
      }
    }
    var held: [Int: Complex<Double>] = [:]
    var heldSets: [Int] = []
    for source in network.sources where source.impedance.isZero {
      let name = "the source \(quoted(source.name))"
      let indices = try nodes.indices(of: source.terminal, element: name)
      for (node, voltage) in zip(indices, source.voltages) {
        let set = sets.find(node)
        if let other = held[set], (other - voltage).length > 1e-9 * voltage.length {
          throw .impossibleValue(
            element: name,
            problem: "and another source hold different voltages at the node "
              + "\(quoted(nodes.name(of: node)))")
        }
        if set == sets.find(groundSet) {
          throw .impossibleValue(
            element: name, problem: "is short-circuited at \(quoted(nodes.name(of: node)))")
        }
        if held.updateValue(voltage, forKey: set) == nil { heldSets.append(set) }
      }
    }
    var points: [Int: Int] = [:]
    let groundRoot = sets.find(groundSet)
    var unknowns = 0
    for node in 0..<nodes.count {
      let set = sets.find(node)
      if set != groundRoot, held[set] == nil, points[set] == nil {
        points[set] = unknowns
        unknowns += 1
      }
    }
    for (index, set) in heldSets.enumerated() { points[set] = unknowns + index }
    let last = unknowns + heldSets.count
    points[groundRoot] = last
    var ofNode: [Int] = []
    for node in 0..<nodes.count { ofNode.append(points[sets.find(node)] ?? last) }
    self.ofNode = ofNode
    unknownCount = unknowns
    count = last + 1
    heldVoltages = heldSets.map { held[$0] ?? .zero }
  }

  /// The point of a node or of the ground.
  func point(ofNode node: Int) -> Int { node < 0 ? ground : ofNode[node] }
}
