import Quantities

/// The orders of one delivery interval by side, best price first, and where the sides cross.
///
/// This is the exact core that mechanisms share. It says what can be traded with gain; who of
/// several equal orders is served (the rationing rule) and at which price (the pricing rule) is
/// decided elsewhere.
///
/// An order whose energy is not positive is refused, and so is one that would take the energy of its
/// side beyond 2⁶³ − 1 mWh (9.2 PWh). So every sum of energies below fits in 64 bits, and every sum
/// of energies times prices in 128.
struct OrderBook: Sendable {
  /// An order in the book.
  struct Entry: BitwiseCopyable, Sendable {
    /// The limit price of an offer, or the complement of that of a bid: less is better.
    var rank: Int64
    /// The energy, in milliwatt-hours.
    var energy: Int64
    /// The energy of this order and of all before it, in milliwatt-hours.
    var sum: Int64
    /// The energy served, in milliwatt-hours.
    var served: Int64
    /// The index of the order.
    var order: Int32
    /// The trader who submitted the order.
    var trader: Int32
  }

  /// One side of the book.
  struct Side: Sendable {
    /// The orders, best price first, then in the order of submission.
    var entries: [Entry] = []
    /// The energy of all orders, in milliwatt-hours.
    var energy: Int64 = 0
    /// The orders by rank, in a word each.
    var words = WordSorter()
    /// The orders by rank, where ranks are too large for words.
    var sorter = RankSorter()
    /// The orders that are at least partly served if equal prices are served in order.
    var servedCount = 0
    /// The energy that the last of them trades, in milliwatt-hours.
    var lastServed: Int64 = 0

    /// Whether the last order served keeps nothing.
    var lastIsWhole: Bool { servedCount == 0 || lastServed == entries[servedCount - 1].energy }

    /// The rank of the last order served.
    var marginalRank: Int64? { servedCount == 0 ? nil : entries[servedCount - 1].rank }

    /// The rank of the best order that keeps energy.
    var bestRankLeft: Int64? {
      let index = lastIsWhole ? servedCount : servedCount - 1
      return index < entries.count ? entries[index].rank : nil
    }
  }

  /// The bids.
  var bids = Side()
  /// The offers.
  var offers = Side()
  /// The greatest volume that can be traded without loss, in milliwatt-hours.
  var volume: Int64 = 0
  /// The orders at the margin by what rounding down cuts off.
  var remainders = RankSorter()

  /// The limit price of the last bid served.
  var marginalBid: Int64? { bids.marginalRank.map { ~$0 } }
  /// The limit price of the last offer served.
  var marginalOffer: Int64? { offers.marginalRank }
  /// The best bid with energy left.
  var bestBidLeft: Int64? { bids.bestRankLeft.map { ~$0 } }
  /// The best offer with energy left.
  var bestOfferLeft: Int64? { offers.bestRankLeft }

  /// Sorts the orders into the book and finds what crosses.
  ///
  /// - Returns: The number of orders that were refused.
  /// - Complexity: O(*n*) for prices that arrive sorted, are all equal or lie apart as random ones
  ///   do; at most O(*n*) for each seven bits in which they differ.
  mutating func load(_ orders: Span<Order>) -> Int {
    let deal = self.deal(orders)
    (bids.energy, offers.energy) = (deal.bidEnergy, deal.offerEnergy)
    if deal.fitsWords {
      bids.enterWords(orders)
      offers.enterWords(orders)
    } else {
      enterKeys(orders)
    }
    cross()
    return orders.count - deal.bidCount - deal.offerCount
  }
}
