/// How the load cases fare that are swept together.
struct LaneState: ~Copyable {
  static var width: Int { LaneMemory.lanes }

  let memory: LaneMemory
  private(set) var ends: [SweepEnd]
  private var habits: [SweepHabit]
  private var progress: [SweepProgress]
  private var change = LaneMaximum()
  private var mismatch = LaneMaximum()

  init(_ plan: BatchPlan) {
    memory = LaneMemory(plan)
    habits = Array(repeating: SweepHabit(), count: plan.sweep.blocks.count)
    ends = Array(repeating: SweepEnd(), count: Self.width)
    progress = Array(repeating: SweepProgress(goal: 1, ratio: 0), count: Self.width)
  }

  /// Starts from equal voltages everywhere.
  mutating func reset() {
    memory.reset()
    for block in habits.indices { habits[block] = SweepHabit() }
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
    let habit = habits[block]
    memory.withdraw(plan, nodes)
    var iterations = 0
    let unasked = min(habit.iterations - 1, plan.limits.maximumIterations - 1)
    while iterations < unasked {
      iterations += 1
      memory.sweep(plan, nodes)
    }
    memory.keepWithdrawals(nodes)
    for lane in progress.indices {
      progress[lane] = SweepProgress(goal: plan.limits.tolerancePerUnit, ratio: habit.ratio)
    }
    var pending = LaneSet(all: true)
    while true {
      iterations += 1
      memory.measuredSweep(plan, nodes, &change, &mismatch)
      for lane in 0..<Self.width where pending.contains(lane) {
        let verdict = progress[lane].judge(change.value(lane: lane))
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
    habits[block] = SweepHabit(
      iterations: progress.allSatisfy(\.wasEasy) ? iterations - 1 : iterations,
      ratio: progress.reduce(0) { max($0, min($1.ratio, 1)) })
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
