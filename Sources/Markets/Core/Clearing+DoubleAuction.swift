import Quantities

extension Clearing {
  /// Clears a double auction: serves the efficient volume and prices the trades.
  ///
  /// Bids in falling and offers in rising order of price are served while they cross; the rationing
  /// rule decides who is served among equals at the margin. The best bid then takes from the best
  /// offer until one of them is through, and so on, and the pricing rule prices these pairs.
  ///
  /// Everything is written, so neither ``begin(_:)`` nor ``conclude(_:)`` is called beside it.
  public mutating func clearDoubleAuction(
    _ orders: Span<Order>, context: ClearingContext, pricing: PricingRule, rationing: RationingRule
  ) {
    reset(orders)
    refusedOrderCount = book.load(orders)
    recordCompetitivePrices()
    guard book.volume > 0 else { return }
    book.serve(by: rationing, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    volume = MeteredEnergy(milliwattHours: book.volume)
    recordServedEnergy()
    switch pricing {
    case .uniform(let rule):
      guard let price = uniformPrice(by: rule) else { return }
      self.price = price
      pairServedOrders(at: price)
    case .perPair(let rule):
      pairServedOrders(by: rule)
      price = commonPriceOfTrades
    }
    // Whoever of equals is served, the welfare is the same.
    greatestWelfare = book.crossedWelfare
    welfare = greatestWelfare
  }

  /// The one price of a rule; `nil` when nothing crosses.
  private func uniformPrice(by rule: UniformPricing) -> EnergyPrice? {
    switch rule {
    case .competitive(let pricing):
      guard let lowerCompetitivePrice, let upperCompetitivePrice else { return nil }
      return pricing.price(from: lowerCompetitivePrice, to: upperCompetitivePrice)
    case .marginalSupply: return marginalOffer
    case .marginalDemand: return marginalBid
    case .lastPairMidpoint:
      guard let marginalOffer, let marginalBid else { return nil }
      return midpoint(marginalOffer, marginalBid)
    }
  }

  /// The price of all trades, if they have one.
  private var commonPriceOfTrades: EnergyPrice? {
    guard let first = trades.first?.buyerPrice else { return nil }
    return trades.allSatisfy { $0.buyerPrice == first } ? first : nil
  }
}

/// The mean of two prices, rounded half to even.
func midpoint(_ one: EnergyPrice, _ other: EnergyPrice) -> EnergyPrice {
  // The mean of two numbers of 64 bits is one of 64 bits.
  EnergyPrice(
    microsPerKilowattHour: Int64(
      truncatingIfNeeded: quotientRoundedHalfToEven(
        Int128(one.microsPerKilowattHour) + Int128(other.microsPerKilowattHour), by: 2)))
}
