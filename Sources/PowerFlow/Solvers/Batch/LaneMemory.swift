/// The arrays of a sweep with a load case in each lane, which belong to one thread.
///
/// The compiler makes good vector code of long loops over plain numbers, and of nothing else. So
/// each quantity is an array of its own, with the lanes of a row side by side; real and imaginary
/// parts are apart, constants are repeated in each lane; and all products are taken in loops over
/// whole blocks. Only sums follow the tree. Within a block the rows with an injection come first.
@safe struct LaneMemory: ~Copyable {
  /// The number of load cases that are swept together.
  static var lanes: Int { 8 }

  /// The number of vectors in a row.
  static var vectors: Int { lanes / 2 }

  /// The rows of a block: those with an injection, and all.
  struct Rows {
    let nodes: Range<Int>
    let loads: Range<Int>
    let all: Range<Int>
  }

  typealias Numbers = UnsafeMutablePointer<Double>

  /// A complex quantity.
  @safe struct Pairs {
    let real: Numbers
    let imaginary: Numbers
  }

  let blocks: [Rows]
  /// The row of each node, and behind the last that of the source's voltage.
  let rows: [Int]
  /// The node of each row.
  let nodes: [Int]
  private let storage: Numbers
  /// Where each node's row and that of its parent begin, counted in vectors of two numbers.
  let starts: UnsafeMutablePointer<(own: Int, parent: Int)>
  let powers: Pairs
  let inverses: Numbers
  let impedances: Pairs
  let shunts: Pairs
  let voltages: Pairs
  /// The currents that leave, and after they are added up those of the branches.
  let currents: Pairs
  let withdrawals: Pairs
  /// Room for what is found on the way.
  let drops: Pairs
  let scratch: Pairs
  /// Room for the magnitudes of removed buses.
  let members: Numbers

  init(_ plan: BatchPlan) {
    let nodeCount = plan.sweep.nodeCount
    var blocks: [Rows] = []
    var rows = [Int](repeating: nodeCount, count: nodeCount + 1)
    var next = 0
    // The source's bus comes first if it is in no block.
    for nodes in (plan.sweep.isStiff ? [0..<1] : []) + plan.sweep.blocks {
      let first = next
      for node in nodes where plan.slots[node] >= 0 { (rows[node], next) = (next, next + 1) }
      let loads = first..<next
      for node in nodes where plan.slots[node] < 0 { (rows[node], next) = (next, next + 1) }
      blocks.append(Rows(nodes: nodes, loads: loads, all: first..<next))
    }
    self.blocks = blocks
    self.rows = rows
    nodes = (0..<nodeCount).sorted { rows[$0] < rows[$1] }

    let size = (nodeCount + 1) * Self.lanes
    // SAFETY: the storage has room for all quantities, and is set before it is read.
    let count = 17 * size + plan.sweep.removed.buses.count * Self.lanes
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
    let storage = unsafe memory.bindMemory(to: Double.self, capacity: count)
    unsafe storage.initialize(repeating: 0, count: count)
    unsafe self.storage = storage
    func pairs(_ index: Int) -> Pairs {
      unsafe Pairs(real: storage + index * size, imaginary: storage + (index + 1) * size)
    }
    powers = pairs(0)
    impedances = pairs(2)
    shunts = pairs(4)
    voltages = pairs(6)
    currents = pairs(8)
    withdrawals = pairs(10)
    drops = pairs(12)
    scratch = pairs(14)
    unsafe inverses = storage + 16 * size
    unsafe members = storage + 17 * size
    unsafe starts = .allocate(capacity: nodeCount)
    for node in 0..<nodeCount {
      let parent = Int(plan.sweep.parents[node])
      let parentRow = rows[parent < 0 ? nodeCount : parent]
      unsafe (starts + node).initialize(
        to: (own: rows[node] * Self.vectors, parent: parentRow * Self.vectors))
      let impedance = plan.impedances[node]
      let shunt = plan.injections.shunts[node].pair
      for index in rows[node] * Self.lanes..<(rows[node] + 1) * Self.lanes {
        unsafe (impedances.real[index], impedances.imaginary[index]) = (impedance.x, impedance.y)
        unsafe (shunts.real[index], shunts.imaginary[index]) = (shunt.x, shunt.y)
      }
    }
    for index in 0..<size { unsafe voltages.real[index] = 1 }
    reset()
  }

  deinit {
    // SAFETY: what was allocated is freed once.
    unsafe storage.deallocate()
    unsafe starts.deallocate()
  }

  /// Puts all voltages to that of the source.
  func reset() {
    for index in 0..<rows.count * Self.lanes {
      unsafe voltages.real[index] = 1
      unsafe voltages.imaginary[index] = 0
      unsafe inverses[index] = 1
    }
  }

  /// A number of a quantity, for what is not worth a loop.
  func pair(_ pairs: Pairs, node: Int, lane: Int) -> SIMD2<Double> {
    precondition(node < rows.count && lane < Self.lanes, "there must be such a node and lane")
    let index = rows[node] * Self.lanes + lane
    return unsafe SIMD2(pairs.real[index], pairs.imaginary[index])
  }

  /// The current that the source delivers in a lane.
  func sourceCurrent(lane: Int) -> SIMD2<Double> {
    pair(currents, node: 0, lane: lane)
  }

  /// The power that the source delivers in a lane, in W and var.
  func sourcePower(lane: Int) -> SIMD2<Double> {
    let voltage = pair(voltages, node: 0, lane: lane)
    let current = sourceCurrent(lane: lane)
    return SIMD2(
      (voltage * current).sum(), voltage.y * current.x - voltage.x * current.y)
  }

  /// The power injected at a node in a lane, with the sign of what leaves and its conjugate.
  func power(node: Int, lane: Int) -> SIMD2<Double> {
    pair(powers, node: node, lane: lane)
  }
}
