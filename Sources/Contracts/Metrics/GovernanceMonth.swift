public import Quantities

/// The state of a community at the end of a month, and what happened in it.
///
/// All numbers are not a number where they are undefined.
public struct GovernanceMonth: Sendable {
  /// The end of the month, in seconds.
  public let time: Int64
  /// The members.
  public let memberCount: Int
  /// The capacity of all operating plants.
  public let operatingCapacity: Quota
  /// The tokens issued so far.
  public let issuedTokens: Tokens
  /// The share of the capacity that is no member's quota.
  public let unallocatedShare: Double
  /// The Gini coefficient of the quota over all members.
  public let quotaGini: Double
  /// The Herfindahl index of the quota over all members.
  public let quotaHerfindahl: Double
  /// The Gini coefficient of the tokens over all members.
  public let tokenGini: Double
  /// The Herfindahl index of the tokens over all members.
  public let tokenHerfindahl: Double
  /// The trades in the month in which quota was paid with tokens.
  public let tradeCount: Int
  /// The quota of those trades.
  public let tradedQuota: Quota
  /// The tokens of those trades.
  public let tradedTokens: Tokens
  /// The mean price π of those trades, weighted with the quota, in SEB per kW.
  public let price: Double
  /// The value of a token that the price implies, λ = κ / (π + 1), in units of the currency per SEB.
  public let impliedTokenValue: Double
  /// The referendums whose window is open.
  public let openReferendumCount: Int
  /// The plants that are collecting money.
  public let fundingPlantCount: Int
  /// The plants that are being built.
  public let buildingPlantCount: Int
  /// The plants that operate, those that were there from the start not counted.
  public let operatingPlantCount: Int
  /// The calls in the month that were refused.
  public let refusedCallCount: Int
}

extension GovernanceMetrics {
  /// Ends a month: appends a row to ``months`` and checks the contract as a whole.
  ///
  /// What is followed between two calls belongs to the month of the second.
  ///
  /// - Parameters:
  ///   - time: The end of the month, in seconds.
  ///   - contract: The contract at that time.
  /// - Complexity: O(*n* log *n*) for *n* members, and O(*p*) for *p* plants.
  public mutating func endMonth(at time: Int64, contract: QuotaContract) {
    integrity.checkAll(&history, contract)
    let state = contract.state
    let quotas = state.members.map { Double($0.quota.watts) }
    let tokens = state.members.map { Double($0.tokens.milliSEB) }
    months.append(
      GovernanceMonth(
        time: time,
        memberCount: state.members.count,
        operatingCapacity: state.totalSupply,
        issuedTokens: state.issuedTokens,
        unallocatedShare: state.unallocatedShare,
        quotaGini: giniCoefficient(quotas),
        quotaHerfindahl: herfindahlIndex(quotas),
        tokenGini: giniCoefficient(tokens),
        tokenHerfindahl: herfindahlIndex(tokens),
        tradeCount: monthTrades.tradeCount,
        tradedQuota: Quota(watts: Int64(clamping: monthTrades.tradedQuota)),
        tradedTokens: Tokens(milliSEB: Int64(clamping: monthTrades.tradedTokens)),
        price: monthTrades.price,
        impliedTokenValue: state.costPerKilowatt { $0.hasStarted } / (monthTrades.price + 1),
        openReferendumCount: state.openReferendumCount(at: time),
        fundingPlantCount: state.plants.count { $0.status == .funding },
        buildingPlantCount: state.plants.count { $0.status == .building },
        operatingPlantCount: state.plants.count { $0.status == .operating },
        refusedCallCount: tally.refusedCount - refusedAtMonthStart))
    monthTrades = TradeTally()
    refusedAtMonthStart = tally.refusedCount
  }
}

extension ContractState {
  /// The share of the capacity that is no member's quota; not a number without capacity.
  var unallocatedShare: Double {
    let unallocated = areas.reduce(into: 0.0) { $0 += Double($1.unallocatedQuota.watts) }
    return unallocated / areas.reduce(into: 0.0) { $0 += Double($1.operatingCapacity.watts) }
  }

  /// The cost per kilowatt of some plants, weighted with their capacity:
  ///
  /// ```text
  /// κ = Σ cost / Σ capacity
  /// ```
  ///
  /// - Returns: Units of the currency per kW; not a number without plants.
  func costPerKilowatt(where isMeant: (PowerPlant) -> Bool) -> Double {
    var (cost, watts) = (0.0, 0.0)
    for plant in plants where isMeant(plant) {
      cost += Double(plant.cost)
      watts += Double(plant.capacity.watts)
    }
    return cost / (watts / 1000)
  }

  /// The number of referendums whose window is open, which are the last ones.
  func openReferendumCount(at time: Int64) -> Int {
    var (low, high) = (0, referendums.count)
    while low < high {
      let middle = (low + high) / 2
      if referendums[middle].isOpen(at: time) { high = middle } else { low = middle + 1 }
    }
    return referendums.count - low
  }
}
