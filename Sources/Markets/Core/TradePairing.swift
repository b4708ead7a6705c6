import Quantities

extension Clearing {
  /// Joins the served energy of bids and offers in the book into trades at one price.
  ///
  /// The best bid takes from the best offer until one of them is through, and so on; so there are
  /// fewer trades than orders served, and their energies sum exactly.
  mutating func pairServedOrders(at price: EnergyPrice) {
    pair(&book, into: &trades) { _, _ in price }
  }

  /// Joins the served energy of bids and offers in the book into trades at a price for each pair.
  mutating func pairServedOrders(by rule: PairPricing) {
    switch rule {
    case .bid: pair(&book, into: &trades) { bid, _ in bid }
    case .offer: pair(&book, into: &trades) { _, offer in offer }
    case .midpoint: pair(&book, into: &trades, midpoint)
    }
  }

  /// Copies what the book says each order is served.
  mutating func recordServedEnergy() {
    for entry in book.bids.entries {
      servedEnergy[Int(entry.order)] = MeteredEnergy(milliwattHours: entry.served)
    }
    for entry in book.offers.entries {
      servedEnergy[Int(entry.order)] = MeteredEnergy(milliwattHours: entry.served)
    }
  }
}

/// Joins served bids with served offers, best with best.
///
/// The book is only read; it is handed over whole so that nothing is copied or counted.
@inline(__always)
private func pair(
  _ book: inout OrderBook, into trades: inout [Trade],
  _ price: (_ bid: EnergyPrice, _ offer: EnergyPrice) -> EnergyPrice
) {
  let bids = book.bids.entries.span
  let offers = book.offers.entries.span
  var (bid, offer) = (0, 0)
  var (bidPaired, offerPaired): (Int64, Int64) = (0, 0)
  while bid < bids.count, offer < offers.count {
    let (buyer, seller) = (bids[bid], offers[offer])
    // Neither order is paired with more than it is served, so nothing below can overflow.
    let energy = min(buyer.served &- bidPaired, seller.served &- offerPaired)
    if energy > 0 {
      trades.append(
        Trade(
          buyerOrder: buyer.order, sellerOrder: seller.order,
          buyer: buyer.trader, seller: seller.trader,
          energy: MeteredEnergy(milliwattHours: energy),
          price: price(
            EnergyPrice(microsPerKilowattHour: ~buyer.rank),
            EnergyPrice(microsPerKilowattHour: seller.rank))))
      bidPaired &+= energy
      offerPaired &+= energy
    }
    if bidPaired == buyer.served { (bid, bidPaired) = (bid + 1, 0) }
    if offerPaired == seller.served { (offer, offerPaired) = (offer + 1, 0) }
  }
}
