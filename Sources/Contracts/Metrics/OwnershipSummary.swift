public import Quantities

/// Who owns what, at the end, and how it got there.
public struct OwnershipSummary: Sendable {
  /// The Gini coefficient of the quota over all members.
  public let quotaGini: Double
  /// The Herfindahl index of the quota over all members.
  public let quotaHerfindahl: Double
  /// The Gini coefficient of the tokens over all members.
  public let tokenGini: Double
  /// The Herfindahl index of the tokens over all members.
  public let tokenHerfindahl: Double
  /// The share of the capacity that is no member's quota.
  public let unallocatedShare: Double
  /// The share of the issued tokens that is in the reserve.
  public let reserveShare: Double
  /// The members who were admitted in the span.
  public let newcomers: Int
  /// Those who came to own quota in the span.
  public let newcomersWithQuota: Int
  /// The mean time from admission to the first quota, of those who got any, in months of 30.44 days.
  public let meanMonthsToFirstQuota: Double
  /// The median of the same.
  public let medianMonthsToFirstQuota: Double
  /// The trades in which quota was paid with tokens.
  public let tradeCount: Int
  /// The quota of those trades, or the greatest number where it is more.
  public let tradedQuota: Quota
  /// The tokens of those trades, or the greatest number where it is more.
  public let tradedTokens: Tokens
  /// The quota that was given without tokens, or the greatest number where it is more.
  public let givenQuota: Quota
  /// The tokens that were given without quota, or the greatest number where it is more.
  public let givenTokens: Tokens
  /// The mean price of quota, weighted with the quota traded, in SEB per kW: π = Σ tokens / Σ quota.
  public let price: Double
  /// The value of a token that the price implies, in units of the currency per SEB:
  ///
  /// ```text
  /// λ = κ / (π + 1)       κ = the cost per kilowatt of the plants that have begun to operate
  /// ```
  ///
  /// Who funds a kilowatt gets a kilowatt of quota and a token, so κ = λ π + λ for whom it is the
  /// same to build or to buy.
  public let impliedTokenValue: Double
  /// How often a token pays for quota in a year of 365.25 days:
  ///
  /// ```text
  /// v = tokens paid in trades per year / mean tokens of all members over time
  /// ```
  public let tokenVelocity: Double
}

extension GovernanceMetrics {
  func ownershipSummary(at time: Int64, _ state: ContractState) -> OwnershipSummary {
    let quotas = state.members.map { Double($0.quota.watts) }
    let tokens = state.members.map { Double($0.tokens.milliSEB) }
    let months = newcomers.compactMap { newcomer in
      newcomer.firstQuota.map { days(from: newcomer.admitted, to: $0) / 30.44 }
    }
    return OwnershipSummary(
      quotaGini: giniCoefficient(quotas), quotaHerfindahl: herfindahlIndex(quotas),
      tokenGini: giniCoefficient(tokens), tokenHerfindahl: herfindahlIndex(tokens),
      unallocatedShare: state.unallocatedShare,
      reserveShare: Double(state.reserveTokens.milliSEB) / Double(state.issuedTokens.milliSEB),
      newcomers: newcomers.count, newcomersWithQuota: months.count,
      meanMonthsToFirstQuota: mean(months), medianMonthsToFirstQuota: median(months),
      tradeCount: trades.tradeCount,
      tradedQuota: Quota(watts: Int64(clamping: trades.tradedQuota)),
      tradedTokens: Tokens(milliSEB: Int64(clamping: trades.tradedTokens)),
      givenQuota: Quota(watts: Int64(clamping: trades.givenQuota)),
      givenTokens: Tokens(milliSEB: Int64(clamping: trades.givenTokens)),
      price: trades.price,
      impliedTokenValue: state.costPerKilowatt { $0.hasStarted } / (trades.price + 1),
      tokenVelocity: tokenVelocity(at: time))
  }

  /// Tokens per year over mean tokens; the length of the span cancels out.
  private func tokenVelocity(at time: Int64) -> Double {
    let tail = Int128(history.tokenSum) * (Int128(time) - Int128(lastTokenChange))
    return Double(trades.tradedTokens) * 365.25 * 86_400 / Double(tokenSeconds + tail)
  }
}
