/// How the load cases fare that are swept together.
struct LaneState: ~Copyable {
  static var width: Int { LaneMemory.lanes }

  let memory: LaneMemory
  private(set) var ends: [SweepEnd]
  private var ratios: [Double]
  private var progress: [SweepProgress]
  private var change = LaneMaximum()
  private var mismatch = LaneMaximum()

  init(_ plan: BatchPlan) {
    memory = LaneMemory(plan)
    ratios = Array(repeating: 0, count: plan.sweep.blocks.count)
    ends = Array(repeating: SweepEnd(), count: Self.width)
    progress = Array(repeating: SweepProgress(tolerance: 1, ratio: 0), count: Self.width)
  }

  /// Starts from equal voltages everywhere.
  mutating func reset() {
    memory.reset()
    for block in ratios.indices { ratios[block] = 0 }
  }

  /// Solves as many load cases as there are lanes, starting from the last ones.
  ///
  /// - Parameter rows: Where the powers of each lane begin in the tables.
  mutating func solve(
    _ plan: BatchPlan, _ active: Span<Double>, _ reactive: Span<Double>, rows: [Int]
  ) {
    memory.takePowers(active, reactive, plan, rows.span)
    for lane in ends.indices { ends[lane] = SweepEnd() }
    for block in plan.sweep.blocks.indices { sweep(plan, block) }
    if plan.sweep.isStiff { memory.finishStiffSource(plan) }
    for lane in ends.indices where !memory.sourceCurrent(lane: lane).sum().isFinite {
      ends[lane].converged = false
    }
  }

  /// Sweeps a block until all lanes have converged or are lost.
  private mutating func sweep(_ plan: BatchPlan, _ block: Int) {
    let nodes = plan.sweep.blocks[block]
    let ratio = ratios[block]
    memory.withdraw(plan, nodes)
    for lane in progress.indices {
      progress[lane] = SweepProgress(tolerance: plan.limits.tolerancePerUnit, ratio: ratio)
    }
    // The first sweep tells how many are needed; the others are asked when they may be enough.
    memory.sweep(plan, nodes, &change)
    var iterations = 1
    for lane in progress.indices { progress[lane].begin(change.value(lane: lane)) }
    var pending = LaneSet(all: true)
    while true {
      let limit = max(plan.limits.maximumIterations - iterations - 1, 0)
      var unasked = 0
      for lane in 0..<Self.width where pending.contains(lane) {
        unasked = max(unasked, progress[lane].unaskedSweeps(atMost: limit))
      }
      for _ in 0..<unasked { memory.sweep(plan, nodes) }
      memory.keepWithdrawals(nodes)
      memory.measuredSweep(plan, nodes, &change, &mismatch)
      iterations += unasked + 1
      for lane in 0..<Self.width where pending.contains(lane) {
        let verdict = progress[lane].judge(change.value(lane: lane), after: unasked + 1)
        if verdict == .goOn && iterations < plan.limits.maximumIterations { continue }
        pending.remove(lane)
        ends[lane].iterations = max(ends[lane].iterations, iterations)
        if verdict != .arrived { ends[lane].converged = false }
      }
      if pending.isEmpty { break }
      memory.restoreWithdrawals(nodes)
    }
    for lane in 0..<Self.width where mismatch.value(lane: lane) > ends[lane].mismatchSquared {
      ends[lane].mismatchSquared = mismatch.value(lane: lane)
      ends[lane].worstNode = mismatch.node(lane: lane)
    }
    ratios[block] = progress.reduce(0) { max($0, $1.ratio < 1 ? $1.ratio : 0) }
    if plan.outputs.needCurrents { memory.findBranchCurrents(nodes) }
  }
}

/// A set of lanes.
private struct LaneSet {
  private var bits: UInt8

  init(all: Bool) { bits = all ? UInt8(truncatingIfNeeded: (1 << LaneState.width) - 1) : 0 }

  var isEmpty: Bool { bits == 0 }

  func contains(_ lane: Int) -> Bool { bits >> lane & 1 == 1 }

  mutating func remove(_ lane: Int) { bits &= ~(1 << lane) }
}
