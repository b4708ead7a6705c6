import Statistics

/// A mean over seeds with its confidence interval.
public struct SeedEstimate: Hashable, Sendable {
  /// The number of seeds.
  public var count: Int
  /// The mean; not a number without a seed.
  public var mean: Double
  /// Half the width of the interval, `t(n − 1) · s / √n`; `nil` for fewer than two seeds.
  public var halfWidth: Double?
  /// The two-sided p value of the mean being zero; `nil` for fewer than two seeds, and where all have
  /// the same value.
  public var pValue: Double?

  /// The lower end of the interval.
  public var lower: Double? { halfWidth.map { mean - $0 } }
  /// The upper end of the interval.
  public var upper: Double? { halfWidth.map { mean + $0 } }

  /// Estimates a mean from a value for each seed.
  ///
  /// - Parameters:
  ///   - values: A finite value for each seed.
  ///   - confidence: The level of confidence, between 0 and 1.
  public init(_ values: [Double], confidence: Double) {
    self.init(MeanInterval(values, confidence: confidence))
  }

  init(_ interval: MeanInterval) {
    count = interval.count
    mean = interval.mean
    guard count > 1 else { return }
    halfWidth = interval.halfWidth
    let error = interval.standardDeviation / Double(count).squareRoot()
    // Where nothing varies nothing is left to chance, and there is nothing to test.
    guard error > 0 else { return }
    pValue = StudentT.twoSidedProbability(
      ofAtLeast: mean / error, degreesOfFreedom: Double(count - 1))
  }
}

/// A quantity that is added up by seed, so that each seed counts once whatever it was measured on.
struct SeedMeans {
  private var sums: [Double]
  private var counts: [Int]

  init(seedCount: Int) {
    sums = Array(repeating: 0, count: seedCount)
    counts = Array(repeating: 0, count: seedCount)
  }

  mutating func add(_ value: Double, seed: Int) {
    sums[seed] += value
    counts[seed] += 1
  }

  /// The mean of each seed that has a value, in the order of the seeds.
  var values: [Double] {
    zip(sums, counts).compactMap { $1 > 0 ? $0 / Double($1) : nil }
  }
}
