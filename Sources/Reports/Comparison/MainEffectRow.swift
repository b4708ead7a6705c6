import Statistics
import StudyFiles

/// What a factor does by itself to an indicator at one of its levels.
public struct MainEffectRow: Hashable, Sendable {
  /// The name of the indicator, and its unit.
  public var indicator: String
  public var units: String
  /// The name of the factor, or `arm`.
  public var factor: String
  /// The label of the level, or the half of a range.
  public var level: String
  /// The mean at the level over all rows.
  public var mean: Double
  /// The mean at the level less the mean of all: calculated seed by seed.
  public var effect: SeedEstimate
  /// The share of the variance between cells that the factor's levels explain, averaged over seeds; not
  /// a number where nothing varies.
  public var varianceShare: Double
}

extension StudySelection {
  /// The rows over which main effects are means: those of references are left out where other arms
  /// are there.
  var effectRows: [Int] {
    let own = rows.filter { !table.arms[table.rows[$0].arm].isReference }
    return (own.isEmpty ? rows : own).filter(isDone)
  }

  /// The main effects of all factors on an indicator.
  func effects(on column: AxisColumn, _ options: ComparisonOptions) -> [MainEffectRow] {
    let rows = effectRows.filter { column.values[$0].isFinite }
    let groups = dimensions.map { EffectGroups($0, rows: rows, table) }
      .filter { $0.names.count > 1 }
    let values = rows.map { column.values[$0] }
    let replications = rows.map { table.rows[$0].replication }
    let effects = MainEffect.all(
      of: values, levels: rows.indices.map { row in groups.map { $0.groupOfRow[row] } },
      levelCounts: groups.map(\.names.count), replications: replications,
      confidence: options.confidence)
    let shares = groups.map {
      varianceShare(of: $0, values: values, replications: replications)
    }
    return effects.map { effect in
      MainEffectRow(
        indicator: column.name, units: column.units, factor: groups[effect.factor].name,
        level: groups[effect.factor].names[effect.level], mean: effect.mean,
        effect: SeedEstimate(effect.effect), varianceShare: shares[effect.factor])
    }
  }

  /// The variance between the means of groups as a share of the variance between all rows, seed by
  /// seed, averaged over seeds.
  private func varianceShare(
    of groups: EffectGroups, values: [Double], replications: [Int]
  ) -> Double {
    var bySeed = Array(repeating: [Int](), count: table.seeds.count)
    for row in values.indices { bySeed[replications[row]].append(row) }
    var shares = SeedMeans(seedCount: table.seeds.count)
    for (seed, rows) in bySeed.enumerated() where !rows.isEmpty {
      let mean = rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
      var sums = groups.names.map { _ in (total: 0.0, count: 0.0) }
      for row in rows {
        sums[groups.groupOfRow[row]].total += values[row] - mean
        sums[groups.groupOfRow[row]].count += 1
      }
      let between = sums.reduce(0) { $0 + ($1.count > 0 ? $1.total * $1.total / $1.count : 0) }
      let all = rows.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) }
      if all > 0 { shares.add(between / all, seed: seed) }
    }
    return SeedEstimate(MeanInterval(shares.values)).mean
  }
}

/// The rows of a study by the levels of a factor; those of a range by its lower and upper half.
private struct EffectGroups {
  let name: String
  let names: [String]
  let groupOfRow: [Int]

  init(_ dimension: StudyDimension, rows: [Int], _ table: StudyTable) {
    name = dimension.name
    if dimension.labels.isEmpty {
      let numbers = rows.map { dimension.number(of: table.rows[$0]) }
      let sorted = numbers.filter(\.isFinite).sorted()
      guard let first = sorted.first, let last = sorted.last, first < last else {
        names = []
        groupOfRow = []
        return
      }
      let middle = sorted[sorted.count / 2]
      names = ["lower half", "upper half"]
      groupOfRow = numbers.map { $0 < middle ? 0 : 1 }
      return
    }
    let levels = rows.map { dimension.level(of: table.rows[$0]) }
    let present = Set(levels).sorted()
    let places = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
    names = present.map { dimension.label($0) }
    groupOfRow = levels.map { places[$0] ?? 0 }
  }
}
