import Synchronization

/// What the threads of a sweep tell each other.
final class RunLedger: Sendable {
  private struct State {
    var progress = SweepProgress()
    var failures: [(point: Int, message: String)] = []
    var fault: SweepError?
    var isStopped = false
    var busySeconds = 0.0
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  /// Whether threads should take no further point.
  var isEnding: Bool { state.withLock { $0.isStopped || $0.fault != nil } }
  var fault: SweepError? { state.withLock { $0.fault } }
  /// The seconds that threads spent on points that were run.
  var busySeconds: Double { state.withLock { $0.busySeconds } }

  func stop() { state.withLock { $0.isStopped = true } }

  func end(because fault: SweepError) {
    state.withLock { if $0.fault == nil { $0.fault = fault } }
  }

  func found(isDone: Bool) {
    state.withLock { state in
      if isDone { state.progress.done += 1 } else { state.progress.failed += 1 }
    }
  }

  func ran(_ point: Int, seconds: Double, failure: String? = nil) {
    state.withLock { state in
      state.progress.ran += 1
      state.busySeconds += seconds
      guard let failure else {
        state.progress.done += 1
        return
      }
      state.progress.failed += 1
      let place = state.failures.firstIndex { $0.point > point } ?? state.failures.endIndex
      guard place < SweepReport.failureLimit else { return }
      state.failures.insert((point, failure), at: place)
      if state.failures.count > SweepReport.failureLimit { state.failures.removeLast() }
    }
  }

  func progress(total: Int) -> SweepProgress {
    var progress = state.withLock { $0.progress }
    progress.total = total
    progress.elapsed = start.duration(to: .now)
    return progress
  }

  func report(of plan: SweepPlan, total: Int) -> SweepReport {
    var report = SweepReport()
    report.progress = progress(total: total)
    state.withLock { state in
      report.isStopped = state.isStopped
      report.failures = state.failures.map {
        SweepFailure(id: plan.points[$0.point].id, message: $0.message)
      }
    }
    return report
  }
}
