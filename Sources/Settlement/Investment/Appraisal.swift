/// The time after which constant savings have paid an investment back, in years, without interest.
///
/// ```text
/// T = I / s
/// ```
///
/// - Returns: 0 when nothing was invested, infinity when nothing is saved.
public func paybackYears(investment: Double, yearlySavings: Double) -> Double {
  guard !investment.isNaN, !yearlySavings.isNaN else { return .nan }
  guard investment > 0 else { return 0 }
  return yearlySavings > 0 ? investment / yearlySavings : .infinity
}

/// The time after which the savings of successive years have paid an investment back, in years,
/// without interest; within a year the savings come evenly.
///
/// - Parameters:
///   - investment: What is paid at the beginning.
///   - yearlySavings: What each year saves, from the first on.
/// - Returns: The first time at which the sum reaches the investment; 0 when nothing was invested,
///   infinity when the savings do not suffice.
public func paybackYears(investment: Double, yearlySavings: [Double]) -> Double {
  guard !investment.isNaN, !yearlySavings.contains(where: \.isNaN) else { return .nan }
  guard investment > 0 else { return 0 }
  var missing = investment
  for (year, savings) in yearlySavings.enumerated() {
    if savings >= missing { return Double(year) + missing / savings }
    missing -= savings
  }
  return .infinity
}

/// What yearly flows of money are worth at their beginning.
///
/// ```text
/// NPV = Σₜ Fₜ / (1 + r)ᵗ        t = 0, 1, 2 …
/// ```
///
/// - Parameters:
///   - rate: The interest per year, such as 0.08, above −1.
///   - flows: The flows at the ends of years 0, 1, 2 …; what is paid is negative.
/// - Returns: The value; 0 without flows, not a number for a rate of −1 or less.
public func netPresentValue(rate: Double, flows: [Double]) -> Double {
  guard rate > -1 else { return .nan }
  return flows.reversed().reduce(0) { $0 / (1 + rate) + $1 }
}
