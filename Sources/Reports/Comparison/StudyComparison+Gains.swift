import StudyFiles

extension StudyComparison {
  private var currency: ReportTable.Cell {
    let currency = selection.table.currency
    return .text(currency.isEmpty ? "1" : currency)
  }

  var membersTable: ReportTable {
    ReportTable(
      name: "members",
      title: "Who gains and who loses against '\(baseline)': bills of members, seed by seed",
      header: leading + [
        "group", "unit", "members", "change per member", "half-width", "median change",
        "winners (%)", "half-width (%)", "losers (%)", "greatest gain", "greatest loss", "seeds",
      ],
      rows: members.map { row in
        leading(row.stratum, row.level) + [
          .text(row.group.rawValue), currency, .number(row.memberCount.mean, decimals: 1),
          .number(row.change.mean, decimals: 2), .optional(row.change.halfWidth, decimals: 2),
          .number(row.median.mean, decimals: 2), .number(100 * row.winners.mean, decimals: 1),
          .optional(row.winners.halfWidth.map { 100 * $0 }, decimals: 1),
          .number(100 * row.losers.mean, decimals: 1),
          .number(row.greatestGain.mean, decimals: 2), .number(row.greatestLoss.mean, decimals: 2),
          .count(row.change.count),
        ]
      })
  }

  var partiesTable: ReportTable {
    ReportTable(
      name: "parties",
      title: "What the parties receive less what they pay, against '\(baseline)'",
      header: leading + ["party", "unit", "before", "after", "gain", "half-width", "seeds"],
      rows: parties.map { row in
        leading(row.stratum, row.level) + [
          .text(row.party), currency, .number(row.before.mean, decimals: 2),
          .number(row.after.mean, decimals: 2), .number(row.change.mean, decimals: 2),
          .optional(row.change.halfWidth, decimals: 2), .count(row.change.count),
        ]
      })
  }
}
