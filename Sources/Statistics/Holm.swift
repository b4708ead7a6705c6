/// The p-values of several tests, adjusted so that the probability of one or more false findings among
/// them stays below the level that each is compared with.
///
/// ```text
/// p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎)     with p₍₁₎ ≤ p₍₂₎ ≤ … ≤ p₍ₘ₎
/// ```
///
/// > S. Holm. "A simple sequentially rejective multiple test procedure." *Scandinavian Journal of
/// > Statistics* 6 (1979), pp. 65–70. [www.jstor.org/stable/4615733](https://www.jstor.org/stable/4615733)
///
/// - Parameter p: The p-values. One that is not a number belongs to no test: it stays, and does not
///   count among the m.
/// - Returns: The adjusted values, each in the place of its own.
/// - Complexity: O(*m* log *m*).
public func holmAdjusted(_ p: [Double]) -> [Double] {
  let order = p.indices.filter { !p[$0].isNaN }.sorted { (p[$0], $0) < (p[$1], $1) }
  var result = p
  var greatest = 0.0
  for (rank, index) in order.enumerated() {
    greatest = max(greatest, min(1, Double(order.count - rank) * p[index]))
    result[index] = greatest
  }
  return result
}
