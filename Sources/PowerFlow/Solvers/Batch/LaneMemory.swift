/// The arrays of a sweep with a load case in each lane, which belong to one thread.
///
/// Each quantity is an array of its own with a row for each node, in which the lanes lie side by
/// side; real and imaginary parts are apart, and constants come twice, to fill a vector.
@safe struct LaneMemory: ~Copyable {
  typealias Vector = SIMD2<Double>
  typealias Vectors = UnsafeMutablePointer<Vector>

  /// The number of load cases that are swept together.
  static var lanes: Int { 8 }

  /// The number of vectors in a row.
  static var columns: Int { lanes / 2 }

  /// A complex quantity.
  @safe struct Pairs {
    let real: Vectors
    let imaginary: Vectors
  }

  /// What is the same in all lanes.
  struct Node {
    /// Where the row of the parent begins.
    var parent: Int
    var isLoad: Bool
    var resistance: Vector
    var reactance: Vector
    var conductance: Vector
    var susceptance: Vector
    var baseMagnitude: Vector
  }

  let nodeCount: Int
  let nodes: UnsafeMutablePointer<Node>
  private let storage: Vectors
  /// With the sign of the reactive power of what leaves turned.
  let powers: Pairs
  /// One over the squares of the voltages.
  let inverses: Vectors
  /// Those of the nodes, and behind them that of the source.
  let voltages: Pairs
  /// The currents that leave, and after they are added up those of the branches.
  let currents: Pairs
  let withdrawals: Pairs
  /// Room for what is found on the way.
  let scratch: Pairs
  /// Room for what the removed buses of a span have in common.
  let ends: Vectors
  /// Where the magnitudes of each lane go.
  let targets: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  init(_ plan: BatchPlan) {
    nodeCount = plan.sweep.nodeCount
    let size = (nodeCount + 1) * Self.columns
    let count = 11 * size + 6 * Self.columns
    // SAFETY: the storage has room for all quantities, and is set before it is read.
    let storage = Vectors.allocate(capacity: count)
    unsafe storage.initialize(repeating: .zero, count: count)
    unsafe self.storage = storage
    func pairs(_ index: Int) -> Pairs {
      unsafe Pairs(real: storage + index * size, imaginary: storage + (index + 1) * size)
    }
    powers = pairs(0)
    voltages = pairs(2)
    currents = pairs(4)
    withdrawals = pairs(6)
    scratch = pairs(8)
    unsafe inverses = storage + 10 * size
    unsafe ends = storage + 11 * size
    unsafe targets = .allocate(capacity: Self.lanes)
    unsafe nodes = .allocate(capacity: nodeCount)
    for node in 0..<nodeCount {
      let parent = Int(plan.sweep.parents[node])
      let impedance = plan.impedances[node]
      let shunt = plan.injections.shunts[node].pair
      unsafe (nodes + node).initialize(
        to: Node(
          parent: (parent < 0 ? nodeCount : parent) * Self.columns,
          isLoad: plan.slots[node] >= 0,
          resistance: Vector(repeating: impedance.x), reactance: Vector(repeating: impedance.y),
          conductance: Vector(repeating: shunt.x), susceptance: Vector(repeating: shunt.y),
          baseMagnitude: Vector(repeating: plan.sweep.baseMagnitudes[node])))
    }
    reset()
  }

  deinit {
    // SAFETY: what was allocated is freed once.
    unsafe storage.deallocate()
    unsafe nodes.deallocate()
    unsafe targets.deallocate()
  }

  /// Puts all voltages to that of the source.
  func reset() {
    let count = (nodeCount + 1) * Self.columns
    unsafe voltages.real.update(repeating: Vector(1, 1), count: count)
    unsafe voltages.imaginary.update(repeating: .zero, count: count)
    unsafe inverses.update(repeating: Vector(1, 1), count: count)
  }

  /// One lane of a quantity.
  func pair(_ pairs: Pairs, node: Int, lane: Int) -> SIMD2<Double> {
    precondition(
      (0..<nodeCount).contains(node) && (0..<Self.lanes).contains(lane),
      "there must be such a node and lane")
    let index = node * Self.columns + lane / 2
    return unsafe SIMD2(pairs.real[index][lane % 2], pairs.imaginary[index][lane % 2])
  }

  /// The current that the source delivers in a lane.
  func sourceCurrent(lane: Int) -> SIMD2<Double> { pair(currents, node: 0, lane: lane) }

  /// The power that the source delivers in a lane, in W and var.
  func sourcePower(lane: Int) -> SIMD2<Double> {
    let voltage = pair(voltages, node: 0, lane: lane)
    let current = sourceCurrent(lane: lane)
    return SIMD2(
      (voltage * current).sum(), voltage.y * current.x - voltage.x * current.y)
  }
}
