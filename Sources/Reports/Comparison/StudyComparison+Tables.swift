import StudyFiles

extension StudyComparison {
  /// The comparison as tables, with notes on what the numbers mean.
  public func report() -> TableReport {
    let table = selection.table
    var tables = [meansTable]
    if !differences.isEmpty { tables.append(differencesTable) }
    if !effects.isEmpty { tables.append(effectsTable) }
    if !sobol.isEmpty { tables.append(sobolTable) }
    if !options.pareto.isEmpty { tables.append(paretoTable) }
    if !members.isEmpty { tables.append(membersTable) }
    if !parties.isEmpty { tables.append(partiesTable) }
    return TableReport(
      heading: table.title.isEmpty ? table.name : table.title, tables: tables, notes: notes)
  }

  /// The level of confidence in per cent.
  var confidenceText: String {
    var text = DecimalText.fixed(100 * options.confidence, decimals: 3)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text + " %"
  }

  /// The names of the columns that lead each row; a factor with the name of another column is told
  /// from it.
  var leading: [String] {
    (strata + (by.map { [$0] } ?? [])).map { Self.columns.contains($0) ? "factor " + $0 : $0 }
  }

  private static let columns: Set = [
    "indicator", "unit", "mean", "half-width", "lower", "upper", "seeds", "difference", "p",
    "adjusted p", "verdict", "group", "members", "party", "before", "after", "gain",
  ]

  func leading(_ stratum: [String], _ level: String) -> [ReportTable.Cell] {
    stratum.map { .text($0) } + (by == nil ? [] : [.text(level)])
  }

  /// The decimals of an indicator in every row.
  func decimals(ofIndicator name: String) -> Int {
    SignificantDecimals.of(means.filter { $0.indicator == name }.map(\.estimate.mean))
  }

  private var meansTable: ReportTable {
    let decimals = self.decimals
    return ReportTable(
      name: "means", title: "Means over seeds with \(confidenceText) intervals",
      header: ["indicator", "unit"] + leading + ["mean", "half-width", "lower", "upper", "seeds"],
      rows: means.map { mean in
        let digits = decimals[mean.indicator] ?? 4
        return [.text(mean.indicator), .text(mean.units)] + leading(mean.stratum, mean.level) + [
          .number(mean.estimate.mean, decimals: digits),
          .optional(mean.estimate.halfWidth, decimals: digits),
          .optional(mean.estimate.lower, decimals: digits),
          .optional(mean.estimate.upper, decimals: digits), .count(mean.estimate.count),
        ]
      })
  }

  private var decimals: [String: Int] {
    Dictionary(
      Set(means.map(\.indicator)).map { ($0, decimals(ofIndicator: $0)) },
      uniquingKeysWith: { first, _ in first })
  }

  private var differencesTable: ReportTable {
    let decimals = self.decimals
    return ReportTable(
      name: "differences",
      title: "Paired differences to '\(baseline)' with \(confidenceText) intervals",
      header: ["indicator", "unit"] + leading + [
        "difference", "half-width", "lower", "upper", "change (%)", "p", "adjusted p", "seeds",
        "verdict",
      ],
      rows: differences.map { difference in
        let digits = decimals[difference.indicator] ?? 4
        let estimate = difference.estimate
        let isTested = difference.isTested
        return [.text(difference.indicator), .text(difference.units)]
          + leading(difference.stratum, difference.level) + [
            .number(estimate.mean, decimals: digits),
            .optional(estimate.halfWidth, decimals: digits),
            .optional(estimate.lower, decimals: digits),
            .optional(estimate.upper, decimals: digits),
            .optional(difference.relative.map { 100 * $0 }, decimals: 2),
            .optionalProbability(isTested ? estimate.pValue : nil),
            .optionalProbability(difference.adjustedPValue), .count(estimate.count),
            .text(difference.verdict.rawValue),
          ]
      })
  }

  private var effectsTable: ReportTable {
    let decimals = self.decimals
    return ReportTable(
      name: "effects", title: "Main effects with \(confidenceText) intervals",
      header: [
        "indicator", "unit", "factor", "level", "mean", "effect", "half-width", "lower", "upper",
        "share of variance (%)", "seeds",
      ],
      rows: effects.map { row in
        let digits = decimals[row.indicator] ?? 4
        return [
          .text(row.indicator), .text(row.units), .text(row.factor), .text(row.level),
          .number(row.mean, decimals: digits), .number(row.effect.mean, decimals: digits),
          .optional(row.effect.halfWidth, decimals: digits),
          .optional(row.effect.lower, decimals: digits),
          .optional(row.effect.upper, decimals: digits),
          .number(100 * row.varianceShare, decimals: 2), .count(row.effect.count),
        ]
      })
  }

  private var sobolTable: ReportTable {
    let hasArms = selection.table.arms.count > 1
    return ReportTable(
      name: "sobol", title: "Sobol indices with \(confidenceText) intervals",
      header: ["indicator"] + (hasArms ? ["arm"] : []) + [
        "factor", "first order", "half-width (first)", "total order", "half-width (total)",
        "base points", "seeds",
      ],
      rows: sobol.map { row in
        [.text(row.indicator)] + (hasArms ? [.text(row.arm)] : []) + [
          .text(row.factor), .number(row.first, decimals: 4),
          .optional(row.firstHalfWidth, decimals: 4), .optional(row.total, decimals: 4),
          .optional(row.totalHalfWidth, decimals: 4), .count(row.basePoints), .count(row.seeds),
        ]
      })
  }

  private var paretoTable: ReportTable {
    let names = options.pareto.map(\.indicator)
    let decimals = options.pareto.indices.map { objective in
      SignificantDecimals.of(pareto.map { $0.estimates[objective].mean })
    }
    return ReportTable(
      name: "pareto",
      title: "Pareto front: "
        + options.pareto.map { "\($0.isMaximized ? "greatest" : "least") \($0.indicator)" }
        .joined(separator: ", "),
      header: selection.dimensions.map(\.name) + names.flatMap { [$0, "half-width (\($0))"] }
        + ["seeds"],
      rows: pareto.map { row in
        row.labels.map { .text($0) }
          + zip(row.estimates, decimals).flatMap { estimate, digits -> [ReportTable.Cell] in
            [
              .number(estimate.mean, decimals: digits),
              .optional(estimate.halfWidth, decimals: digits),
            ]
          } + [.count(row.estimates.first?.count ?? 0)]
      })
  }
}
