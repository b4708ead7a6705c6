import Quantities

/// Numbers by which markets are compared. Each is `nil` where its definition does not hold.
public enum MarketMetrics {
  /// The welfare of the trades made, in percent of the greatest.
  ///
  /// ```text
  /// 100 · Σ (v − c) / W*      over the trades made; v, c: true limits; W*: the greatest welfare
  /// ```
  ///
  /// > V. L. Smith. "An experimental study of competitive market behavior." *Journal of Political
  /// > Economy* 70 (1962). [doi:10.1086/258609](https://doi.org/10.1086/258609)
  ///
  /// - Returns: `nil` when there is nothing to gain.
  public static func allocativeEfficiency(welfare: Double, greatest: Double) -> Double? {
    guard greatest > 0 else { return nil }
    return finite(100 * welfare / greatest)
  }

  /// How far prices lie from the equilibrium, in percent of it: Smith's α.
  ///
  /// ```text
  /// α = 100 / p₀ · √(Σ (p − p₀)² / n)
  /// ```
  ///
  /// - Returns: `nil` without prices or without a positive equilibrium.
  public static func smithAlpha(prices: [Double], equilibrium: Double) -> Double? {
    guard equilibrium > 0, !prices.isEmpty else { return nil }
    let sum = prices.reduce(0) { $0 + ($1 - equilibrium) * ($1 - equilibrium) }
    return finite(100 / equilibrium * (sum / Double(prices.count)).squareRoot())
  }

  /// How far what traders gain lies from what they would gain in equilibrium.
  ///
  /// ```text
  /// √(Σ (π − π*)² / n)
  /// ```
  ///
  /// > D. K. Gode and S. Sunder. "Allocative efficiency of markets with zero-intelligence traders."
  /// > *Journal of Political Economy* 101 (1993).
  /// > [doi:10.1086/261868](https://doi.org/10.1086/261868)
  ///
  /// - Precondition: There is one equilibrium gain for each actual one.
  /// - Returns: `nil` without traders.
  public static func profitDispersion(actual: [Double], equilibrium: [Double]) -> Double? {
    precondition(actual.count == equilibrium.count, "each trader has both gains")
    guard !actual.isEmpty else { return nil }
    let sum = zip(actual, equilibrium).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return finite((sum / Double(actual.count)).squareRoot())
  }

  /// The greatest price less the least.
  public static func priceSpread(_ prices: [Double]) -> Double? {
    guard let least = prices.min(), let greatest = prices.max() else { return nil }
    return finite(greatest - least)
  }

  /// The least price over the greatest: 1 when all pay the same; `nil` unless all are positive.
  public static func minMaxPriceRatio(_ prices: [Double]) -> Double? {
    guard let least = prices.min(), let greatest = prices.max(), least > 0 else { return nil }
    return finite(least / greatest)
  }

  /// How alike the prices are that members see ("quality of experience").
  ///
  /// ```text
  /// QoE = 1 − σ / σ_max      σ_max = (greatest − least admissible price) / 2
  /// ```
  ///
  /// > F. Moret and P. Pinson. "Energy collectives: a community and fairness based approach to future
  /// > electricity markets." *IEEE Transactions on Power Systems* 34 (2018).
  /// > [doi:10.1109/TPWRS.2018.2808961](https://doi.org/10.1109/TPWRS.2018.2808961)
  public static func qualityOfExperience(
    prices: [Double], admissible: ClosedRange<Double>
  ) -> Double? {
    let greatestDeviation = (admissible.upperBound - admissible.lowerBound) / 2
    guard !prices.isEmpty, greatestDeviation > 0 else { return nil }
    let mean = prices.reduce(0, +) / Double(prices.count)
    let sum = prices.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return finite(1 - (sum / Double(prices.count)).squareRoot() / greatestDeviation)
  }

  /// The optimum over the worst equilibrium, at least 1; `nil` without a positive equilibrium.
  public static func priceOfAnarchy(optimum: Double, worstEquilibrium: Double) -> Double? {
    guard worstEquilibrium > 0 else { return nil }
    return finite(optimum / worstEquilibrium)
  }

  /// A number that is one.
  static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}

extension Clearing {
  /// The welfare reached, in percent of the greatest; `nil` when there was nothing to gain.
  public var allocativeEfficiency: Double? {
    guard let welfare, let greatestWelfare else { return nil }
    return MarketMetrics.allocativeEfficiency(
      welfare: Double(welfare.micros), greatest: Double(greatestWelfare.micros))
  }
}
