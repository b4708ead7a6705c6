import Contracts
import Quantities
import Settlement

extension IntervalCycle {
  /// The indicators of how the community governed itself.
  func governanceIndicators(
    _ summary: GovernanceSummary, currency: String
  ) -> [IndicatorValue] {
    func value(
      _ name: String, _ value: Double, _ units: String, _ longName: String
    ) -> IndicatorValue {
      IndicatorValue(name: name, value: value, units: units, longName: longName)
    }
    let (decisions, all) = (summary.decisions, summary.decisions.all)
    let (funding, ownership) = (summary.funding, summary.ownership)
    let integrity = summary.integrity
    return [
      value("contract_members", Double(community?.state.members.count ?? 0), "1", "Members"),
      value("referendums", Double(all.opened), "1", "Referendums opened"),
      value("approval_rate", all.approvalRate, "1", "Share approved of those with a result"),
      value("mean_turnout", all.meanTurnout, "1", "Mean of votes / electors"),
      value("mean_yes_margin", all.meanYesMargin, "1", "Mean of (yes - no) / votes"),
      value(
        "mean_days_to_effect", all.meanDaysToEffect, "d", "Mean time from request to effect"),
      value(
        "lost_to_absence", all.lostToAbsenceShare, "1",
        "Share of proposals with a majority of the votes cast but not of the electorate"),
      value(
        "mean_keeper_delay", decisions.meanKeeperDelay, "d",
        "Mean time from when a result was due to the call"),
      value(
        "deciding_coalition", decisions.decidingCoalitionShare, "1",
        "Smallest coalition that decides a referendum, as a share of the members"),
      value(
        "owning_coalition", decisions.owningCoalitionShare, "1",
        "Smallest coalition that owns more than half of the quota, as a share of the members"),
      value("crowdfundings", Double(funding.opened), "1", "Crowdfundings opened"),
      value("funding_success_rate", funding.successRate, "1", "Share of crowdfundings that met"),
      value(
        "mean_days_to_full", funding.meanDaysToFull, "d",
        "Mean time from the opening of a crowdfunding to its target"),
      value(
        "last_week_share", funding.lastWeekShare, "1",
        "Share of the money bid in the last week of a crowdfunding"),
      value("mean_funders", funding.meanFunders, "1", "Mean number of funders of a plant"),
      value("mean_bid_gini", funding.meanBidGini, "1", "Mean Gini coefficient of the bids"),
      value("money_raised", funding.moneyRaised, currency, "Money raised by crowdfundings"),
      value(
        "cost_per_kilowatt", funding.costPerKilowatt, "\(currency)/kW",
        "Cost of the funded plants per kW"),
      value("failed_capacity", funding.failedKilowatts, "kW", "Capacity whose funding failed"),
      value("quota_gini", ownership.quotaGini, "1", "Gini coefficient of the quota"),
      value("quota_herfindahl", ownership.quotaHerfindahl, "1", "Herfindahl index of the quota"),
      value("token_gini", ownership.tokenGini, "1", "Gini coefficient of the tokens"),
      value(
        "token_herfindahl", ownership.tokenHerfindahl, "1", "Herfindahl index of the tokens"),
      value(
        "unallocated_share", ownership.unallocatedShare, "1",
        "Share of the capacity that is no member's quota"),
      value(
        "months_to_first_quota", ownership.medianMonthsToFirstQuota, "1",
        "Median months from admission to the first quota, of those who got any"),
      value("quota_trades", Double(ownership.tradeCount), "1", "Trades of quota for tokens"),
      value(
        "traded_quota", Double(ownership.tradedQuota.watts) / 1000, "kW", "Quota of those trades"),
      value(
        "quota_price", ownership.price, "kW-1", "Tokens (SEB) per kW of quota in those trades"),
      value(
        "implied_token_value", ownership.impliedTokenValue, currency,
        "Value of a token (SEB): cost per kW / (price + 1)"),
      value(
        "token_velocity", ownership.tokenVelocity, "1",
        "Tokens paid in trades in a year per token owned"),
      value("contract_calls", Double(integrity.callCount), "1", "Calls of the contract"),
      value("refused_calls", Double(integrity.refusedCount), "1", "Calls that were refused"),
      value(
        "quota_residual", Double(integrity.greatestQuotaResidual), "W",
        "Greatest residual of quotas against capacity: 0 unless something is wrong"),
      value(
        "token_residual", Double(integrity.greatestTokenResidual) / 1000, "1",
        "Greatest residual of tokens against those issued: 0 unless something is wrong"),
    ] + sharedEnergyIndicators
  }

  /// What the shared plants brought.
  private var sharedEnergyIndicators: [IndicatorValue] {
    guard let credits = quotaCredits, let plants = sharedPlants else { return [] }
    let totals = credits.bank.totals
    func energy(_ name: String, _ kilowattHours: Double, _ longName: String) -> IndicatorValue {
      IndicatorValue(name: name, value: kilowattHours, units: "kWh", longName: longName)
    }
    return [
      energy(
        "shared_generation",
        plants.plants.reduce(0) { $0 + $1.totalWattHours + $1.wattHours } / 1000,
        "Energy that the shared plants injected"),
      energy(
        "quota_credit", memberTotals.reduce(0) { $0 + $1.credited.kilowattHours },
        "Energy credited by quota within the interval"),
      energy(
        "quota_credit_used", memberTotals.reduce(0) { $0 + $1.usedCredit.kilowattHours },
        "Part of it that offset consumption in the same interval"),
      energy(
        "credits_earned", totals.reduce(0) { $0 + $1.earned.kilowattHours },
        "Energy credited by quota for the month"),
      energy(
        "credits_used", totals.reduce(0) { $0 + $1.used.kilowattHours },
        "Part of it that offset consumption of a month"),
      energy(
        "credits_expired", totals.reduce(0) { $0 + $1.expired.kilowattHours },
        "Part of it that was lost, being too old"),
      energy(
        "credits_banked", totals.reduce(0) { $0 + $1.banked.kilowattHours },
        "Part of it that is left"),
    ]
  }
}
