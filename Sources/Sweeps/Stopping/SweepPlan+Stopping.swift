import StudyDesigns
public import StudyFiles

extension SweepPlan {
  /// The places in ``rows`` of those that belong to the study, in order: all of them without a
  /// stopping rule; with one, the repetitions that it asks for, given what has been run.
  ///
  /// Where repetitions are missing, those up to the next look at the rule belong.
  ///
  /// - Parameter outcome: What the point with an id contributes to the rule.
  public func countedRows(outcome: (String) -> RepetitionOutcome) -> [Int] {
    guard let rule = description.stopping else { return Array(rows.indices) }
    let layout = RowLayout(self)
    let counts = (0..<layout.cellCount).map { cell in
      switch layout.verdict(rule, cell: cell, outcome: { outcome(rows[$0].pointID) }) {
      case .enough(let count), .waiting(let count): count
      }
    }
    return rows.indices.filter { rows[$0].replication < counts[rows[$0].cell] }
  }

  /// What a record contributes to the stopping rule of the study.
  ///
  /// - Parameters:
  ///   - state: How the point stands.
  ///   - record: What was collected of it, when it is done.
  /// - Throws: ``SweepError/unknownIndicator(name:advice:)``.
  public func outcome(
    state: StudyRow.State, record: PointRecord?
  ) throws(SweepError) -> RepetitionOutcome {
    guard let rule = description.stopping, state != .missing else { return .missing }
    guard state == .done, let record else { return state == .failed ? .none : .missing }
    let value = try record.value(of: rule.indicator)
    return value.isFinite ? .value(value) : .none
  }
}

/// Where rows stand in a plan: arm by arm, cell by cell, repetition by repetition.
struct RowLayout: Sendable {
  let cellCount: Int
  let replicationCount: Int
  let armCount: Int
  /// The arms that a stopping rule looks at: those that are no references, or all if there are none.
  let decidingArms: [Int]

  init(_ plan: SweepPlan) {
    cellCount = plan.cells.count
    let arms = plan.description.arms
    armCount = max(1, arms.count)
    replicationCount = cellCount == 0 ? 0 : plan.rows.count / (cellCount * armCount)
    let own = arms.indices.filter { !arms[$0].isReference }
    decidingArms = own.isEmpty ? Array(0..<armCount) : own
  }

  func row(arm: Int, cell: Int, replication: Int) -> Int {
    (arm * cellCount + cell) * replicationCount + replication
  }

  func verdict(
    _ rule: StoppingRule, cell: Int, outcome: (Int) -> RepetitionOutcome
  ) -> StoppingDecision.Verdict {
    StoppingDecision(rule).verdict(armCount: decidingArms.count) { arm, replication in
      outcome(row(arm: decidingArms[arm], cell: cell, replication: replication))
    }
  }
}
