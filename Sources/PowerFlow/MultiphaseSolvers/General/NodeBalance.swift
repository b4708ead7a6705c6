import ComplexModule
import RealModule

/// What leaves each node through the elements at it, added up.
struct NodeBalance {
  private let voltages: [Complex<Double>]
  private var outflows: [Complex<Double>]

  init(_ nodes: MultiphaseNodes, _ voltages: [Complex<Double>]) {
    self.voltages = voltages
    outflows = Array(repeating: .zero, count: nodes.count)
  }

  /// The voltage of a node, or of the ground.
  func voltage(_ node: Int) -> Complex<Double> { node < 0 ? .zero : voltages[node] }

  /// What leaves a node.
  func outflow(_ node: Int) -> Complex<Double> { node < 0 ? .zero : outflows[node] }

  /// Adds a current from one node to another.
  mutating func add(_ current: Complex<Double>, from start: Int, to end: Int) {
    if start >= 0 { outflows[start] += current }
    if end >= 0 { outflows[end] -= current }
  }

  /// Adds the currents into an element, and returns them.
  mutating func add(_ element: MultiphaseElement) -> [Complex<Double>] {
    var currents = element.admittance * element.nodes.map(voltage)
    for index in element.currents.indices { currents[index] -= element.currents[index] }
    for (node, current) in zip(element.nodes, currents) where node >= 0 {
      outflows[node] += current
    }
    lastNodes = element.nodes
    return currents
  }

  private var lastNodes: [Int] = []

  /// Shares the currents of the element that was added last among its ends.
  func split(
    _ currents: [Complex<Double>], among ends: [MultiphaseSolution.Terminal]
  ) -> [MultiphaseSolution.Terminal] {
    var next = 0
    return ends.map { end in
      var end = end
      for position in end.conductors.indices {
        end.currents[position] = currents[next]
        end.powers[position] = voltage(lastNodes[next]) * currents[next].conjugate
        next += 1
      }
      return end
    }
  }
}
