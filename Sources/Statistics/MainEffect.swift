/// What one level of a factor does to an indicator: the mean of all rows of the level less the mean of
/// all rows.
///
/// Effects are calculated within each replication, whose rows share their random numbers, and the
/// interval is that of their mean over replications. The effects of a factor's levels in a full
/// factorial add up to zero. Where rows are missing, levels are compared over different cells:
/// ``leftOut`` says how many.
public struct MainEffect: Hashable, Sendable {
  /// The place of the factor.
  public var factor: Int
  /// The place among its levels.
  public var level: Int
  /// The mean of the indicator over the rows of the level.
  public var mean: Double
  /// The effect: mean over replications, with its interval.
  ///
  /// It is not a number where no row has the level, its half-width where there are fewer than two
  /// replications.
  public var effect: MeanInterval
  /// The number of rows of the level whose value is not finite, and which are left out.
  public var leftOut: Int

  /// Creates an effect.
  ///
  /// - Parameters:
  ///   - factor: The place of the factor.
  ///   - level: The place among its levels.
  ///   - mean: The mean of the indicator over the rows of the level.
  ///   - effect: The effect with its interval.
  ///   - leftOut: The number of rows left out.
  public init(factor: Int, level: Int, mean: Double, effect: MeanInterval, leftOut: Int) {
    self.factor = factor
    self.level = level
    self.mean = mean
    self.effect = effect
    self.leftOut = leftOut
  }

  /// The main effects of all levels of all factors, factor by factor.
  ///
  /// - Parameters:
  ///   - values: The indicator in each row; a row whose value is not finite is left out.
  ///   - levels: The place among its levels of each factor in each row; a negative number where a
  ///     factor does not apply: the row counts for the mean of all rows only.
  ///   - levelCounts: The number of levels of each factor.
  ///   - replications: The replication of each row.
  ///   - confidence: The level of confidence of the intervals.
  /// - Returns: One effect for each level of each factor.
  /// - Complexity: O(rows × factors + replications × levels).
  public static func all(
    of values: [Double], levels: [[Int]], levelCounts: [Int], replications: [Int],
    confidence: Double = 0.95
  ) -> [MainEffect] {
    var places: [Int: Int] = [:]
    for replication in replications where places[replication] == nil {
      places[replication] = places.count
    }
    let starts = levelCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + max(0, $1)) }
    let width = starts.last ?? 0
    var totals = Array(repeating: Tally(), count: places.count)
    var tallies = Array(repeating: Tally(), count: places.count * width)
    var leftOut = Array(repeating: 0, count: width)
    for ((value, levels), replication) in zip(zip(values, levels), replications) {
      let place = places[replication] ?? 0
      if value.isFinite { totals[place].add(value) }
      for (factor, level) in levels.prefix(levelCounts.count).enumerated()
      where level >= 0 && level < levelCounts[factor] {
        let column = starts[factor] + level
        if value.isFinite {
          tallies[place * width + column].add(value)
        } else {
          leftOut[column] += 1
        }
      }
    }
    return levelCounts.indices.flatMap { factor in
      (0..<max(0, levelCounts[factor])).map { level in
        let column = starts[factor] + level
        let each = totals.indices.map { tallies[$0 * width + column] }
        let effects = zip(each, totals).map { $0.mean - $1.mean }
        return MainEffect(
          factor: factor, level: level,
          mean: each.reduce(into: Tally()) { $0.add($1) }.mean,
          effect: MeanInterval(effects, confidence: confidence), leftOut: leftOut[column])
      }
    }
  }
}

/// A sum and how many it is of.
private struct Tally {
  var sum = 0.0
  var count = 0

  var mean: Double { sum / Double(count) }

  mutating func add(_ value: Double) {
    sum += value
    count += 1
  }

  mutating func add(_ other: Tally) {
    sum += other.sum
    count += other.count
  }
}
