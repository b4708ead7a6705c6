import StudyFiles

extension RunComparison {
  /// The comparison as tables, with notes on what the numbers mean.
  ///
  /// - Parameter showsMembers: Whether the bills of every member are listed.
  public func report(showsMembers: Bool = false) -> TableReport {
    var report = study.report()
    // Three columns for each case: a fourth case fits no page.
    if !runs.isReplicated, runs.caseNames.count <= 3 {
      report.tables.removeAll { $0.name == "means" || $0.name == "differences" }
      report.tables.insert(indicatorTable, at: 0)
    }
    for index in report.tables.indices {
      report.tables[index].header = report.tables[index].header.map { $0 == "arm" ? "case" : $0 }
    }
    if showsMembers, !memberBills.isEmpty { report.tables.append(billTable) }
    report.heading =
      runs.caseNames.count == 1
      ? runs.runs[0].title : "\(runs.caseNames.count) cases against '\(study.baseline)'"
    report.notes = runNotes + report.notes
    return report
  }

  private var runNotes: [String] {
    let titles = Set(runs.runs.map(\.title))
    let versions = Set(runs.runs.map(\.version))
    let seeds = Set(runs.runs.map(\.seed))
    return [
      runs.isReplicated
        ? "Files that differ by the seed alone are repetitions of one case: "
          + runs.caseNames.enumerated().map { place, name in
            "'\(name)' \(runs.caseOfRun.count { $0 == place }) files"
          }.joined(separator: ", ") + "." : nil,
      runs.caseNames.count == 1 && runs.runs.count > 1
        ? "All files are repetitions of one case: there is nothing to compare it with." : nil,
      !runs.isReplicated && seeds.count > 1
        ? "The files have different seeds and nothing to pair them by: differences are those of the "
          + "seeds too." : nil,
      titles.count > 1 ? "The files are of \(titles.count) scenarios by their titles." : nil,
      versions.count > 1
        ? "The files were written by different versions: "
          + versions.sorted().joined(separator: ", ") + "." : nil,
    ].compactMap { $0 }
  }

  /// The indicators, one column for each file and two for its difference to the baseline.
  private var indicatorTable: ReportTable {
    let others = runs.caseNames.filter { $0 != study.baseline }
    let names = study.means.reduce(into: [String]()) { names, mean in
      if names.last != mean.indicator { names.append(mean.indicator) }
    }
    let rows = names.map { name -> [ReportTable.Cell] in
      let means = study.means.filter { $0.indicator == name }
      let differences = study.differences.filter { $0.indicator == name }
      let digits = study.decimals(ofIndicator: name)
      func mean(_ level: String) -> ReportTable.Cell {
        .optional(means.first { $0.level == level }?.estimate.mean, decimals: digits)
      }
      let cells = others.flatMap { level -> [ReportTable.Cell] in
        let difference = differences.first { $0.level == level }
        return [
          mean(level), .optional(difference?.estimate.mean, decimals: digits),
          .optional(difference?.relative.map { 100 * $0 }, decimals: 2),
        ]
      }
      return [.text(name), .text(means.first?.units ?? "1"), mean(study.baseline)] + cells
        + [.text(Self.remark(differences))]
    }
    return ReportTable(
      name: "indicators", title: "Indicators against '\(study.baseline)'",
      header: ["indicator", "unit", study.baseline]
        + others.flatMap { [$0, "difference (\($0))", "change (\($0), %)"] } + ["remark"],
      rows: rows)
  }

  /// Which differences are none.
  private static func remark(_ differences: [LevelDifference]) -> String {
    let same = differences.filter(\.isIdentical)
    guard !same.isEmpty else { return "" }
    guard differences.count > 1 else { return same[0].verdict.rawValue }
    return same.count == differences.count
      ? "identical by construction"
      : "identical by construction: " + same.map(\.level).joined(separator: ", ")
  }

  private var billTable: ReportTable {
    let currency = runs.table.currency
    return ReportTable(
      name: "bills", title: "Bills of members against '\(study.baseline)'",
      header: ["case", "member", "role", "unit", "before", "after", "change", "change (%)"],
      rows: memberBills.map { row in
        let change = row.after - row.before
        return [
          .text(row.name), .text(row.member),
          .text(row.isNonParticipant ? "non-participant" : row.role.text),
          .text(currency.isEmpty ? "1" : currency),
          .number(row.before, decimals: 2), .number(row.after, decimals: 2),
          .number(change, decimals: 2),
          row.before == 0 ? .missing : .number(100 * change / row.before.magnitude, decimals: 2),
        ]
      })
  }
}

extension MemberRole {
  /// The role in a few words.
  var text: String {
    let device =
      contains(.generates)
      ? contains(.stores) ? "prosumer with storage" : "prosumer"
      : contains(.stores) ? "consumer with storage" : "consumer"
    return contains(.trades) ? device + ", trades" : device
  }
}
