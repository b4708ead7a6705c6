/// Shares a whole number in proportion to weights: each gets its part rounded down, and what is
/// left goes one each to the largest remainders, equal ones in rotation.
///
/// With *t* equal remainders and *u* units for them, turn *n* serves them from number *n·u* mod *t*
/// on, so that in *t* turns each is served *u* times.
///
/// - Parameters:
///   - total: What is shared, not negative.
///   - weights: Not negative; those of no weight get nothing.
///   - turn: The ordinal that decides among equals.
func sharesByLargestRemainder(_ total: Int64, _ weights: [Int64], turn: Int64) -> [Int64] {
  let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
  guard sum > 0, total > 0 else { return Array(repeating: 0, count: weights.count) }
  var shares: [Int64] = []
  var remainders: [Int128] = []
  var left = total
  for weight in weights {
    // Two factors of 63 bits.
    let (share, remainder) = (Int128(total) * Int128(weight)).quotientAndRemainder(dividingBy: sum)
    shares.append(Int64(truncatingIfNeeded: share))
    remainders.append(remainder)
    left -= Int64(truncatingIfNeeded: share)
  }
  guard left > 0 else { return shares }
  let order = weights.indices.sorted { first, second in
    (remainders[second], first) < (remainders[first], second)
  }
  // Less than one unit for each weight is left, so it is a count.
  let last = remainders[order[Int(left) - 1]]
  let better = order.prefix { remainders[$0] > last }
  let tied = order[better.count...].prefix { remainders[$0] == last }
  for index in better { shares[index] += 1 }
  let unitCount = Int(left) - better.count
  let period = Int64(tied.count)
  let first = Int((turn % period + period) % period * Int64(unitCount) % period)
  for unit in 0..<unitCount { shares[tied[tied.startIndex + (first + unit) % tied.count]] += 1 }
  return shares
}
