/// A giver's surplus in a billing cycle, to be dealt among the members of a rule.
public struct MemberSurplus: Hashable, Sendable {
  /// The cycle.
  public var cycle: BillingCycle
  /// The position of the giver.
  public var giver: Int
  /// The surplus by period of the giver's tariff, in mWh.
  public var energy: [BilledQuantity]
  /// What each member would still have to be supplied with in the cycle, by period of the giver's
  /// tariff: its net consumption less what earlier givers sent.
  public var needs: [[BilledQuantity]]

  /// Creates a surplus.
  public init(
    cycle: BillingCycle, giver: Int, energy: [BilledQuantity], needs: [[BilledQuantity]]
  ) {
    self.cycle = cycle
    self.giver = giver
    self.energy = energy
    self.needs = needs
  }

  /// The surplus dealt by shares, period by period; what the shares leave stays with the giver.
  public func dealt(by shares: WholeShares) -> [[BilledQuantity]] {
    let parts = energy.map { shares.deal($0) }
    return shares.nanos.indices.map { member in parts.map { $0[member] } }
  }

  /// The surplus dealt in an order of priority: each member in turn gets what it needs, first in the
  /// period itself, then in other periods; what nobody needs stays with the giver.
  public func dealt(byPriority order: [Int]) -> [[BilledQuantity]] {
    var left = energy
    var parts = needs.map { _ in energy.map { _ in BilledQuantity(0) } }
    for member in order where needs.indices.contains(member) {
      var need = needs[member]
      func take(_ source: Int, for period: Int) {
        let amount = max(min(left[source], need[period]), 0)
        left[source] -= amount
        need[period] -= amount
        parts[member][source] += amount
      }
      for period in energy.indices where period < need.count { take(period, for: period) }
      for period in need.indices {
        for source in energy.indices { take(source, for: period) }
      }
    }
    return parts
  }
}
