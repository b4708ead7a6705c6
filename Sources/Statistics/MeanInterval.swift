/// The mean of some independent values, and how far it may lie from the true one.
///
/// ```text
/// x̄ ± t(n − 1)·s/√n
/// ```
///
/// Values that are not finite are left out and counted.
public struct MeanInterval: Hashable, Sendable {
  /// The number of values that the mean is of.
  public var count: Int
  /// The number of values that are not finite.
  public var leftOut: Int
  /// The mean; not a number when there are no values.
  public var mean: Double
  /// The standard deviation of the values, with n − 1; not a number for fewer than two.
  public var standardDeviation: Double
  /// Half the width of the confidence interval; not a number for fewer than two values.
  public var halfWidth: Double
  /// The level of confidence, such as 0.95.
  public var confidence: Double

  /// Calculates the mean and its interval.
  ///
  /// - Parameters:
  ///   - values: Independent values, such as one indicator under each seed.
  ///   - confidence: The probability with which the interval covers the true mean, between 0 and 1.
  public init(_ values: some Sequence<Double>, confidence: Double = 0.95) {
    let all = Array(values)
    let finite = all.filter(\.isFinite)
    count = finite.count
    leftOut = all.count - finite.count
    self.confidence = confidence
    (mean, standardDeviation) = meanAndDeviation(finite)
    let freedom = Double(count - 1)
    let quantile = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: freedom)
    halfWidth = quantile * standardDeviation / Double(count).squareRoot()
    if standardDeviation == 0 { halfWidth = 0 }
  }

  /// The lower end of the interval.
  public var lower: Double { mean - halfWidth }
  /// The upper end of the interval.
  public var upper: Double { mean + halfWidth }
}

/// The mean of finite values and their standard deviation with n − 1, in two passes.
///
/// Equal values have exactly themselves as mean and exactly 0 as deviation.
func meanAndDeviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
  guard let first = values.first else { return (.nan, .nan) }
  let count = Double(values.count)
  // Sums are taken from the first value on: exact for equal values, and free of overflow for near
  // ones.
  let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
  guard values.count > 1 else { return (mean, .nan) }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / (count - 1)).squareRoot())
}
