import Quantities

/// A bid and an offer that meet in a walk through the book.
struct MeetingLimits {
  /// The limit price of the bid.
  var bid: EnergyPrice
  /// The limit price of the offer.
  var offer: EnergyPrice
}

extension Clearing {
  /// Lets the first bid of the book trade with the first offer, and so on with what is left, while
  /// bids cover offers and the fee.
  ///
  /// - Parameters:
  ///   - most: The energy at which to stop, in milliwatt-hours.
  ///   - fee: What the owner of the network receives of each trade.
  ///   - price: What the seller receives; the buyer pays the fee on top.
  mutating func tradeInBookOrder(
    _ orders: Span<Order>, atMost most: Int64 = .max, fee: EnergyPrice = .zero,
    at price: (MeetingLimits) -> EnergyPrice
  ) {
    // Copies that share their memory, so that the loop reads while it appends trades.
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    var (bid, offer) = (0, 0)
    while volume.milliwattHours < most, bid < bids.count, offer < offers.count {
      let (buyer, seller) = (bids[bid], offers[offer])
      guard covers(buyer, seller, fee) else { return }
      let left = MeteredEnergy(milliwattHours: most) - volume
      let sellerPrice = price(MeetingLimits(bid: buyer.bidLimit, offer: seller.offerLimit))
      addTrade(
        bid: Int(buyer.order), offer: Int(seller.order), of: orders, energy: left,
        buyerPrice: sellerPrice.saturatingSum(fee), sellerPrice: sellerPrice, networkFee: fee)
      if energyLeft(ofOrder: Int(buyer.order), orders) == .zero { bid += 1 }
      if energyLeft(ofOrder: Int(seller.order), orders) == .zero { offer += 1 }
    }
  }
}

/// Whether a bid pays what an offer asks for and a fee.
func covers(_ bid: OrderBook.Entry, _ offer: OrderBook.Entry, _ fee: EnergyPrice) -> Bool {
  Int128(~bid.rank) >= Int128(offer.rank) + Int128(fee.microsPerKilowattHour)
}

extension OrderBook.Entry {
  /// The limit price of an entry among the offers.
  var offerLimit: EnergyPrice { EnergyPrice(microsPerKilowattHour: rank) }
  /// The limit price of an entry among the bids.
  var bidLimit: EnergyPrice { EnergyPrice(microsPerKilowattHour: ~rank) }
}
