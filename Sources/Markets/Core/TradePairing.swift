import Quantities

extension Clearing {
  /// Joins the served energy of bids and offers in the book into trades at one price.
  ///
  /// The best bid takes from the best offer until one of them is through, and so on; so there are
  /// fewer trades than orders served, and their energies sum exactly.
  mutating func pairServedOrders(at price: EnergyPrice) {
    var (bid, offer) = (0, 0)
    var (bidPaired, offerPaired): (Int64, Int64) = (0, 0)
    // Copies that share their memory, so that the loop reads while it appends.
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    var left = book.volume
    while left > 0, bid < bids.count, offer < offers.count {
      let (buyer, seller) = (bids[bid], offers[offer])
      // Neither order is paired with more than it is served, so nothing below can overflow.
      let energy = min(buyer.served &- bidPaired, seller.served &- offerPaired)
      if energy > 0 {
        trades.append(
          Trade(
            buyerOrder: buyer.order, sellerOrder: seller.order,
            buyer: buyer.trader, seller: seller.trader,
            energy: MeteredEnergy(milliwattHours: energy), price: price))
        left &-= energy
        bidPaired &+= energy
        offerPaired &+= energy
      }
      if bidPaired == buyer.served { (bid, bidPaired) = (bid + 1, 0) }
      if offerPaired == seller.served { (offer, offerPaired) = (offer + 1, 0) }
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
