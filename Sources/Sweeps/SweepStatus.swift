import StudyDesigns
public import StudyFiles

/// How the points of a study stand.
public struct SweepStatus: Hashable, Sendable {
  /// The points that belong to the study; with a stopping rule, as far as is known.
  public var total: Int
  /// Those that are done.
  public var done: Int
  /// The places in the plan of those that are missing, torn ones included.
  public var todoIndices: [Int]
  /// The places in the plan of those that failed.
  public var failedIndices: [Int]
  /// The first of the points that failed, with what was wrong.
  public var failures: [SweepFailure]
  /// The ids of points that are there and not of this plan, in order: of a study that has been
  /// changed since.
  public var stale: [String]
  /// For each point of the plan how it stands.
  public var states: [StudyRow.State]

  /// The number of points that failed.
  public var failed: Int { failedIndices.count }
  /// The number of points that are missing.
  public var missing: Int { todoIndices.count }

  /// Looks at all points, each whole.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - store: Where its points are.
  ///   - threads: The number of threads that look.
  /// - Throws: ``SweepError/unknownIndicator(name:advice:)``.
  public init(
    _ plan: SweepPlan, in store: some SweepStore, threads: Int = 1
  ) throws(SweepError) {
    let present = store.ids()
    states = StateTable.look(plan, in: store, present: Set(present), threads: threads)
    let counted = try Self.countedPoints(plan, states, store)
    total = counted.count
    done = counted.count { [states] in states[$0] == .done }
    todoIndices = counted.filter { [states] in states[$0] == .missing }
    failedIndices = counted.filter { [states] in states[$0] == .failed }
    failures = failedIndices.prefix(SweepReport.failureLimit).map {
      SweepFailure(id: plan.points[$0].id, message: store.failure(of: plan.points[$0].id))
    }
    let known = Set(plan.points.map(\.id))
    stale = Set(present).subtracting(known).sorted()
  }

  /// The points of the rows that belong to the study, each once, in order.
  private static func countedPoints(
    _ plan: SweepPlan, _ states: [StudyRow.State], _ store: some SweepStore
  ) throws(SweepError) -> [Int] {
    guard plan.description.stopping != nil else { return Array(plan.points.indices) }
    var outcomes: [String: RepetitionOutcome] = [:]
    for (point, state) in zip(plan.points, states) where state != .missing {
      let record = state == .done ? store.record(of: point.id) : nil
      outcomes[point.id] = try plan.outcome(state: state, record: record)
    }
    var isCounted = Array(repeating: false, count: plan.points.count)
    for row in plan.countedRows(outcome: { outcomes[$0] ?? .missing }) {
      isCounted[plan.pointOfRow[row]] = true
    }
    return plan.points.indices.filter { isCounted[$0] }
  }
}
