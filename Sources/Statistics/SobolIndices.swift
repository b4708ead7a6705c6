import RandomStreams

/// A sensitivity index with its confidence interval.
public struct SobolIndex: Hashable, Sendable {
  /// The share of the variance.
  public var value: Double
  /// Half the width of the confidence interval; not a number for fewer than two resamples.
  public var halfWidth: Double
}

/// What two factors do together, beyond what each does alone.
public struct SobolInteraction: Hashable, Sendable {
  /// The places of the factors; the first stands before the second.
  public var factors: SIMD2<Int>
  /// The share of the variance.
  public var index: SobolIndex
}

/// Sobol indices: the shares of an output's variance that factors are responsible for.
///
/// With the outputs A, B, ABᵢ (A with factor i from B) and BAᵢ (B with factor i from A), less the mean
/// of all outputs, and the variance V of A and B together:
///
/// ```text
/// first order    Sᵢ  = mean of B·(ABᵢ − A) / V
/// total order    Tᵢ  = mean of ½·(A − ABᵢ)² / V
/// second order   Sᵢⱼ = mean of (BAᵢ·ABⱼ − A·B) / V − Sᵢ − Sⱼ
/// ```
///
/// Intervals are z·s, where s is the standard deviation of the index over resamples of the base points
/// with replacement. They are wide for a Sobol sequence, which is more even than random points.
///
/// Base points one of whose outputs is not finite are left out and counted. If all outputs are equal
/// there is no variance to share, and the indices are not numbers.
///
/// > A. Saltelli et al. "Variance based sensitivity analysis of model output." *Computer Physics
/// > Communications* 181 (2010), pp. 259–270.
/// > [doi:10.1016/j.cpc.2009.09.018](https://doi.org/10.1016/j.cpc.2009.09.018)
///
/// > M. J. W. Jansen. "Analysis of variance designs for model output." *Computer Physics
/// > Communications* 117 (1999), pp. 35–43.
/// > [doi:10.1016/S0010-4655(98)00154-4](https://doi.org/10.1016/S0010-4655(98)00154-4)
///
/// > A. Saltelli. "Making best use of model evaluations to compute sensitivity indices." *Computer
/// > Physics Communications* 145 (2002), pp. 280–297.
/// > [doi:10.1016/S0010-4655(02)00280-1](https://doi.org/10.1016/S0010-4655(02)00280-1)
public struct SobolIndices: Hashable, Sendable {
  /// The share of each factor alone.
  public var first: [SobolIndex]
  /// The share of each factor with all its interactions.
  public var total: [SobolIndex]
  /// The share of each pair of factors; empty without second order.
  public var second: [SobolInteraction]
  /// The number of base points that are used.
  public var basePoints: Int
  /// The number of base points that are left out, because an output is missing or not finite.
  public var leftOut: Int
  /// The variance of the outputs A and B, in the square of their unit.
  public var variance: Double
  /// The level of confidence of the intervals.
  public var confidence: Double

  /// Calculates indices from the outputs of a design in Saltelli's order.
  ///
  /// - Parameters:
  ///   - outputs: For each base point A, AB₁ … AB_d, with second order BA₁ … BA_d, and B. An incomplete
  ///     base point at the end is left out.
  ///   - factorCount: The number d of factors.
  ///   - secondOrder: Whether the design has the outputs BA.
  ///   - resamples: The number of resamples for the intervals.
  ///   - seed: The seed of the resamples.
  ///   - confidence: The level of confidence of the intervals, between 0 and 1.
  /// - Complexity: O(resamples × base points × columns), where there are 2·d columns without and
  ///   2·d + d·(d − 1)/2 with second order.
  public init(
    outputs: [Double], factorCount: Int, secondOrder: Bool = false, resamples: Int = 100,
    seed: UInt64 = 1, confidence: Double = 0.95
  ) {
    self.confidence = confidence
    let terms = SobolTerms(
      outputs, factorCount: max(0, factorCount), secondOrder: secondOrder)
    basePoints = terms.count
    leftOut = terms.leftOut
    let estimate = terms.indices(of: terms.sums())
    variance = estimate.variance
    let deviations = terms.deviations(resamples: resamples, seed: seed)
    let z = standardNormalQuantile(min(max(0.5 + confidence / 2, 0.5), 1.0.nextDown))
    let indices = zip(estimate.indices, deviations).map {
      SobolIndex(value: $0, halfWidth: z * $1)
    }
    let factors = max(0, factorCount)
    first = Array(indices[..<factors])
    total = Array(indices[factors..<(2 * factors)])
    second = zip(terms.pairs, indices[(2 * factors)...]).map {
      SobolInteraction(factors: $0, index: $1)
    }
  }

  /// Calculates indices of the mean output over replications.
  ///
  /// Under one seed, indices are conditional on it; the mean over seeds is what a design does whatever
  /// chance brings. A base point that lacks an output in one replication is left out, because the means
  /// of its cells would be of different seeds.
  ///
  /// - Parameters:
  ///   - replications: The outputs under each seed, each in Saltelli's order; outputs beyond the
  ///     shortest of them are left out.
  ///   - factorCount: The number of factors.
  ///   - secondOrder: Whether the design has the outputs BA.
  ///   - resamples: The number of resamples for the intervals.
  ///   - seed: The seed of the resamples.
  ///   - confidence: The level of confidence of the intervals, between 0 and 1.
  public init(
    replications: [[Double]], factorCount: Int, secondOrder: Bool = false, resamples: Int = 100,
    seed: UInt64 = 1, confidence: Double = 0.95
  ) {
    let count = replications.map(\.count).min() ?? 0
    var means = Array(repeating: 0.0, count: count)
    for outputs in replications {
      for index in means.indices { means[index] += outputs[index] / Double(replications.count) }
    }
    self.init(
      outputs: means, factorCount: factorCount, secondOrder: secondOrder, resamples: resamples,
      seed: seed, confidence: confidence)
  }
}
