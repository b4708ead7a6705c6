extension RandomDraws {
  /// Draws a number uniformly from 0 up to, but not including, 1: a multiple of 2⁻⁵³.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws a number uniformly from between 0 and 1, both excluded: an odd multiple of 2⁻⁵³.
  @inlinable
  public mutating func uniformBetweenZeroAndOne() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// Draws a number uniformly from a range of finite numbers.
  @inlinable
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    let share = uniform()
    let number = range.lowerBound * (1 - share) + range.upperBound * share
    return min(max(number, range.lowerBound), range.upperBound)
  }

  /// Draws an integer uniformly from 0 up to, but not including, a bound.
  ///
  /// The upper half of the product of a draw and the bound is the result. The few draws that would
  /// favour some results are rejected, so all are equally likely.
  ///
  /// > D. Lemire. "Fast random integer generation in an interval." *ACM Transactions on Modeling
  /// > and Computer Simulation* 29 (2019). [doi:10.1145/3230636](https://doi.org/10.1145/3230636)
  ///
  /// - Precondition: The bound is positive.
  @inlinable
  public mutating func uniformInteger(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "the bound must be positive")
    var (high, low) = next().multipliedFullWidth(by: bound)
    if low < bound {
      let rejected = (0 &- bound) % bound
      while low < rejected { (high, low) = next().multipliedFullWidth(by: bound) }
    }
    return high
  }

  /// Draws whether something happens that has a probability.
  ///
  /// A probability of 0 or less never happens, one of 1 or more always.
  @inlinable
  public mutating func bernoulli(probability: Double) -> Bool { uniform() < probability }

  /// Draws a normally distributed number.
  ///
  /// One draw gives one number, by the inverse of the distribution's cumulative function (see
  /// ``standardNormalQuantile(_:)``), so the number grows with the draw and common random numbers
  /// stay common under another mean or deviation. No number is further than 8.3 deviations away.
  @inlinable
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    mean + standardDeviation * standardNormalQuantile(uniformBetweenZeroAndOne())
  }

  /// Draws an exponentially distributed number, such as the time to the next of rare events.
  ///
  /// One draw gives one number, by the inverse of the distribution's cumulative function.
  @inlinable
  public mutating func exponential(mean: Double) -> Double {
    -mean * naturalLogarithm(uniformBetweenZeroAndOne())
  }

  /// Puts the elements of an array into random order, all orders being equally likely.
  ///
  /// The last place is filled first (Fisher and Yates).
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var count = elements.count
    while count > 1 {
      let chosen = Int(truncatingIfNeeded: uniformInteger(below: UInt64(count)))
      count -= 1
      elements.swapAt(chosen, count)
    }
  }
}
