/// The loop of the order book that runs for every order of every interval.
extension OrderBook {
  /// Matches the best bids with the best offers while a bid's price is not below an offer's.
  mutating func cross() {
    let crossing = findCrossing(bids.entries.span, offers.entries.span)
    volume = crossing.volume
    (bids.servedCount, bids.lastServed) = (crossing.bidCount, crossing.lastBid)
    (offers.servedCount, offers.lastServed) = (crossing.offerCount, crossing.lastOffer)
  }
}

/// How far the two sides of a book cross.
private struct Crossing {
  var volume: Int64 = 0
  /// The bids that trade, and what the last of them does.
  var bidCount = 0
  var lastBid: Int64 = 0
  /// The offers that trade, and what the last of them does.
  var offerCount = 0
  var lastOffer: Int64 = 0
}

private func findCrossing(
  _ bids: Span<OrderBook.Entry>, _ offers: Span<OrderBook.Entry>
) -> Crossing {
  var crossing = Crossing()
  var (bid, offer) = (0, 0)
  var (bidServed, offerServed): (Int64, Int64) = (0, 0)
  while bid < bids.count, offer < offers.count {
    let (buyer, seller) = (bids[bid], offers[offer])
    guard ~buyer.rank >= seller.rank else { break }
    // Both differences are positive and no greater than the energy of an order.
    let energy = min(buyer.energy - bidServed, seller.energy - offerServed)
    crossing.volume += energy
    bidServed += energy
    offerServed += energy
    (crossing.bidCount, crossing.lastBid) = (bid + 1, bidServed)
    (crossing.offerCount, crossing.lastOffer) = (offer + 1, offerServed)
    if bidServed == buyer.energy { (bid, bidServed) = (bid + 1, 0) }
    if offerServed == seller.energy { (offer, offerServed) = (offer + 1, 0) }
  }
  return crossing
}
