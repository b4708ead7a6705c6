import StudyFiles

extension StudyComparison {
  /// Sentences about what the numbers mean and what is missing.
  var notes: [String] {
    missingNotes + replicationNotes + differenceNotes + averageNotes + extraNotes
  }

  private var missingNotes: [String] {
    let table = selection.table
    func note(_ state: StudyRow.State, _ words: String) -> String? {
      let rows = selection.rows.filter { table.rows[$0].state == state }
      guard !rows.isEmpty else { return nil }
      let shown = rows.prefix(5).map { index in
        let row = table.rows[index]
        return row.error.isEmpty ? row.pointID : "\(row.pointID) (\(row.error))"
      }
      return "\(rows.count) of \(selection.rows.count) points \(words) and are left out with the "
        + "points they are paired with: \(shown.joined(separator: ", "))"
        + (rows.count > 5 ? " and \(rows.count - 5) more." : ".")
    }
    let unpaired =
      by != nil && selection.unpairedCount > 0
      ? [
        "\(selection.unpairedCount) points have no partner at '\(baseline)' and are in no difference."
      ] : []
    return [note(.missing, "are missing"), note(.failed, "failed")].compactMap { $0 } + unpaired
  }

  private var replicationNotes: [String] {
    let seeds = Set(selection.rows.map { selection.table.rows[$0].replication }).count
    return seeds < 2
      ? ["There is one seed: no interval, and nothing is told from chance."]
      : []
  }

  private var differenceNotes: [String] {
    guard !differences.isEmpty else { return [] }
    var notes: [String] = []
    if differences.contains(where: { $0.estimate.count > 1 }) {
      notes.append(
        "Differences are paired by seed: d ± t(n−1) · s / √n over n seeds, each the mean over cells; "
          + "members are not replicates.")
    }
    if testCount > 0 {
      notes.append(
        testCount == 1
          ? "One comparison is tested: Holm's adjustment leaves its p value as it is."
          : "Adjusted p values are Holm's for all \(testCount) comparisons that are tested.")
    }
    if differences.contains(where: { $0.verdict == .constant }) {
      notes.append(
        "Differences that are the same in every seed are not tested: nothing is left to chance in them."
      )
    }
    let exact = differences.count { $0.verdict == .identical }
    let near = differences.count { $0.verdict == .identicalWithinTolerance }
    if exact + near > 0 {
      notes.append(
        "Differences that are identical by construction are not tested: \(exact) to the last bit, "
          + "\(near) within \(options.tolerance) of the value (\(options.moneyTolerance) for amounts, "
          + "which are rounded).")
    }
    return notes
  }

  private var averageNotes: [String] {
    let names = selection.averaged.map(\.name)
    guard !names.isEmpty, by != nil else { return [] }
    return [
      "Averaged over \(names.joined(separator: ", ")) within each seed; --each FACTOR tells them "
        + "apart."
    ]
  }

  private var extraNotes: [String] {
    var notes: [String] = []
    if !effects.isEmpty {
      notes.append(
        "A main effect is the mean at the level less the mean of all, seed by seed; the share of "
          + "variance is that between the levels' means.")
    }
    if !options.pareto.isEmpty {
      notes.append(
        "Designs on the front: \(pareto.count); beaten by one of them: \(dominatedCount).")
    }
    if !members.isEmpty {
      notes.append(
        "A negative change of a bill is a gain. Non-participants have neither generation nor storage "
          + "nor local trade at both levels.")
      if let columns = MemberColumns(selection.table) {
        if !columns.knowsGeneration || !columns.knowsTrade {
          notes.append(
            "The study does not hold generation_energy, bought and sold by member: roles are not "
              + "told.")
        } else if !columns.knowsStorage {
          notes.append("The study does not hold storage by member: groups do not tell it.")
        }
      }
    }
    if !parties.isEmpty {
      notes.append(
        "The balances of all accounts sum to zero: what one party gains another one pays. A saving "
          + "of all members together is a transfer as far as other parties lose it.")
    }
    return notes
  }
}
