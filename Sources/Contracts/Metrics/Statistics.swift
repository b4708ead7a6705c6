/// The mean; not a number without values.
public func mean(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
}

/// The middle value, or the mean of the two middle ones; not a number without values.
///
/// - Complexity: O(*n* log *n*) for *n* values.
public func median(_ values: [Double]) -> Double {
  guard !values.isEmpty, !values.contains(where: \.isNaN) else { return .nan }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
}

/// How unequally something is distributed: 0 when all have the same, 1 − 1/*n* when one of *n* has
/// everything.
///
/// ```text
/// G = Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n Σ x)  =  Σᵢ (2 i − n − 1) x₍ᵢ₎ / (n Σ x)      x₍₁₎ ≤ … ≤ x₍ₙ₎
/// ```
///
/// This is the coefficient of the whole population, without the correction *n*/(*n* − 1) for
/// samples. Source: C. Gini, *Variabilità e mutabilità*, Bologna 1912.
///
/// - Parameter values: The holdings, 0 or more.
/// - Returns: The coefficient; not a number without values, when all are 0, or when one is negative
///   or not finite.
/// - Complexity: O(*n* log *n*) for *n* values.
public func giniCoefficient(_ values: [Double]) -> Double {
  guard let scale = scale(of: values) else { return .nan }
  let count = Double(values.count)
  var (sum, weighted) = (0.0, 0.0)
  for (rank, value) in values.sorted().enumerated() {
    sum += value / scale
    weighted += (2 * Double(rank + 1) - count - 1) * (value / scale)
  }
  return max(0, weighted / (count * sum))
}

/// How concentrated something is: 1/*n* when all *n* have the same, 1 when one has everything.
///
/// ```text
/// H = Σᵢ (xᵢ / Σ x)²
/// ```
///
/// Its reciprocal is the number of equal holders that would be as concentrated. Source:
/// O. C. Herfindahl, *Concentration in the steel industry*, thesis, Columbia University 1950.
///
/// - Parameter values: The holdings, 0 or more.
/// - Returns: The index; not a number without values, when all are 0, or when one is negative or
///   not finite.
public func herfindahlIndex(_ values: [Double]) -> Double {
  guard let scale = scale(of: values) else { return .nan }
  let sum = values.reduce(0) { $0 + $1 / scale }
  return values.reduce(0) { $0 + ($1 / scale / sum) * ($1 / scale / sum) }
}

/// The smallest number of holders who together have more than half; `nil` where nobody has
/// anything, or when a holding is negative.
///
/// - Complexity: O(*n* log *n*) for *n* values.
public func smallestMajority(of holdings: [Int64]) -> Int? {
  guard holdings.allSatisfy({ $0 >= 0 }) else { return nil }
  let sum = holdings.reduce(into: Int128(0)) { $0 += Int128($1) }
  guard sum > 0 else { return nil }
  var held: Int128 = 0
  for (rank, holding) in holdings.sorted(by: >).enumerated() {
    held += Int128(holding)
    if 2 * held > sum { return rank + 1 }
  }
  return nil
}

/// The greatest of holdings that can be compared with each other.
private func scale(of values: [Double]) -> Double? {
  guard values.allSatisfy({ $0 >= 0 && $0.isFinite }), let greatest = values.max(), greatest > 0
  else { return nil }
  return greatest
}
