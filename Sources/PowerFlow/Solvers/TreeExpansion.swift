import Glibc

/// Voltages and currents of the whole tree, removed buses included, by position.
struct TreeExpansion: Sendable {
  private(set) var voltages: [SIMD2<Double>] = []
  /// The current through the series impedance toward the parent.
  private(set) var currents: [SIMD2<Double>] = []

  /// Finds all voltages from those of the nodes, and adds up the currents anew.
  ///
  /// - Complexity: O(*n*) for *n* buses. Only the first call allocates.
  mutating func fill(_ equations: RadialEquations, _ plan: SweepPlan, _ state: SweepState) {
    if voltages.isEmpty {
      voltages = Array(repeating: .zero, count: equations.tree.buses.count)
      currents = voltages
    }
    for node in 0..<plan.nodeCount {
      let position = plan.positions[node]
      let voltage = state.voltages[node]
      voltages[position] = voltage
      // The node also carries the admittances of what was removed beside it.
      let excess = plan.shunts[node] - equations.shunts[position]
      currents[position] = state.withdrawals[node] - product(excess, voltage)
    }
    for member in plan.removed.positions.indices {
      let position = plan.removed.positions[member]
      let voltage = plan.removed.voltage(ofMember: member, state.voltages)
      voltages[position] = voltage
      currents[position] = product(equations.shunts[position], voltage)
    }
    for position in stride(from: currents.count - 1, to: 0, by: -1) {
      currents[Int(equations.tree.parents[position])] += currents[position]
    }
  }
}

/// A magnitude raised to an exponent.
func raised(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
