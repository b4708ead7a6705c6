import Statistics
import StudyFiles

extension StudySelection {
  /// The mean of an indicator at each level of each stratum.
  func means(of column: AxisColumn, confidence: Double) -> [LevelMean] {
    strata.indices.flatMap { stratum in
      levels.indices.map { level in
        var seeds = SeedMeans(seedCount: table.seeds.count)
        for entry in entries[level][stratum] where isDone(entry.row) {
          let value = column.values[entry.row]
          if value.isFinite { seeds.add(value, seed: entry.replication) }
        }
        return LevelMean(
          indicator: column.name, units: column.units, stratum: strata[stratum],
          level: levels[level], estimate: SeedEstimate(seeds.values, confidence: confidence))
      }
    }
  }

  /// The paired differences of an indicator in each stratum, before adjustment.
  func differences(
    of column: AxisColumn, _ options: ComparisonOptions
  ) -> [LevelDifference] {
    strata.indices.flatMap { stratum in
      levels.indices.filter { $0 != baseline }.map { level in
        difference(of: column, level: level, stratum: stratum, options)
      }
    }
  }

  private func difference(
    of column: AxisColumn, level: Int, stratum: Int, _ options: ComparisonOptions
  ) -> LevelDifference {
    var differences = SeedMeans(seedCount: table.seeds.count)
    var bases = SeedMeans(seedCount: table.seeds.count)
    var (isExact, isWithin) = (true, true)
    let isMoney = !table.currency.isEmpty && column.units == table.currency
    func noise(_ size: Double) -> Double {
      isMoney ? options.moneyTolerance * max(1, size) : options.tolerance * size
    }
    for pair in pairs[level][stratum] where isDone(pair) {
      let (value, base) = (column.values[pair.row], column.values[pair.baseline])
      guard value.isFinite, base.isFinite else { continue }
      differences.add(value - base, seed: pair.replication)
      bases.add(base, seed: pair.replication)
      if value != base { isExact = false }
      if (value - base).magnitude > noise(max(value.magnitude, base.magnitude)) { isWithin = false }
    }
    let estimate = SeedEstimate(differences.values, confidence: options.confidence)
    let verdict: LevelDifference.Verdict =
      if estimate.count == 0 {
        .noPair
      } else if isExact {
        .identical
      } else if isWithin {
        .identicalWithinTolerance
      } else {
        estimate.count == 1 ? .oneSeed : estimate.pValue == nil ? .constant : .notTold
      }
    return LevelDifference(
      indicator: column.name, units: column.units, stratum: strata[stratum],
      level: levels[level], baseline: levels[baseline], estimate: estimate,
      baselineMean: SeedEstimate(bases.values, confidence: options.confidence).mean,
      adjustedPValue: nil, verdict: verdict)
  }
}

extension [LevelDifference] {
  /// The number of differences that are tested for chance.
  var testCount: Int { count { $0.isTested } }

  /// Adjusts the p values of all differences that are tested, and says which are told from chance.
  mutating func adjust(confidence: Double) {
    let tested = indices.filter { self[$0].isTested }
    let adjusted = holmAdjusted(tested.compactMap { self[$0].estimate.pValue })
    for (index, pValue) in zip(tested, adjusted) {
      self[index].adjustedPValue = pValue
      if pValue < 1 - confidence {
        self[index].verdict = self[index].estimate.mean > 0 ? .higher : .lower
      }
    }
  }
}
