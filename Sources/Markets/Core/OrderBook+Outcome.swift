import Quantities
import RandomStreams

extension OrderBook {
  /// Serves the efficient volume on both sides.
  mutating func serve(by rule: RationingRule, intervalOrdinal: Int64, draws: RandomDraws) {
    var draws = draws
    rule.serve(
      &bids, intervalOrdinal: intervalOrdinal, draws: &draws, remainders: &remainders)
    rule.serve(
      &offers, intervalOrdinal: intervalOrdinal, draws: &draws, remainders: &remainders)
  }
}

extension Clearing {
  /// Notes the marginal prices and the competitive interval of the book.
  mutating func recordCompetitivePrices() {
    marginalBid = book.marginalBid.map(EnergyPrice.init(microsPerKilowattHour:))
    marginalOffer = book.marginalOffer.map(EnergyPrice.init(microsPerKilowattHour:))
    let bestBidLeft = book.bestBidLeft.map(EnergyPrice.init(microsPerKilowattHour:))
    let bestOfferLeft = book.bestOfferLeft.map(EnergyPrice.init(microsPerKilowattHour:))
    lowerCompetitivePrice = greater(marginalOffer, bestBidLeft)
    upperCompetitivePrice = lesser(marginalBid, bestOfferLeft)
  }
}

private func greater(_ left: EnergyPrice?, _ right: EnergyPrice?) -> EnergyPrice? {
  guard let left, let right else { return left ?? right }
  return max(left, right)
}

private func lesser(_ left: EnergyPrice?, _ right: EnergyPrice?) -> EnergyPrice? {
  guard let left, let right else { return left ?? right }
  return min(left, right)
}
