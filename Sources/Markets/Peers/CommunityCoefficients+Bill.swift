public import Quantities

extension CommunityCoefficients {
  /// What a home is charged by.
  ///
  /// ```text
  /// utility rate   = market maker rate + grid import fee + fees
  /// community rate = base rate + (1 − reduction) · grid import fee
  /// base bill      = need · utility + monthly fee / intervals − surplus · feed-in tariff
  /// savings        = bought · (utility − community) + sold · (community − feed-in tariff)
  /// ```
  public struct Rates: Hashable, Sendable {
    /// What the retailer charges for energy, without fees.
    public var marketMakerRate: EnergyPrice
    /// The rate of the community before the grid fee; the market maker's when `nil`.
    public var baseRate: EnergyPrice?
    /// What the retailer pays for exported energy.
    public var feedInTariff: EnergyPrice
    /// The grid fee of imported energy.
    public var gridImportFee: EnergyPrice
    /// The part of the grid fee that energy of the community is spared, from 0 to 1.
    public var gridFeeReduction: Double
    /// All other fees per kilowatt-hour together.
    public var otherFees: EnergyPrice
    /// All fees of one interval together.
    public var intervalFee: Money

    /// Creates rates.
    public init(
      marketMakerRate: EnergyPrice, baseRate: EnergyPrice? = nil, feedInTariff: EnergyPrice,
      gridImportFee: EnergyPrice = .zero, gridFeeReduction: Double = 0.28,
      otherFees: EnergyPrice = .zero, intervalFee: Money = .zero
    ) {
      self.marketMakerRate = marketMakerRate
      self.baseRate = baseRate
      self.feedInTariff = feedInTariff
      self.gridImportFee = gridImportFee
      self.gridFeeReduction = gridFeeReduction
      self.otherFees = otherFees
      self.intervalFee = intervalFee
    }

    /// The price of energy from the retailer with all fees.
    public var utilityRate: EnergyPrice {
      marketMakerRate.saturatingSum(gridImportFee).saturatingSum(otherFees)
    }

    /// The price of energy from the community, for buyers and sellers.
    public var communityRate: EnergyPrice {
      (baseRate ?? marketMakerRate).saturatingSum(
        reducedGridFee(gridImportFee, by: gridFeeReduction))
    }

    /// What a home would pay without the community; negative when it would receive.
    public func baseBill(of share: Share) throws(QuantityOverflow) -> Money {
      try utilityRate.cost(of: share.need).adding(intervalFee)
        .subtracting(try feedInTariff.cost(of: share.surplus))
    }

    /// What the community saves a home.
    public func savings(of share: Share) throws(QuantityOverflow) -> Money {
      try utilityRate.cost(of: share.bought)
        .subtracting(try communityRate.cost(of: share.bought))
        .adding(try communityRate.cost(of: share.sold))
        .subtracting(try feedInTariff.cost(of: share.sold))
    }

    /// What a home pays in the community; negative when it receives.
    public func bill(of share: Share) throws(QuantityOverflow) -> Money {
      try baseBill(of: share).subtracting(try savings(of: share))
    }
  }
}

/// A grid fee less the part that energy of the community is spared, rounded half to even.
func reducedGridFee(_ fee: EnergyPrice, by reduction: Double) -> EnergyPrice {
  let kept = 1 - (reduction.isNaN ? 0 : min(max(reduction, 0), 1))
  let billionths = Int128((kept * 1e9).rounded(.toNearestOrEven))
  // No greater in magnitude than the fee.
  return EnergyPrice(
    microsPerKilowattHour: Int64(
      truncatingIfNeeded: quotientRoundedHalfToEven(
        Int128(fee.microsPerKilowattHour) * billionths, by: 1_000_000_000)))
}
