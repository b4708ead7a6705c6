extension RatePlan {
  /// Whether each interval can be settled by itself, at prices that are known when it begins: one
  /// tier in each period, imports bought and exports sold within the interval, and nothing that
  /// looks at a whole billing cycle but a charge for each month.
  ///
  /// A bill is then the sum of the intervals, rounded once for each line, which is what
  /// ``BillingEngine`` makes of it too. All other tariffs are settled when the billing cycle ends.
  public var isSettledByInterval: Bool {
    hasOnePriceInEachPeriod && exports.isSettledByInterval && demand.isEmpty && minimum == nil
      && adders.isEmpty && taxes.taxes.isEmpty && rounding == BillRounding()
      && fixed.count <= 1 && fixed.allSatisfy { $0.span == .month && !$0.isLevy }
      && levies.isEmpty && reactive.isEmpty
  }

  private var hasOnePriceInEachPeriod: Bool {
    energy.count == periods.names.count && monthlyAdjustments.isEmpty
      && energy.allSatisfy { tiers in
        tiers.count == 1 && tiers.allSatisfy { $0.prices.count == components.count }
      }
  }
}

extension ExportScheme {
  fileprivate var isSettledByInterval: Bool {
    kind == .netPurchaseAndSale && window == .interval && money == .paid && priceTable == nil
      && selfConsumptionPremium.nanos == 0
  }
}
