public import RandomStreams

/// Whether what members receive lies in the core of a game: whether no group of them could have more
/// by leaving.
///
/// ```text
/// Σ xᵢ over S ≥ v(S) for each coalition S,   and Σ xᵢ over all = v(all)
/// ```
///
/// Up to sixteen members, every coalition is looked at. With more, the game of a market is decided
/// for payoffs that some price supports: if each member has at least what it would gain at that one
/// price, no coalition can do better, because the price bounds what its own trades are worth (duality
/// of linear programming; Shapley and Shubik 1971). Otherwise coalitions are sought that could leave
/// with more, from random ones by the member that helps most; when none is found, the core is not
/// refuted and not proved.
public struct CoreCheck: Hashable, Sendable {
  /// What is known.
  public enum Verdict: String, CaseIterable, Hashable, Sendable {
    /// The payoffs lie in the core.
    case inside
    /// A coalition could have more, or the payoffs are more than there is.
    case outside
    /// No coalition was found that could have more, but not all were looked at.
    case notRefuted = "not-refuted"
  }

  /// What is known.
  public internal(set) var verdict: Verdict
  /// The members of the coalition that could gain most by leaving, of those looked at; empty when
  /// none could.
  public internal(set) var blockingCoalition: [Int] = []
  /// What that coalition could gain, in 10⁻¹² of the currency; 0 when none could.
  public internal(set) var excess: Int128 = 0
  /// What the payoffs are more than there is, in 10⁻¹² of the currency; 0 when they are not.
  public internal(set) var deficit: Int128 = 0

  /// The greatest number of members for which all coalitions are looked at.
  public static let greatestExactCount = 16

  /// Checks payoffs of a game.
  ///
  /// - Parameters:
  ///   - payoffs: What each member receives, in 10⁻¹² of the currency.
  ///   - game: The game.
  ///   - tolerance: The gain, in 10⁻¹² of the currency, up to which a coalition stays.
  ///   - samples: The number of random coalitions from which to search among many members.
  ///   - draws: The random numbers to search with.
  /// - Precondition: There is one payoff for each member, and the tolerance is not negative.
  public init(
    payoffs: [Int128], of game: some CoalitionGame, tolerance: Int128 = 0, samples: Int = 64,
    draws: RandomDraws
  ) {
    precondition(payoffs.count == game.memberCount, "each member has a payoff")
    precondition(tolerance >= 0, "a tolerance is not negative")
    var search = CoalitionSearch(payoffs: payoffs)
    let everybody = [Bool](repeating: true, count: game.memberCount)
    search.look(at: everybody, game)
    let missing = search.excess(of: everybody, game)
    let isExhaustive = game.memberCount <= Self.greatestExactCount
    if isExhaustive {
      search.lookAtAll(game)
    } else {
      search.climb(game, samples: samples, draws: draws)
    }
    if missing < -tolerance { deficit = saturatingDifference(0, missing) }
    if search.bestExcess > tolerance {
      excess = search.bestExcess
      blockingCoalition = search.best.indices.filter { search.best[$0] }
    }
    verdict =
      deficit > 0 || excess > 0 ? .outside : isExhaustive ? .inside : .notRefuted
  }
}

/// The state of a search for the coalition with the greatest excess v(S) − x(S).
struct CoalitionSearch {
  let payoffs: [Int128]
  var best: [Bool]
  var bestExcess: Int128 = 0

  init(payoffs: [Int128]) {
    self.payoffs = payoffs
    best = [Bool](repeating: false, count: payoffs.count)
  }

  /// What a coalition could gain by leaving.
  func excess(of coalition: [Bool], _ game: some CoalitionGame) -> Int128 {
    var sum: Int128 = 0
    for member in payoffs.indices where coalition[member] {
      sum = saturatingSum(sum, payoffs[member])
    }
    return saturatingDifference(game.worth(of: coalition), sum)
  }

  /// Keeps a coalition if it could gain more than the best so far.
  @discardableResult
  mutating func look(at coalition: [Bool], _ game: some CoalitionGame) -> Int128 {
    let excess = excess(of: coalition, game)
    if excess > bestExcess { (bestExcess, best) = (excess, coalition) }
    return excess
  }

  mutating func lookAtAll(_ game: some CoalitionGame) {
    var coalition = [Bool](repeating: false, count: payoffs.count)
    for mask in 0..<1 << payoffs.count {
      for member in payoffs.indices { coalition[member] = mask >> member & 1 == 1 }
      look(at: coalition, game)
    }
  }

  /// Starts from each member alone, from all, and from random coalitions, and lets members in or out
  /// one by one while that helps.
  mutating func climb(_ game: some CoalitionGame, samples: Int, draws: RandomDraws) {
    var draws = draws
    for member in payoffs.indices {
      var alone = [Bool](repeating: false, count: payoffs.count)
      alone[member] = true
      look(at: alone, game)
    }
    climb(from: [Bool](repeating: true, count: payoffs.count), game)
    for _ in 0..<max(samples, 0) {
      climb(from: payoffs.map { _ in draws.next() % 2 == 0 }, game)
    }
  }

  private mutating func climb(from start: [Bool], _ game: some CoalitionGame) {
    var coalition = start
    var excess = look(at: coalition, game)
    var hasImproved = true
    while hasImproved {
      hasImproved = false
      for member in coalition.indices {
        coalition[member].toggle()
        let changed = look(at: coalition, game)
        if changed > excess {
          (excess, hasImproved) = (changed, true)
        } else {
          coalition[member].toggle()
        }
      }
    }
  }
}
