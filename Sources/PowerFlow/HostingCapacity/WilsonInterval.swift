import RandomStreams

/// The interval in which the probability of something lies that was seen a number of times.
///
/// > E. B. Wilson. "Probable inference, the law of succession, and statistical inference." *Journal
/// > of the American Statistical Association* 22 (1927), pp. 209–212.
/// > [doi:10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)
public struct WilsonInterval: Hashable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// Creates the interval.
  ///
  /// - Parameters:
  ///   - count: How often it was seen.
  ///   - trials: How often it could have been seen.
  ///   - confidence: How sure the interval is, such as 0.95.
  /// - Precondition: `0 ≤ count ≤ trials`, at least one trial, and a confidence between 0 and 1.
  public init(_ count: Int, of trials: Int, confidence: Double = 0.95) {
    precondition(
      trials > 0 && (0...trials).contains(count), "there must be trials, and more of them")
    precondition(confidence > 0 && confidence < 1, "the confidence must be between 0 and 1")
    let deviate = standardNormalQuantile(0.5 + confidence / 2)
    let total = Double(trials)
    let share = Double(count) / total
    let square = deviate * deviate
    let middle = (share + square / (2 * total)) / (1 + square / total)
    let half =
      deviate / (1 + square / total)
      * (share * (1 - share) / total + square / (4 * total * total)).squareRoot()
    lower = count == 0 ? 0 : max(0, middle - half)
    upper = count == trials ? 1 : min(1, middle + half)
  }
}
