import StudyDesigns
import StudyFiles
import Synchronization

/// The points of cells that are repeated until a stopping rule is satisfied. Items are rows.
///
/// A cell is run up to the next look at the rule; when the last of these rows is finished, the rule
/// decides whether further ones follow.
final class RoundQueue: PointQueue {
  private struct State {
    /// Rows that may be run, the last one first.
    var ready: [Int] = []
    /// For each cell the rows that are not finished of those that have been made ready.
    var open: [Int]
    /// For each cell the repetitions that have been made ready.
    var reached: [Int]
    /// What each row contributed.
    var outcomes: [RepetitionOutcome]
    var running = 0
    var itemCount = 0
  }

  private let plan: SweepPlan
  private let rule: StoppingRule
  private let layout: RowLayout
  private let state: Mutex<State>

  /// Creates a queue for some cells.
  init(_ plan: SweepPlan, rule: StoppingRule, cells: [Int]) {
    self.plan = plan
    self.rule = rule
    layout = RowLayout(plan)
    var state = State(
      open: Array(repeating: 0, count: layout.cellCount),
      reached: Array(repeating: 0, count: layout.cellCount),
      outcomes: Array(repeating: .missing, count: plan.rows.count))
    for cell in cells.reversed() {
      Self.extend(&state, cell: cell, to: StoppingDecision(rule).first, layout)
    }
    self.state = Mutex(state)
  }

  var itemCount: Int { state.withLock { $0.itemCount } }

  func next() -> PointQueueStep {
    state.withLock { state in
      guard let row = state.ready.popLast() else { return state.running > 0 ? .wait : .end }
      state.running += 1
      return .run(item: row, point: plan.pointOfRow[row])
    }
  }

  func finish(_ item: Int, outcome: RepetitionOutcome) {
    let cell = plan.rows[item].cell
    state.withLock { state in
      state.running -= 1
      state.outcomes[item] = outcome
      state.open[cell] -= 1
      guard state.open[cell] == 0 else { return }
      let verdict = layout.verdict(rule, cell: cell) { state.outcomes[$0] }
      if case .waiting(let count) = verdict, count > state.reached[cell] {
        Self.extend(&state, cell: cell, to: count, layout)
      }
    }
  }

  private static func extend(_ state: inout State, cell: Int, to count: Int, _ layout: RowLayout) {
    for arm in (0..<layout.armCount).reversed() {
      for replication in (state.reached[cell]..<count).reversed() {
        state.ready.append(layout.row(arm: arm, cell: cell, replication: replication))
      }
    }
    let added = (count - state.reached[cell]) * layout.armCount
    state.open[cell] += added
    state.itemCount += added
    state.reached[cell] = count
  }
}
