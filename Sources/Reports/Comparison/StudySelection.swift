import StudyFiles

/// The rows of a study that are compared: by level, by stratum, paired by cell and seed.
///
/// A cell is all that is neither compared nor a stratum. Rows of one cell and one seed differ in the
/// level alone, so that their difference is that of the levels, with common random numbers.
struct StudySelection {
  /// A row with what it is paired by.
  struct Entry: Hashable {
    var row: Int
    var cell: Int
    var replication: Int
  }

  /// Two rows that differ in the level alone.
  struct Pair: Hashable {
    var row: Int
    var baseline: Int
    var replication: Int
  }

  let table: StudyTable
  let dimensions: [StudyDimension]
  /// The rows that fulfil the conditions.
  let rows: [Int]
  /// What is compared; `nil` when the study has nothing with levels.
  let compared: StudyDimension?
  /// The levels that are there, in the order of the study; one without a name when nothing is
  /// compared.
  let levels: [String]
  /// The place of the level that others are compared with.
  let baseline: Int
  /// What is looked at level by level.
  let strataDimensions: [StudyDimension]
  /// The labels of each stratum.
  let strata: [[String]]
  /// By level and stratum, the rows of those cells that every level of the stratum has.
  let entries: [[[Entry]]]
  /// By level and stratum, the rows beside those of the baseline with the same cell and seed.
  let pairs: [[[Pair]]]
  /// The number of rows that no row of the baseline has the cell and seed of.
  let unpairedCount: Int

  init(_ table: StudyTable, _ options: ComparisonOptions) throws(ComparisonError) {
    try table.requireConsistency()
    let dimensions = StudyDimension.all(of: table)
    let rows = try Self.rows(of: table, options.conditions, dimensions)
    var each: [StudyDimension] = []
    for name in options.each {
      let dimension = try dimensions.levelled(name, option: "--each")
      if !each.contains(dimension) { each.append(dimension) }
    }
    let compared: StudyDimension?
    if let name = options.by {
      compared = try dimensions.levelled(name, option: "--by")
    } else {
      compared = dimensions.first { !$0.labels.isEmpty && !each.contains($0) }
    }
    if let compared, each.contains(compared) {
      throw ComparisonError(
        "'\(compared.name)' can't be compared and looked at level by level at once; leave it out of "
          + "--each.")
    }
    // Arms are different questions, references above all: nothing is averaged over them.
    if let arm = dimensions.first(where: { $0.factor == nil }), arm != compared, !each.contains(arm)
    {
      each.insert(arm, at: 0)
    }
    let levelPlaces = Set(rows.map { compared?.level(of: table.rows[$0]) ?? 0 }).sorted()
    let strata = Self.sorted(
      Set(rows.map { row in each.map { $0.level(of: table.rows[row]) } }))
    var cells: [CellKey: Int] = [:]
    var entries = levelPlaces.map { _ in strata.map { _ in [Entry]() } }
    let levelIndex = Dictionary(uniqueKeysWithValues: levelPlaces.enumerated().map { ($1, $0) })
    let stratumIndex = Dictionary(uniqueKeysWithValues: strata.enumerated().map { ($1, $0) })
    let others = dimensions.filter { $0 != compared && !each.contains($0) }
    for index in rows {
      let row = table.rows[index]
      guard let level = levelIndex[compared?.level(of: row) ?? 0],
        let stratum = stratumIndex[each.map { $0.level(of: row) }]
      else { continue }
      let key = CellKey(row, others)
      let cell = cells[key] ?? cells.count
      cells[key] = cell
      entries[level][stratum].append(Entry(row: index, cell: cell, replication: row.replication))
    }
    self.table = table
    self.dimensions = dimensions
    self.rows = rows
    self.compared = compared
    levels = levelPlaces.map { compared?.label($0) ?? "" }
    strataDimensions = each
    self.strata = strata.map { zip(each, $0).map { $0.label($1) } }
    let baseline = try Self.baseline(options.baseline, compared, levelPlaces)
    self.baseline = baseline
    self.entries = Self.common(entries)
    let partners = entries[baseline]
    pairs = entries.map { zip($0, partners).map { Self.pairs($0, $1) } }
    unpairedCount = zip(entries, pairs).reduce(0) { count, level in
      count + zip(level.0, level.1).reduce(0) { $0 + $1.0.count - $1.1.count }
    }
  }

  /// The factors that the figures are averages over.
  var averaged: [StudyDimension] {
    dimensions.filter { dimension in
      dimension != compared && !strataDimensions.contains(dimension)
        && Set(rows.map { CellKey(table.rows[$0], [dimension]) }).count > 1
    }
  }

  /// Whether a row's point is there.
  func isDone(_ row: Int) -> Bool { table.rows[row].state == .done }

  /// Whether both points of a pair are there.
  func isDone(_ pair: Pair) -> Bool { isDone(pair.row) && isDone(pair.baseline) }
}

extension StudySelection {
  /// What tells cells apart.
  private struct CellKey: Hashable {
    var levels: [Int]
    var numbers: [UInt64]

    init(_ row: StudyRow, _ dimensions: [StudyDimension]) {
      levels = dimensions.map { $0.level(of: row) }
      numbers = dimensions.map { $0.number(of: row).bitPattern }
    }
  }

  /// The rows of cells that every level of their stratum has; all where there is no such cell.
  ///
  /// One level alone may have cells more, as the first one has in a design of one factor at a time;
  /// means over unlike cells would differ without an effect of the level.
  private static func common(_ entries: [[[Entry]]]) -> [[[Entry]]] {
    let strata = entries.first?.indices ?? 0..<0
    let common = strata.map { stratum in
      let present = entries.map { Set($0[stratum].map(\.cell)) }
      return present.dropFirst().reduce(present.first ?? []) { $0.intersection($1) }
    }
    return entries.map { level in
      zip(level, common).map { own, common in
        common.isEmpty ? own : own.filter { common.contains($0.cell) }
      }
    }
  }

  private static func pairs(_ entries: [Entry], _ partners: [Entry]) -> [Pair] {
    let rows = Dictionary(
      partners.map { ([$0.cell, $0.replication], $0.row) }, uniquingKeysWith: { first, _ in first })
    return entries.compactMap { entry in
      rows[[entry.cell, entry.replication]].map {
        Pair(row: entry.row, baseline: $0, replication: entry.replication)
      }
    }
  }

  private static func rows(
    of table: StudyTable, _ conditions: [LevelCondition], _ dimensions: [StudyDimension]
  ) throws(ComparisonError) -> [Int] {
    var allowed: [(dimension: StudyDimension, levels: Set<Int>)] = []
    for condition in conditions {
      let dimension = try dimensions.levelled(condition.factor, option: "--where")
      allowed.append(
        (dimension, Set(try dimension.levels(condition.levels, option: "--where"))))
    }
    let rows = table.rows.indices.filter { index in
      allowed.allSatisfy { $0.levels.contains($0.dimension.level(of: table.rows[index])) }
    }
    guard !rows.isEmpty else {
      throw ComparisonError(
        table.rows.isEmpty
          ? "the study has no points." : "no point fulfils all conditions of --where.")
    }
    return rows
  }

  private static func baseline(
    _ written: String?, _ compared: StudyDimension?, _ present: [Int]
  ) throws(ComparisonError) -> Int {
    guard let written else { return 0 }
    guard let compared else {
      throw ComparisonError("--baseline: the study has nothing with levels to compare.")
    }
    let level = try compared.levels([written], option: "--baseline").first
    guard let place = present.firstIndex(where: { $0 == level }) else {
      throw ComparisonError("--baseline: --where leaves out the level '\(written)'.")
    }
    return place
  }

  private static func sorted(_ keys: Set<[Int]>) -> [[Int]] {
    keys.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension StudyTable {
  /// Checks that every row has a value for each factor and every column one for each row: tables come
  /// from files.
  func requireConsistency() throws(ComparisonError) {
    let rowsFit = rows.allSatisfy { row in
      arms.indices.contains(row.arm) && rows.indices.contains(row.cell)
        && seeds.indices.contains(row.replication)
        && row.levels.count == factors.count && row.numbers.count == factors.count
    }
    let columnsFit =
      indicators.allSatisfy { $0.values.count == rows.count }
      && tables.allSatisfy { table in
        table.columns.allSatisfy { $0.values.count == rows.count * table.labels.count }
      }
    guard rowsFit, columnsFit else {
      throw ComparisonError("the study '\(name)' is damaged: its columns do not fit its rows.")
    }
  }
}
