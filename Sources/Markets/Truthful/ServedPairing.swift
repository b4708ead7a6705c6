import Quantities

extension Clearing {
  /// Joins what bids and offers of the book are served into trades, best orders first.
  ///
  /// The best bid takes from the best offer until one of them is through, and so on, so there are
  /// fewer trades than orders served.
  ///
  /// - Parameters:
  ///   - belongs: Which orders take part; their served energy is the same on both sides.
  ///   - prices: What a bid pays and an offer receives.
  mutating func pairServed(
    _ orders: Span<Order>, where belongs: (OrderBook.Entry) -> Bool = { _ in true },
    at prices: (OrderBook.Entry, OrderBook.Entry) -> (buyer: EnergyPrice, seller: EnergyPrice)
  ) {
    // Copies that share their memory, so that the loop reads while it appends.
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    var (bid, offer) = (0, 0)
    var (bidPaired, offerPaired): (Int64, Int64) = (0, 0)
    while bid < bids.count, offer < offers.count {
      let (buyer, seller) = (bids[bid], offers[offer])
      guard belongs(buyer), buyer.served > bidPaired else {
        (bid, bidPaired) = (bid + 1, 0)
        continue
      }
      guard belongs(seller), seller.served > offerPaired else {
        (offer, offerPaired) = (offer + 1, 0)
        continue
      }
      // Neither order is paired with more than it is served, so nothing here overflows.
      let energy = min(buyer.served - bidPaired, seller.served - offerPaired)
      let price = prices(buyer, seller)
      addTrade(
        bid: Int(buyer.order), offer: Int(seller.order), of: orders,
        energy: MeteredEnergy(milliwattHours: energy), buyerPrice: price.buyer,
        sellerPrice: price.seller)
      bidPaired += energy
      offerPaired += energy
    }
  }

  /// Makes trades of what is served, all at one price for buyers and one for sellers.
  mutating func tradeServed(
    _ orders: Span<Order>, buyerPrice: EnergyPrice, sellerPrice: EnergyPrice
  ) {
    pairServed(orders) { _, _ in (buyerPrice, sellerPrice) }
    conclude(orders)
  }
}
