import StudyFiles

/// A small study: three market designs, two shares of photovoltaics, six seeds.
enum StudyFixture {
  static let arms = ["retail", "auction", "pool"]
  static let shares = ["20 %", "40 %"]

  /// Bills by arm, share and seed.
  static let bills: [[[Double]]] = [
    [[812.4, 790.1, 845.9, 801.3, 829.7, 799.2], [640.2, 612.8, 671.5, 633.3, 650.9, 622.4]],
    [[798.6, 771.0, 836.2, 790.8, 811.1, 788.7], [601.7, 580.3, 640.8, 590.1, 612.2, 585.9]],
    [[811.9, 791.4, 844.1, 803.0, 828.2, 800.8], [641.5, 611.0, 670.9, 634.8, 649.1, 623.5]],
  ]

  /// The highest import by arm, share and seed: the pool moves no electron.
  static let peaks: [[[Double]]] = [
    [[41.2, 43.8, 40.1, 44.9, 42.3, 41.7], [39.9, 42.2, 38.7, 43.5, 41.0, 40.2]],
    [[40.1, 43.1, 39.6, 43.2, 41.9, 40.3], [37.9, 41.0, 37.7, 41.2, 39.8, 38.9]],
    [[41.2, 43.8, 40.1, 44.9, 42.3, 41.7], [39.9, 42.2, 38.7, 43.5, 41.0, 40.2]],
  ]

  /// The study as a table.
  static func table(_ change: (inout StudyTable) -> Void = { _ in }) -> StudyTable {
    var rows: [StudyRow] = []
    for arm in arms.indices {
      for share in shares.indices {
        for seed in 0..<6 {
          rows.append(
            StudyRow(
              pointID: "p\(arm)\(share)\(seed)", arm: arm, cell: share, replication: seed,
              levels: [share], numbers: [20 * Double(share + 1)], state: .done))
        }
      }
    }
    var table = StudyTable(
      name: "markets", title: "Markets & tariffs", version: "1", currency: "EUR", studyText: "",
      baseText: "", design: "full-factorial", arms: arms.map { StudyTableArm(name: $0) },
      factors: [
        StudyTableFactor(name: "pv_share", labels: shares, numbers: [20, 40], units: "%")
      ],
      seeds: [1, 2, 3, 4, 5, 6], isFactorial: true, rows: rows,
      indicators: [
        AxisColumn("peak_import", peaks.joined().flatMap { $0 }, units: "kW", longName: "Peak"),
        AxisColumn("total_bills", bills.joined().flatMap { $0 }, units: "EUR", longName: "Bills"),
        AxisColumn(
          "odd", Array(repeating: 1, count: rows.count), units: "1", longName: "Nothing usual"),
      ], tables: [])
    change(&table)
    return table
  }
}
