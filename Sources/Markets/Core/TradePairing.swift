import Quantities

extension Clearing {
  /// Joins the served energy of bids and offers in the book into trades at one price.
  ///
  /// The best bid takes from the best offer until one of them is through, and so on; so there are
  /// fewer trades than orders served, and their energies sum exactly.
  mutating func pairServedOrders(at price: EnergyPrice) {
    pair(&book, volume.milliwattHours, into: &trades) { _, _ in price }
  }

  /// Joins the served energy of bids and offers in the book into trades at a price for each pair.
  mutating func pairServedOrders(by rule: PairPricing) {
    let volume = volume.milliwattHours
    switch rule {
    case .bid: pair(&book, volume, into: &trades) { bid, _ in bid }
    case .offer: pair(&book, volume, into: &trades) { _, offer in offer }
    case .midpoint: pair(&book, volume, into: &trades, midpoint)
    }
  }

  /// Copies what the book says each order is served.
  mutating func recordServedEnergy() {
    record(&book.bids.entries, into: &servedEnergy)
    record(&book.offers.entries, into: &servedEnergy)
  }
}

/// Copies what each order is served.
private func record(
  _ entries: inout [OrderBook.Entry], into servedEnergy: inout [MeteredEnergy]
) {
  let entries = entries.span
  var servedEnergy = servedEnergy.mutableSpan
  for place in entries.indices {
    servedEnergy[Int(entries[place].order)] = MeteredEnergy(
      milliwattHours: entries[place].served)
  }
}

/// Joins served bids with served offers, best with best.
///
/// The book is only read; it is handed over whole so that nothing is copied or counted.
///
/// - Parameter volume: What the bids are served together, and the offers.
@inline(__always)
private func pair(
  _ book: inout OrderBook, _ volume: Int64, into trades: inout [Trade],
  _ price: (_ bid: EnergyPrice, _ offer: EnergyPrice) -> EnergyPrice
) {
  let bids = book.bids.entries.span
  let offers = book.offers.entries.span
  var (bid, offer) = (0, 0)
  // What the bids before this one are served, and the offers.
  var (bidStart, offerStart): (Int64, Int64) = (0, 0)
  var paired: Int64 = 0
  trades.append(addingCapacity: bids.count + offers.count) { trades in
    // No branch on which of the two is through first: nobody could foresee it.
    while paired < volume {
      let (buyer, seller) = (bids[bid], offers[offer])
      let (bidEnd, offerEnd) = (bidStart &+ buyer.served, offerStart &+ seller.served)
      let end = min(bidEnd, offerEnd)
      if end > paired {
        trades.append(
          Trade(
            buyerOrder: buyer.order, sellerOrder: seller.order,
            buyer: buyer.trader, seller: seller.trader,
            energy: MeteredEnergy(milliwattHours: end &- paired),
            price: price(
              EnergyPrice(microsPerKilowattHour: ~buyer.rank),
              EnergyPrice(microsPerKilowattHour: seller.rank))))
      }
      paired = end
      // −1 for who is through, else 0.
      let (bidMask, offerMask) = ((bidEnd &- end &- 1) &>> 63, (offerEnd &- end &- 1) &>> 63)
      bid &-= Int(truncatingIfNeeded: bidMask)
      offer &-= Int(truncatingIfNeeded: offerMask)
      bidStart &+= buyer.served & bidMask
      offerStart &+= seller.served & offerMask
    }
  }
}
