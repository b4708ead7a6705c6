import Glibc
import StudyDesigns
import StudyFiles

/// Runs the points of a plan on all cores of a machine.
///
/// Each thread takes the next point, looks whether it is done, runs it if it is not, and saves it as
/// a whole. Nothing is remembered anywhere else, so an interrupted sweep goes on with the same call,
/// and any number of processes may work on one store.
public struct SweepRunner<Model: SweepModel, Store: SweepStore>: Sendable {
  /// What is run.
  public var model: Model
  /// Where points are kept.
  public var store: Store
  /// The number of points that are run at once.
  public var threads: Int
  /// Whether points that have failed are run again.
  public var retriesFailed: Bool
  /// A file in which this process notes now and then what it has run; `nil` for none.
  public var logPath: String?

  /// Creates a runner.
  ///
  /// - Parameters:
  ///   - model: What is run.
  ///   - store: Where points are kept.
  ///   - threads: The number of points that are run at once.
  ///   - retriesFailed: Whether points that have failed are run again.
  ///   - logPath: A file in which this process notes what it has run; `nil` for none.
  public init(
    model: Model, store: Store, threads: Int = 1, retriesFailed: Bool = false,
    logPath: String? = nil
  ) {
    self.model = model
    self.store = store
    self.threads = threads
    self.retriesFailed = retriesFailed
    self.logPath = logPath
  }

  /// Runs points until all that are selected are done or have failed.
  ///
  /// A point that fails is recorded and does not stop the others.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - selection: Which of its points are run.
  ///   - observer: Watches the sweep.
  /// - Throws: ``SweepError`` when the selection is none, when the stopping rule looks at an unknown
  ///   indicator, or when the store cannot be written. What has been saved until then stays.
  public func run(
    _ plan: SweepPlan, selection: SweepSelection = .all, observer: SweepObserver = SweepObserver()
  ) throws(SweepError) -> SweepReport {
    let points = try plan.indices(of: selection)
    let queue: any PointQueue =
      if let rule = plan.description.stopping, let cells = plan.cells(of: selection) {
        RoundQueue(plan, rule: rule, cells: cells)
      } else {
        ListQueue(points)
      }
    let ledger = RunLedger()
    var log = logPath.map { WorkerLog(path: $0, threads: max(1, threads)) }
    WorkerThreads.run(count: min(max(1, threads), max(1, points.count)), tickEvery: 100) {
      let progress = ledger.progress(total: queue.itemCount)
      observer.progress(progress)
      log?.note(progress, busySeconds: ledger.busySeconds)
    } body: { _ in
      work(on: queue, of: plan, ledger, observer)
    }
    let report = ledger.report(of: plan, total: queue.itemCount)
    observer.progress(report.progress)
    log?.finish(report.progress, busySeconds: ledger.busySeconds)
    if let fault = ledger.fault { throw fault }
    return report
  }

  private func work(
    on queue: any PointQueue, of plan: SweepPlan, _ ledger: RunLedger, _ observer: SweepObserver
  ) {
    while !ledger.isEnding {
      if observer.shouldStop() {
        ledger.stop()
        return
      }
      switch queue.next() {
      case .end: return
      case .wait: usleep(2000)
      case .run(let item, let place):
        do {
          let outcome = try finish(place, of: plan, ledger, observer)
          queue.finish(item, outcome: outcome)
        } catch let error as SweepError {
          ledger.end(because: error)
        } catch is SweepStop {
          ledger.stop()
        } catch {
          ledger.end(because: .storage("\(error)"))
        }
      }
    }
  }

  /// Sees to it that a point is done or has failed.
  ///
  /// - Throws: ``SweepError`` or ``SweepStorageFailure`` when the sweep cannot go on, ``SweepStop``
  ///   when it should not.
  private func finish(
    _ place: Int, of plan: SweepPlan, _ ledger: RunLedger, _ observer: SweepObserver
  ) throws -> RepetitionOutcome {
    let point = plan.points[place]
    let state = store.state(of: point.id)
    let asks = plan.description.stopping != nil
    if state == .done || state == .failed && !retriesFailed {
      ledger.found(isDone: state == .done)
      return asks ? try plan.outcome(state: state, record: store.record(of: point.id)) : .none
    }
    let start = ContinuousClock.now
    let scratch = store.scratchPath(of: point.id)
    defer { store.release(scratchPath: scratch) }
    let contribution: RepetitionOutcome
    do {
      let outcome = try model.run(
        point.assignments, pointID: point.id, scratch: scratch,
        shouldStop: { observer.shouldStop() || ledger.isEnding })
      // An unknown indicator is the study's fault: it is found before the first point is kept.
      contribution = asks ? try plan.outcome(state: .done, record: outcome.record) : .none
      try store.save(outcome, of: point.id)
    } catch let error where Self.endsSweep(error) {
      throw error
    } catch {
      let seconds = start.duration(to: .now) / .seconds(1)
      try store.recordFailure("\(error)", seconds: seconds, of: point.id)
      ledger.ran(place, seconds: seconds, failure: "\(error)")
      return .none
    }
    ledger.ran(place, seconds: start.duration(to: .now) / .seconds(1))
    return contribution
  }

  /// Whether an error is not that of one point.
  private static func endsSweep(_ error: any Error) -> Bool {
    error is SweepStop || error is SweepError || error is SweepStorageFailure
  }
}
