/// Deals a whole number by weights, so that the parts sum to it exactly.
///
/// ```text
/// part(i) = ⌊total·w(i)/Σw⌋, and one more for the greatest remainders until the sum is the total
/// ```
///
/// Of equal remainders the first in order wins. A negative weight counts as zero; with no positive
/// weight nothing is dealt.
///
/// - Complexity: O(*n* log *n*) for *n* weights, O(*n*) when the weights divide the total.
public func dealt(_ total: Int64, by weights: [Int64]) -> [Int64] {
  let sum = weights.reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
  guard sum > 0 else { return Array(repeating: 0, count: weights.count) }
  let magnitude = Int128(total.magnitude)
  let sign: Int64 = total < 0 ? -1 : 1
  var parts: [Int64] = []
  parts.reserveCapacity(weights.count)
  var remainders: [(rest: Int128, index: Int)] = []
  var missing = magnitude
  for (index, weight) in weights.enumerated() {
    let (part, rest) = (magnitude * Int128(max(weight, 0))).quotientAndRemainder(dividingBy: sum)
    missing -= part
    parts.append(sign < 0 ? Int64(-part) : Int64(part))
    if rest > 0 { remainders.append((rest, index)) }
  }
  guard missing > 0 else { return parts }
  remainders.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
  for entry in remainders.prefix(Int(missing)) { parts[entry.index] += sign }
  return parts
}

/// Shares of a whole, which may leave a rest that belongs to nobody.
public struct WholeShares: Hashable, Sendable {
  /// The shares, in 10⁻⁹.
  public let nanos: [Int64]
  /// What is left of the whole, in 10⁻⁹; 0 when the shares sum to one within rounding.
  public let restNanos: Int64

  /// Creates shares.
  ///
  /// Shares that sum to one within a millionth are taken to sum to one.
  ///
  /// - Throws: ``BillingError`` when a share is negative or no number, or they sum to more than one.
  public init(_ shares: [Double]) throws(BillingError) {
    var nanos: [Int64] = []
    var sum: Int64 = 0
    for share in shares {
      guard share >= 0, share <= 1 else {
        throw BillingError("a share is \(share), but shares lie between 0 and 1")
      }
      let value = Int64((share * 1e9).rounded(.toNearestOrEven))
      nanos.append(value)
      sum += value
    }
    guard sum <= 1_000_000_000 + 1000 else {
      throw BillingError("the shares sum to \(Double(sum) / 1e9), but no more than 1 can be shared")
    }
    self.nanos = nanos
    restNanos = sum >= 1_000_000_000 - 1000 ? 0 : 1_000_000_000 - sum
  }

  /// Deals a total: a part for each share; the rest stays undealt.
  public func deal(_ total: Int64) -> [Int64] {
    restNanos == 0
      ? dealt(total, by: nanos) : dealt(total, by: nanos + [restNanos]).dropLast()
  }
}
