/// How generation of one interval is allocated to consumers: the keys that European rules share.
///
/// ```text
/// G generation, D(i) demand, k(i) share, a(i) allocated        all in mWh, 0 ≤ a(i) ≤ D(i)
/// fixed          a(i) = min(D(i), k(i)·G)                       Σa ≤ min(G, ΣD)
/// proportional   a(i) = D(i)/ΣD · min(G, ΣD)                    Σa = min(G, ΣD)
/// redistributed  fixed, and what some can't use is dealt
///                among the others by k until all is used        Σa = min(G, ΣD) if every k > 0
/// priority       a(i) = min(D(i), what those before leave)      Σa = min(G, ΣD)
/// ```
///
/// All parts are whole milliwatt-hours that sum exactly; remainders go to the greatest fractions.
public enum AllocationKey: Hashable, Sendable {
  /// Fixed shares of the generation (Spain's β, Enedis *statique*, Germany's constant key).
  case fixed(WholeShares)
  /// In proportion to the demand (Enedis *dynamique par défaut*, Germany's variable key).
  case proportional
  /// Fixed shares whose unused part is dealt among those who still have demand.
  case redistributed(WholeShares)
  /// One after the other (Enedis *dynamique simple* by priority), as positions of the consumers.
  case priority([Int])

  /// What each consumer is allocated.
  ///
  /// Negative generation and demand count as none; consumers without a share get nothing of it.
  public func allocation(of generation: Int64, among demands: [Int64]) -> [Int64] {
    let generation = max(generation, 0)
    let demands = demands.map { max($0, 0) }
    switch self {
    case .fixed(let shares): return Self.cut(shares.deal(generation), to: demands)
    case .proportional:
      let total = demands.reduce(Int128(0)) { $0 + Int128($1) }
      return Int128(generation) >= total ? demands : dealt(generation, by: demands)
    case .redistributed(let shares):
      return Self.redistributed(generation, among: demands, by: shares)
    case .priority(let order):
      var left = generation
      var parts = demands.map { _ in Int64(0) }
      for consumer in order where demands.indices.contains(consumer) {
        let amount = min(left, demands[consumer] - parts[consumer])
        parts[consumer] += amount
        left -= amount
      }
      return parts
    }
  }

  /// Parts cut to the demands; consumers beyond the parts get nothing.
  static func cut(_ parts: [Int64], to demands: [Int64]) -> [Int64] {
    demands.indices.map { $0 < parts.count ? min(parts[$0], demands[$0]) : 0 }
  }

  /// Deals by shares; whoever is satisfied leaves, and the rest is dealt among the others.
  private static func redistributed(
    _ generation: Int64, among demands: [Int64], by shares: WholeShares
  ) -> [Int64] {
    var weights = demands.indices.map { $0 < shares.nanos.count ? shares.nanos[$0] : 0 }
    var parts = demands.map { _ in Int64(0) }
    // Shares of less than the whole leave their rest to nobody in the first place.
    var left =
      generation - (shares.restNanos > 0 ? generation - shares.deal(generation).reduce(0, +) : 0)
    while left > 0 {
      let quotas = dealt(left, by: weights)
      var satisfied = false
      for consumer in weights.indices
      where weights[consumer] > 0 && quotas[consumer] >= demands[consumer] {
        parts[consumer] = demands[consumer]
        left -= demands[consumer]
        weights[consumer] = 0
        satisfied = true
      }
      guard satisfied else {
        for consumer in weights.indices where weights[consumer] > 0 {
          parts[consumer] = quotas[consumer]
        }
        break
      }
      guard weights.contains(where: { $0 > 0 }) else { break }
    }
    return parts
  }
}
