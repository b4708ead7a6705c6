public import Tariffs

extension RatePlan {
  /// The tariff with everything that is owed to the distribution company times a factor: prices of
  /// components, demand, reactive energy, fixed charges and adders.
  ///
  /// A minimum and levies are left as they are. Prices keep their resolution of 10⁻⁹.
  ///
  /// - Throws: `BillingError` when the factor is negative or no number, or a price leaves the range.
  public func scalingNetworkCharges(by factor: Double) throws(BillingError) -> RatePlan {
    guard factor >= 0, factor.isFinite else {
      throw BillingError("network charges can't be scaled by \(factor)")
    }
    return try mappingNetworkPrices { (price) throws(BillingError) in
      let nanos = (Double(price.nanos) * factor).rounded(.toNearestOrEven)
      guard abs(nanos) < 9e18 else {
        throw BillingError(
          "a network charge of '\(name)' leaves the range when scaled by \(factor)")
      }
      return UnitPrice(nanos: Int64(nanos))
    }
  }

  /// The tariff without network charges that depend on energy or power; fixed charges stay.
  func withoutNetworkUse() throws(BillingError) -> RatePlan {
    var plan = try mappingNetworkPrices(fixed: false) { (_) throws(BillingError) in
      UnitPrice(nanos: 0)
    }
    plan.demand.removeAll { $0.party == .distributionCompany }
    plan.adders.removeAll { $0.party == .distributionCompany }
    return plan
  }

  private func mappingNetworkPrices(
    fixed mapsFixed: Bool = true,
    _ map: (UnitPrice) throws(BillingError) -> UnitPrice
  ) throws(BillingError) -> RatePlan {
    var plan = self
    for period in energy.indices {
      for tier in energy[period].indices {
        for (index, component) in components.enumerated()
        where component.party == .distributionCompany
          && index < energy[period][tier].prices.count
        {
          plan.energy[period][tier].prices[index] = try map(
            energy[period][tier].prices[index])
        }
      }
    }
    if components.first?.party == .distributionCompany {
      for month in monthlyAdjustments.indices {
        plan.monthlyAdjustments[month] = try map(monthlyAdjustments[month])
      }
    }
    for index in demand.indices where demand[index].party == .distributionCompany {
      for period in demand[index].tiers.indices {
        for tier in demand[index].tiers[period].indices {
          plan.demand[index].tiers[period][tier].price = try map(
            demand[index].tiers[period][tier].price)
        }
      }
    }
    for index in fixed.indices where mapsFixed && fixed[index].party == .distributionCompany {
      plan.fixed[index].price = try map(fixed[index].price)
      plan.fixed[index].furtherMeterPrice = try map(fixed[index].furtherMeterPrice)
    }
    for index in reactive.indices where reactive[index].party == .distributionCompany {
      plan.reactive[index].price = try map(reactive[index].price)
    }
    for index in adders.indices where adders[index].party == .distributionCompany {
      switch adders[index].times {
      case .months(var prices):
        for month in prices.indices { prices[month].price = try map(prices[month].price) }
        plan.adders[index].times = .months(prices)
      case .events(let spans, let price):
        plan.adders[index].times = .events(spans, price: try map(price))
      case .series(var series):
        for step in series.prices.indices { series.prices[step] = try map(series.prices[step]) }
        plan.adders[index].times = .series(series)
      }
    }
    return plan
  }
}
