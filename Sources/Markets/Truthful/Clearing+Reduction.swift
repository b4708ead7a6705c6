import Quantities

extension Clearing {
  /// Trades among the best bids and the best offers alone, whose sides need not be of equal energy.
  mutating func tradeReduced(
    bidCount: Int, offerCount: Int, longSide: LongSideRule, of orders: Span<Order>,
    intervalOrdinal: Int64
  ) {
    // Both are known: something crosses, or nothing would be reduced.
    guard let marginalBid, let marginalOffer else { return }
    var (demand, supply): (Int64, Int64) = (0, 0)
    for place in 0..<bidCount { demand += book.bids.entries[place].energy }
    for place in 0..<offerCount { supply += book.offers.entries[place].energy }
    let volume = min(demand, supply)
    longSide.serve(
      volume, ofFirst: bidCount, of: &book.bids, intervalOrdinal: intervalOrdinal,
      keys: &book.remainders)
    longSide.serve(
      volume, ofFirst: offerCount, of: &book.offers, intervalOrdinal: intervalOrdinal,
      keys: &book.remainders)
    tradeServed(orders, buyerPrice: marginalBid, sellerPrice: marginalOffer)
  }

  /// Trades among all that cross but the marginal pair: the last bid and the last offer served.
  mutating func tradeWithoutMarginalPair(of orders: Span<Order>, intervalOrdinal: Int64) {
    guard book.volume > 0 else { return }
    tradeReduced(
      bidCount: book.bids.servedCount - 1, offerCount: book.offers.servedCount - 1,
      longSide: .proRata, of: orders, intervalOrdinal: intervalOrdinal)
  }
}
