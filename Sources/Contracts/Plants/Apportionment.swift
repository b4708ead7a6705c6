/// Divides a whole number in proportion to weights, without losing a unit.
///
/// ```text
/// xᵢ = ⌊P · bᵢ / Σ b⌋; the units that are missing go one each to the largest remainders,
///      among equal remainders to the earlier weight        (Hamilton's method)
/// ```
///
/// - Parameters:
///   - whole: What is divided, 0 or more.
///   - weights: The weights, 0 or more. With no positive one, all shares are 0.
/// - Returns: The shares, which sum to the whole whenever a weight is positive.
/// - Complexity: O(*n* log *n*) for *n* weights.
public func apportion(_ whole: Int64, by weights: [Int64]) -> [Int64] {
  precondition(whole >= 0, "what is divided must not be negative")
  let sum = weights.reduce(into: Int128(0)) { $0 += Int128($1) }
  guard sum > 0 else { return weights.map { _ in 0 } }
  var shares: [Int64] = []
  var remainders: [Int128] = []
  var missing = whole
  for weight in weights {
    // Below 2¹²⁶, as both factors are below 2⁶³; the quotient is no greater than the whole.
    let (share, remainder) = (Int128(whole) * Int128(weight)).quotientAndRemainder(dividingBy: sum)
    shares.append(Int64(truncatingIfNeeded: share))
    remainders.append(remainder)
    missing -= Int64(truncatingIfNeeded: share)
  }
  guard missing > 0 else { return shares }
  let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
  for index in order.prefix(Int(missing)) { shares[index] += 1 }
  return shares
}
