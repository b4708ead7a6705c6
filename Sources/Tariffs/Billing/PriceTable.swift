import Quantities

/// The prices of energy in flat arrays: by month, period, tier and component.
struct PriceTable: Sendable {
  let periodCount: Int
  /// The greatest number of tiers of a period; those with fewer repeat their last.
  let tierCount: Int
  let componentCount: Int
  private let imports: [UnitPrice]
  private let exports: [UnitPrice]
  /// The limits by period and tier; the last is open.
  private let limits: [Int64]
  private let basis: TierBasis

  init(_ plan: RatePlan) throws(BillingError) {
    periodCount = plan.energy.count
    tierCount = plan.energy.map(\.count).max() ?? 1
    componentCount = plan.components.count
    basis = plan.tierBasis
    var imports: [UnitPrice] = []
    var exports: [UnitPrice] = []
    var limits: [Int64] = []
    for month in 0..<12 {
      let adjustment = plan.monthlyAdjustments.isEmpty ? 0 : plan.monthlyAdjustments[month].nanos
      for tiers in plan.energy {
        for index in 0..<tierCount {
          let tier = tiers[min(index, tiers.count - 1)]
          var sum = Int128(0)
          for (component, price) in tier.prices.enumerated() {
            let (adjusted, overflow) = price.nanos.addingReportingOverflow(
              component == 0 ? adjustment : 0)
            guard !overflow else { throw LineArithmetic.overflow }
            imports.append(UnitPrice(nanos: adjusted))
            sum += Int128(adjusted)
          }
          let whole = UnitPrice(nanos: try LineArithmetic.narrow(sum))
          exports.append(tier.exportPrice ?? whole)
          if month == 0 { limits.append(tier.limit ?? .max) }
        }
      }
    }
    (self.imports, self.exports, self.limits) = (imports, exports, limits)
  }

  /// The price of a component.
  func price(month: Int, period: Int, tier: Int, component: Int) -> UnitPrice {
    imports[(((month - 1) * periodCount + period) * tierCount + tier) * componentCount + component]
  }

  /// The price of exports.
  func exportPrice(month: Int, period: Int, tier: Int) -> UnitPrice {
    exports[((month - 1) * periodCount + period) * tierCount + tier]
  }

  /// The sum of the components in the first tier, or one of them; what a price ratio is made of.
  func wholePrice(month: Int, period: Int, component: Int?) -> Int128 {
    if let component {
      return Int128(price(month: month, period: period, tier: 0, component: component).nanos)
    }
    return (0..<componentCount).reduce(Int128(0)) { sum, component in
      sum + Int128(price(month: month, period: period, tier: 0, component: component).nanos)
    }
  }

  /// The limits of the tiers in a cycle, in mWh by period and tier; the last of each is open.
  func limits(in cycle: BillingCycle, peak: BilledQuantity) -> [Int64] {
    if tierCount == 1 || basis == .energyOfMonth { return limits }
    return limits.map { limit in
      guard limit != .max else { return .max }
      let days = Int128(cycle.days)
      let wide =
        switch basis {
        case .energyOfMonth: Int128(limit)
        case .energyOfDay: Int128(limit) * days / 1_000_000
        case .energyPerPeak: Int128(limit) * Int128(peak) / 1_000_000
        // Cut back to 64 bits before the second product, which would leave 128 bits otherwise.
        case .energyOfDayPerPeak:
          Int128(Int64(clamping: Int128(limit) * days / 1_000_000)) * Int128(peak) / 1_000_000
        }
      return Int64(clamping: wide)
    }
  }
}
