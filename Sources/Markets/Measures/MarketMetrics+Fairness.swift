extension MarketMetrics {
  /// How unevenly values are distributed: 0 when all are equal, (n − 1)/n when one has all.
  ///
  /// ```text
  /// G = ΣΣ |xᵢ − xⱼ| / (2 n² x̄)
  /// ```
  ///
  /// - Returns: `nil` without values, when they sum to zero, and when one is negative, as gains may
  ///   be: the index has no meaning then. Look at ``quantiles(of:at:)`` as well.
  /// - Complexity: O(*n* log *n*).
  public static func gini(_ values: [Double]) -> Double? {
    let sum = values.reduce(0, +)
    guard sum > 0, values.allSatisfy({ $0 >= 0 }) else { return nil }
    let count = Double(values.count)
    var weighted = 0.0
    for (place, value) in values.sorted().enumerated() {
      weighted += (2 * Double(place + 1) - count - 1) * value
    }
    return finite(weighted / (count * sum))
  }

  /// How evenly values are distributed (Jain's index; "quality of service" of Moret and Pinson): 1
  /// when all are equal, 1/n when one has all.
  ///
  /// ```text
  /// J = (Σ x)² / (n Σ x²)
  /// ```
  ///
  /// > R. Jain, D. M. Chiu and W. Hawe. *A Quantitative Measure of Fairness and Discrimination for
  /// > Resource Allocation in Shared Computer Systems.* DEC-TR-301 (1984).
  /// > [arXiv:cs/9809099](https://arxiv.org/abs/cs/9809099)
  ///
  /// - Returns: `nil` without values, when all are zero, and when one is negative.
  public static func jain(_ values: [Double]) -> Double? {
    let sum = values.reduce(0, +)
    let squares = values.reduce(0) { $0 + $1 * $1 }
    guard squares > 0, values.allSatisfy({ $0 >= 0 }) else { return nil }
    return finite(sum * sum / (Double(values.count) * squares))
  }

  /// Values below which given shares of all values lie, between neighbours in a straight line (the
  /// default of R and NumPy); empty without values or when one is no finite number.
  ///
  /// - Precondition: Each share lies from 0 to 1.
  public static func quantiles(of values: [Double], at shares: [Double]) -> [Double] {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return [] }
    let sorted = values.sorted()
    return shares.map { share in
      precondition((0...1).contains(share), "a share lies from 0 to 1")
      let position = share * Double(sorted.count - 1)
      let place = min(Int(position), sorted.count - 1)
      let next = min(place + 1, sorted.count - 1)
      let weight = position - Double(place)
      // A weighted mean, as a difference of extremes might overflow.
      return sorted[place] * (1 - weight) + sorted[next] * weight
    }
  }

  /// What the community saves by a mechanism, in percent of what it pays without.
  public static func communitySaving(conventional: [Double], mechanism: [Double]) -> Double? {
    let (before, after) = (conventional.reduce(0, +), mechanism.reduce(0, +))
    guard before > 0 else { return nil }
    return finite(100 * (before - after) / before)
  }

  /// The share of members who pay less under a mechanism than without it: who would take part.
  ///
  /// > Y. Zhou, J. Wu and C. Long. "Evaluation of peer-to-peer energy sharing mechanisms based on a
  /// > multiagent simulation framework." *Applied Energy* 222 (2018).
  /// > [doi:10.1016/j.apenergy.2018.02.089](https://doi.org/10.1016/j.apenergy.2018.02.089)
  ///
  /// - Precondition: There is one bill under the mechanism for each without.
  /// - Returns: `nil` without members.
  public static func participationWillingness(
    conventional: [Double], mechanism: [Double]
  ) -> Double? {
    precondition(conventional.count == mechanism.count, "each member has both bills")
    guard !conventional.isEmpty else { return nil }
    let better = zip(conventional, mechanism).count { $0.1 < $0.0 }
    return Double(better) / Double(conventional.count)
  }

  /// How much of what the community could save at most a mechanism saves.
  ///
  /// ```text
  /// (C_conventional − C) / (C_conventional − C_ideal)
  /// ```
  ///
  /// Source: Zhou, Wu and Long (2018), as ``participationWillingness(conventional:mechanism:)``; their
  /// normalisation is left out.
  public static func valueTapping(
    conventional: Double, mechanism: Double, ideal: Double
  ) -> Double? {
    guard conventional > ideal else { return nil }
    return finite((conventional - mechanism) / (conventional - ideal))
  }
}
