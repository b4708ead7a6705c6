/// The difference of two designs on one indicator under common random numbers: pair by pair, where a
/// pair is one seed in both.
///
/// ```text
/// d̄ ± t(n − 1)·s_d/√n
/// ```
///
/// Pairs in which a value is not finite are left out and counted. The members of a community are no
/// replications: they share weather and market.
public struct PairedDifference: Hashable, Sendable {
  /// The number of pairs.
  public var count: Int
  /// The number of values that stand alone or in a pair that is not finite.
  public var leftOut: Int
  /// The mean of second minus first; not a number without pairs.
  public var mean: Double
  /// The standard deviation of the differences; not a number for fewer than two.
  public var standardDeviation: Double
  /// Half the width of the confidence interval of the mean; not a number for fewer than two pairs.
  public var halfWidth: Double
  /// The mean in units of its standard error, with ``count`` − 1 degrees of freedom; infinite where
  /// all differences are equal, not a number where all are 0 or there are fewer than two.
  public var t: Double
  /// The probability of a t at least as far from 0 if there is no difference; not a number where all
  /// differences are 0 or there are fewer than two, because there is nothing to test then.
  public var p: Double
  /// The level of confidence, such as 0.95.
  public var confidence: Double
  /// Whether there are pairs and all differences are 0: the designs do not differ by chance only.
  public var isIdenticalByConstruction: Bool

  /// Calculates the difference.
  ///
  /// A difference counts as exactly 0 if it is not greater than the tolerance, times the greatest
  /// magnitude of all values in pairs: sums of the same numbers in another order differ by about 10⁻¹³ of
  /// their size. Differences above it are taken as they are, so nothing else depends on the tolerance.
  ///
  /// - Parameters:
  ///   - a: The indicator of the first design, one value for each seed.
  ///   - b: The indicator of the second design under the same seeds; ``mean`` is b minus a.
  ///   - confidence: The probability with which the interval covers the true mean, between 0 and 1.
  ///   - tolerance: The share of the indicator's size below which a difference is rounding; 0 for
  ///     differences that are exactly 0.
  public init(
    _ a: [Double], _ b: [Double], confidence: Double = 0.95, tolerance: Double = 1e-12
  ) {
    let pairs = zip(a, b).filter { $0.isFinite && $1.isFinite && ($1 - $0).isFinite }
    count = pairs.count
    leftOut = max(a.count, b.count) - pairs.count
    self.confidence = confidence
    let size = pairs.reduce(0) { max($0, $1.0.magnitude, $1.1.magnitude) }
    let differences = pairs.map { first, second in
      (second - first).magnitude <= tolerance * size ? 0 : second - first
    }
    isIdenticalByConstruction = !pairs.isEmpty && differences.allSatisfy { $0 == 0 }
    let interval = MeanInterval(differences, confidence: confidence)
    mean = interval.mean
    standardDeviation = interval.standardDeviation
    halfWidth = interval.halfWidth
    t = mean / (standardDeviation / Double(count).squareRoot())
    p = StudentT.twoSidedProbability(ofAtLeast: t, degreesOfFreedom: Double(count - 1))
  }

  /// The lower end of the interval.
  public var lower: Double { mean - halfWidth }
  /// The upper end of the interval.
  public var upper: Double { mean + halfWidth }
  /// Whether all differences are equal, and not 0: the seeds change nothing, so that a p-value of 0
  /// says that nothing was left to chance, and not that much was tried.
  public var isConstant: Bool { count > 1 && standardDeviation == 0 && mean != 0 }
}
