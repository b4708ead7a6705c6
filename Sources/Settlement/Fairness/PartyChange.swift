public import Quantities
public import Tariffs

/// What is paid out of the circle of members, retailer, distribution company and government: the real
/// costs, in which a saving differs from a transfer.
public struct OutsideCosts: Hashable, Sendable {
  /// What the retailer pays for energy in the wholesale market.
  public var energy = Money.zero
  /// What the distribution company pays for the energy that the network loses.
  public var losses = Money.zero
  /// What curtailment and lost comfort cost the members; empty or one amount for each.
  public var members: [Money] = []

  /// Creates costs of nothing.
  public init() {}

  /// The cost of the energy that a community takes from the wholesale market.
  ///
  /// ```text
  /// Σ_t π(t)·Σ_i (import(i,t) − export(i,t))        rounded once, half to even
  /// ```
  ///
  /// - Throws: `BillingError` when the prices don't cover the grid.
  public static func wholesale(
    of meters: [MeterSeries], at prices: PriceSeries, on grid: BillingGrid
  ) throws(BillingError) -> Money {
    var exact: Int128 = 0
    for interval in 0..<grid.count {
      var net: Int128 = 0
      for meter in meters where interval < min(meter.imported.count, meter.exported.count) {
        net += Int128(meter.imported[interval]) - Int128(meter.exported[interval])
      }
      guard let price = prices.price(at: grid.start(ofInterval: interval)) else {
        throw BillingError("the wholesale prices have no value for interval \(interval)")
      }
      let (product, overflow) = net.multipliedReportingOverflow(by: Int128(price.nanos))
      let (sum, overflows) = exact.addingReportingOverflow(product)
      guard !overflow, !overflows else {
        throw BillingError("the cost of energy leaves the range of 64 bits")
      }
      exact = sum
    }
    return try PartyTotals.money(quotientRoundedHalfToEven(exact, by: 1_000_000_000))
  }
}

extension PriceSeries {
  /// The price that holds at an instant; `nil` outside the series.
  func price(at instant: Instant) -> UnitPrice? {
    let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    guard !overflow, span >= 0, intervalNanoseconds > 0 else { return nil }
    let index = span / intervalNanoseconds
    return index < prices.count ? prices[Int(index)] : nil
  }
}

/// How much more each party pays than in another case; what it receives counts as negative.
///
/// ```text
/// members    Δ(bills) + Δ(curtailment and comfort)
/// retailer   Δ(cost of energy) − Δ(received)
/// network    Δ(cost of losses) − Δ(received)
/// government −Δ(received)          community −Δ(received)
/// Σ = Δ(cost of energy + losses + curtailment + comfort)
/// ```
///
/// A design that changes no meter changes no cost, so the sum is zero: whatever somebody saves,
/// somebody else pays.
public struct PartyChange: Hashable, Sendable {
  /// The members.
  public let members: [Money]
  /// The retailer.
  public let retailer: Money
  /// The distribution company.
  public let distributionCompany: Money
  /// The government.
  public let government: Money
  /// The community's account.
  public let community: Money
  /// The change of the real costs.
  public let cost: Money

  /// Compares two cases of the same members.
  ///
  /// - Throws: `BillingError` when the cases have different members or a sum leaves the range.
  public init(
    from base: PartyTotals, costs baseCosts: OutsideCosts = OutsideCosts(), to totals: PartyTotals,
    costs: OutsideCosts = OutsideCosts()
  ) throws(BillingError) {
    guard base.members.count == totals.members.count else {
      throw BillingError("cases with different members can't be compared")
    }
    func micros(_ costs: OutsideCosts, _ member: Int) -> Int128 {
      member < costs.members.count ? Int128(costs.members[member].micros) : 0
    }
    func change(
      _ new: Money, _ old: Money, less newReceived: Money, _ oldReceived: Money
    ) throws(BillingError) -> Money {
      try PartyTotals.money(
        Int128(new.micros) - Int128(old.micros) - Int128(newReceived.micros)
          + Int128(oldReceived.micros))
    }
    var members: [Money] = []
    var cost =
      Int128(costs.energy.micros) - Int128(baseCosts.energy.micros) + Int128(costs.losses.micros)
      - Int128(baseCosts.losses.micros)
    for member in base.members.indices {
      let own = micros(costs, member) - micros(baseCosts, member)
      cost += own
      members.append(
        try PartyTotals.money(
          Int128(totals.members[member].micros) - Int128(base.members[member].micros) + own))
    }
    self.members = members
    self.cost = try PartyTotals.money(cost)
    retailer = try change(costs.energy, baseCosts.energy, less: totals.retailer, base.retailer)
    distributionCompany = try change(
      costs.losses, baseCosts.losses, less: totals.distributionCompany, base.distributionCompany)
    government = try change(.zero, .zero, less: totals.government, base.government)
    community = try change(.zero, .zero, less: totals.community, base.community)
  }

  /// The sum over all parties less the change of the real costs: zero, to the last millionth.
  public var gap: Int128 {
    [retailer, distributionCompany, government, community].reduce(
      members.reduce(-Int128(cost.micros)) { $0 + Int128($1.micros) }
    ) { $0 + Int128($1.micros) }
  }
}
