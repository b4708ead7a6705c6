import StudyFiles
import Synchronization

/// How points stand, found by several threads.
final class StateTable: Sendable {
  private struct State {
    var next = 0
    var states: [StudyRow.State]
  }

  private let state: Mutex<State>
  private let candidates: [Int]

  private init(count: Int, candidates: [Int]) {
    self.candidates = candidates
    state = Mutex(State(states: Array(repeating: .missing, count: count)))
  }

  /// Looks at those points of a plan that a store has.
  ///
  /// - Returns: The state of each point of the plan.
  static func look(
    _ plan: SweepPlan, in store: some SweepStore, present: Set<String>, threads: Int
  ) -> [StudyRow.State] {
    let points = plan.points
    let candidates = points.indices.filter { present.contains(points[$0].id) }
    let table = StateTable(count: points.count, candidates: candidates)
    WorkerThreads.run(count: min(threads, candidates.count / 64), tickEvery: 1000) {
    } body: { _ in
      while let range = table.take() {
        table.store(candidates[range].map { store.state(of: points[$0].id) }, of: range)
      }
    }
    return table.state.withLock { $0.states }
  }

  private func take() -> Range<Int>? {
    state.withLock { state in
      guard state.next < candidates.count else { return nil }
      let range = state.next..<min(state.next + 64, candidates.count)
      state.next = range.upperBound
      return range
    }
  }

  private func store(_ states: [StudyRow.State], of range: Range<Int>) {
    state.withLock { state in
      for (place, found) in zip(range, states) { state.states[candidates[place]] = found }
    }
  }
}
