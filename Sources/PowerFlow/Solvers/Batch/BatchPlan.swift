/// What a batch of load cases has in common.
struct BatchPlan: Sendable {
  let sweep: SweepPlan
  let impedances: [SIMD2<Double>]
  /// The admittances, those of injections of constant impedance included.
  let injections: Injections
  /// The injection of each node: its place in the lists below, or −1.
  let slots: [Int32]
  /// The node of each injection.
  let slotNodes: [Int]
  /// The first column of each injection in the tables of powers.
  let columns: [Int]
  /// Further columns that add to an injection, when a bus is listed more than once.
  let furtherColumns: [(slot: Int, column: Int)]
  /// The number of columns in the tables of powers.
  let columnCount: Int
  let limits: SweepLimits
  let outputs: BatchOutputs
  /// The number of buses whose voltages are kept.
  let observedCount: Int
  /// The place of each node's bus among them, or −1.
  let placesOfNodes: [Int]
  /// The removed buses among them.
  let removed: RemovedBuses

  init(
    _ sweep: SweepPlan, injectionBuses: [Int], _ dependence: VoltageDependentInjections,
    _ limits: SweepLimits, _ outputs: BatchOutputs, observedBuses: [Int]
  ) {
    self.sweep = sweep
    self.limits = limits
    self.outputs = outputs
    observedCount = observedBuses.count
    var places = [Int](repeating: -1, count: sweep.nodes.count)
    for (place, bus) in observedBuses.enumerated() { places[bus] = place }
    placesOfNodes = sweep.buses.map { places[$0] }
    removed = sweep.removed.selected(places)
    impedances = sweep.impedances.map(\.pair)
    var injections = Injections(sweep)
    injections.fill(dependence, sweep)
    self.injections = injections
    columnCount = injectionBuses.count

    // In the order of the nodes, so that powers are read in the order in which they are needed.
    let order = injectionBuses.indices.sorted { left, right in
      (sweep.nodes[injectionBuses[left]], left) < (sweep.nodes[injectionBuses[right]], right)
    }
    var slots = [Int32](repeating: -1, count: sweep.nodeCount)
    var columns: [Int] = []
    var slotNodes: [Int] = []
    var furtherColumns: [(slot: Int, column: Int)] = []
    for column in order {
      let node = sweep.nodes[injectionBuses[column]]
      if slots[node] >= 0 {
        furtherColumns.append((Int(slots[node]), column))
      } else {
        slots[node] = Int32(truncatingIfNeeded: columns.count)
        columns.append(column)
        slotNodes.append(node)
      }
    }
    self.slots = slots
    self.columns = columns
    self.slotNodes = slotNodes
    self.furtherColumns = furtherColumns
  }
}
