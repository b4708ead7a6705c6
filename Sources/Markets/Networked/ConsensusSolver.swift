/// Agrees on bilateral trades and their prices by relaxed consensus and innovation, a form of the
/// alternating direction method of multipliers.
///
/// > E. Sorin, L. Bobo and P. Pinson. "Consensus-based approach to peer-to-peer electricity markets
/// > with product differentiation." *IEEE Transactions on Power Systems* 34 (2019).
/// > [doi:10.1109/TPWRS.2018.2872880](https://doi.org/10.1109/TPWRS.2018.2872880)
///
/// ```text
/// z_ij = (p_ij − p_ji) / 2
/// p_i  = argmin  C_i(Σ_j p_ij) + Σ_j [λ_ij·(z_ij − p_ij) + ρ/2·(z_ij − p_ij)² + c_ij·|p_ij|]
/// λ_ij −= ρ/2·(p_ij + p_ji)
/// ```
///
/// Members that may not consume (`minimum` ≥ 0) sell, all others buy; a seller trades with buyers
/// only. Each knows its own costs and what its partners proposed last. The search starts from
/// nothing and the price 0, and ends when the sums of squares of what partners disagree about, and
/// of the last changes, are both below the square of the tolerance.
public struct ConsensusSolver: Hashable, Sendable {
  /// What was agreed.
  public struct Outcome: Hashable, Sendable {
    /// The power of each member.
    public var powers: [Double]
    /// By seller and buyer, row by row, the power that they trade: the mean of what both propose.
    public var trades: [Double]
    /// By seller and buyer, row by row, the price of the trade, before the costs of each side.
    public var prices: [Double]
    /// The number of iterations.
    public var iterationCount: Int
    /// Whether partners agree within the tolerance.
    public var hasConverged: Bool
    /// The root of the sum of squares of what partners disagree about.
    public var residual: Double
  }

  /// The members.
  public let members: [CentralOptimum.Member]
  /// The indices of members who sell.
  public let sellers: [Int]
  /// The indices of members who buy.
  public let buyers: [Int]
  /// By seller and buyer, row by row, what each side pays for a unit traded; infinity for a pair
  /// that may not trade.
  public let pairCosts: [Double]
  /// The weight of disagreement.
  public let penalty: Double
  /// When to end.
  public let tolerance: Double
  /// The number of iterations after which the search gives up.
  public let iterationLimit: Int

  /// Creates a solver; `nil` when a number is not sound.
  ///
  /// - Parameters:
  ///   - members: The members.
  ///   - penalty: The penalty ρ of a deviation from the agreement.
  ///   - tolerance: The residual at which the members agree.
  ///   - iterationLimit: The greatest number of rounds.
  ///   - pairCosts: What each side pays for a unit traded between two members.
  public init?(
    _ members: [CentralOptimum.Member], penalty: Double = 1, tolerance: Double = 1e-8,
    iterationLimit: Int = 20_000, pairCosts: (_ seller: Int, _ buyer: Int) -> Double = { _, _ in 0 }
  ) {
    guard members.allSatisfy(\.isSound), penalty > 0, penalty.isFinite, tolerance > 0 else {
      return nil
    }
    self.members = members
    sellers = members.indices.filter { members[$0].minimum >= 0 }
    buyers = members.indices.filter { members[$0].minimum < 0 }
    self.penalty = penalty
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
    var costs: [Double] = []
    for seller in sellers {
      for buyer in buyers {
        let cost = pairCosts(seller, buyer)
        costs.append(cost >= 0 ? cost : .infinity)
      }
    }
    self.pairCosts = costs
  }

  /// Searches until partners agree.
  public func solve() -> Outcome {
    var state = ConsensusState(self)
    var (count, residual, hasConverged) = (0, 0.0, sellers.isEmpty || buyers.isEmpty)
    while !hasConverged, count < iterationLimit {
      count += 1
      let changes = state.iterate(self)
      residual = changes.disagreement.squareRoot()
      let limit = tolerance * tolerance
      hasConverged = changes.disagreement < limit && changes.movement < limit
      guard residual.isFinite else { break }
    }
    return Outcome(
      powers: state.powers(self), trades: state.trades, prices: state.prices, iterationCount: count,
      hasConverged: hasConverged, residual: residual)
  }
}
