public import RandomStreams

/// What each member adds to the coalitions that it may join, on average over all orders of joining.
///
/// ```text
/// φᵢ = Σ_S |S|! (n − |S| − 1)! / n! · (v(S ∪ {i}) − v(S))      over all coalitions S without i
/// ```
///
/// The values sum to the worth of all members, equals have equal values, and who adds nothing has
/// none.
///
/// > L. S. Shapley. "A value for n-person games." *Contributions to the Theory of Games* II (1953).
/// > [doi:10.1515/9781400881970-018](https://doi.org/10.1515/9781400881970-018)
public struct ShapleyValue: Hashable, Sendable {
  /// The value of each member, in units of the currency.
  public let values: [Double]
  /// The standard error of each value, in units of the currency; zero when values are exact,
  /// infinite when they come from a single sample.
  public let standardErrors: [Double]
  /// Whether all coalitions were counted.
  public let isExact: Bool

  /// The greatest number of members for which all coalitions are counted.
  public static let greatestExactCount = 12

  /// Calculates the values: exactly for up to twelve members, by sampling for more.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - pairs: The number of pairs of orders of joining to sample.
  ///   - draws: The random numbers to sample with.
  public init(of game: some CoalitionGame, pairs: Int = 1000, draws: RandomDraws) {
    if game.memberCount <= Self.greatestExactCount {
      self.init(exactly: game)
    } else {
      self.init(sampling: game, pairs: pairs, draws: draws)
    }
  }

  /// Calculates the values by counting all coalitions.
  ///
  /// - Precondition: There are at most 20 members.
  /// - Complexity: O(2ⁿ) worths.
  public init(exactly game: some CoalitionGame) {
    let count = game.memberCount
    precondition(count <= 20, "more than a million coalitions; sample them")
    let worths = (0..<1 << count).map { mask in
      game.worth(of: (0..<count).map { mask >> $0 & 1 == 1 })
    }
    let weights = joiningWeights(count)
    values = (0..<count).map { member in
      var value = 0.0
      for mask in worths.indices where mask >> member & 1 == 0 {
        let added = saturatingDifference(worths[mask | 1 << member], worths[mask])
        value += weights[mask.nonzeroBitCount] * Double(added)
      }
      return value / 1e12
    }
    standardErrors = [Double](repeating: 0, count: count)
    isExact = true
  }

  /// Estimates the values from random orders of joining.
  ///
  /// Each order is taken with its reverse (antithetic variates): who comes late in one comes early
  /// in the other, so that the mean of both varies less.
  ///
  /// > J. Castro, D. Gómez and J. Tejada. "Polynomial calculation of the Shapley value based on
  /// > sampling." *Computers & Operations Research* 36 (2009).
  /// > [doi:10.1016/j.cor.2008.04.004](https://doi.org/10.1016/j.cor.2008.04.004)
  ///
  /// - Precondition: There is at least one pair.
  /// - Complexity: O(pairs · n) worths.
  public init(sampling game: some CoalitionGame, pairs: Int, draws: RandomDraws) {
    precondition(pairs > 0, "a mean needs a sample")
    let count = game.memberCount
    var draws = draws
    var order = Array(0..<count)
    var means = [Double](repeating: 0, count: count)
    var squares = [Double](repeating: 0, count: count)
    for pair in 1...pairs {
      draws.shuffle(&order)
      var sample = [Double](repeating: 0, count: count)
      addJoining(order, game, to: &sample)
      addJoining(order.reversed(), game, to: &sample)
      for member in 0..<count {
        let value = sample[member] / 2
        let difference = value - means[member]
        means[member] += difference / Double(pair)
        squares[member] += difference * (value - means[member])
      }
    }
    values = means.map { $0 / 1e12 }
    standardErrors = squares.map { sum in
      guard pairs > 1 else { return .infinity }
      return (max(sum, 0) / Double(pairs - 1) / Double(pairs)).squareRoot() / 1e12
    }
    isExact = false
  }
}

/// By the number of members before one, how likely it is that just these came before.
private func joiningWeights(_ count: Int) -> [Double] {
  // 1 / (n · C(n − 1, s)), from one binomial coefficient to the next.
  var weights: [Double] = []
  var choices = 1.0
  for size in 0..<max(count, 1) {
    weights.append(1 / (Double(max(count, 1)) * choices))
    choices = choices * Double(count - 1 - size) / Double(size + 1)
  }
  return weights
}

/// Adds what each member brings when members join one after the other.
private func addJoining(
  _ order: [Int], _ game: some CoalitionGame, to sample: inout [Double]
) {
  var coalition = [Bool](repeating: false, count: order.count)
  var before = game.worth(of: coalition)
  for member in order {
    coalition[member] = true
    let worth = game.worth(of: coalition)
    sample[member] += Double(saturatingDifference(worth, before))
    before = worth
  }
}
