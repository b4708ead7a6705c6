import Quantities

/// The loop of the order book that deals orders to its two sides.

extension OrderBook {
  /// What each side has been dealt.
  struct Deal {
    var bidCount = 0
    var offerCount = 0
    var bidEnergy: Int64 = 0
    var offerEnergy: Int64 = 0
    /// Whether every rank, with the index of its order below it, fits in a word of 64 bits.
    var fitsWords = true
  }

  /// Writes the orders of each side as words to be sorted: the rank above the index, so that words
  /// sort as ranks and, among equals, as the order of submission does.
  mutating func deal(_ orders: Span<Order>) -> Deal {
    var deal = Deal()
    bids.words.replaceWords(capacity: orders.count) { bidWords in
      offers.words.replaceWords(capacity: orders.count) { offerWords in
        deal = dealt(orders, &bidWords, &offerWords)
        return deal.offerCount
      }
      return deal.bidCount
    }
    return deal
  }
}

/// The bits of the indices of that many orders.
func indexBits(ofOrders count: Int) -> Int64 {
  Int64(Int.bitWidth - count.leadingZeroBitCount)
}

/// Writes the words of each side, with no branch on the side of an order: no processor could
/// foresee it.
private func dealt(
  _ orders: Span<Order>, _ bidWords: inout MutableSpan<UInt64>,
  _ offerWords: inout MutableSpan<UInt64>
) -> OrderBook.Deal {
  precondition(
    bidWords.count >= orders.count && offerWords.count >= orders.count,
    "each side must hold all orders")
  let bits = indexBits(ofOrders: orders.count)
  var (bidCount, offerCount) = (0, 0)
  var (bidEnergy, offerEnergy): (Int64, Int64) = (0, 0)
  // The bits in which a rank differs from what its word holds of it.
  var lost: Int64 = 0
  for index in 0..<orders.count {
    let order = orders[index]
    // −1 for a bid, 0 for an offer.
    let bidMask = Int64(truncatingIfNeeded: order.side.rawValue) &- 1
    let energy = order.energy.milliwattHours
    // Sums of two positive numbers, so that an overflow turns the sign.
    let bidSum = bidEnergy &+ (energy & bidMask)
    let offerSum = offerEnergy &+ (energy & ~bidMask)
    guard energy > 0, bidSum | offerSum >= 0 else { continue }
    let rank = order.limitPrice.microsPerKilowattHour ^ bidMask
    let shifted = rank &<< bits
    lost |= (shifted &>> bits) ^ rank
    let word = UInt64(bitPattern: (shifted | Int64(truncatingIfNeeded: index)) ^ .min)
    // SAFETY: both counts are at most the index, and both memories hold as many words as there are
    // orders.
    unsafe bidWords[unchecked: bidCount] = word
    unsafe offerWords[unchecked: offerCount] = word
    bidCount &-= Int(truncatingIfNeeded: bidMask)
    offerCount &+= 1 &+ Int(truncatingIfNeeded: bidMask)
    (bidEnergy, offerEnergy) = (bidSum, offerSum)
  }
  return OrderBook.Deal(
    bidCount: bidCount, offerCount: offerCount, bidEnergy: bidEnergy, offerEnergy: offerEnergy,
    fitsWords: lost == 0)
}
