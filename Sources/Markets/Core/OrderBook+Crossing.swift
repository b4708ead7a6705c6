import Quantities

extension OrderBook {
  /// Finds how far the best bids and the best offers trade while a bid's price is not below an
  /// offer's.
  ///
  /// A bid trades if the bids before it ask for less than what is offered at its price or below. The
  /// former rises from bid to bid, the latter falls, so that the last such bid is found by halving.
  mutating func cross() {
    volume = 0
    let bidCount = firstPlace(in: 0..<bids.entries.count) { place in
      let bid = bids.entries[place]
      return bid.sum &- bid.energy >= offers.energy(upTo: ~bid.rank)
    }
    guard bidCount > 0 else { return }
    let lastBid = bids.entries[bidCount - 1]
    let volume = min(lastBid.sum, offers.energy(upTo: ~lastBid.rank))
    self.volume = volume
    bids.servedCount = bidCount
    bids.lastServed = volume &- (lastBid.sum &- lastBid.energy)
    let lastPlace = firstPlace(in: 0..<offers.entries.count) { place in
      offers.entries[place].sum >= volume
    }
    let lastOffer = offers.entries[lastPlace]
    offers.servedCount = lastPlace + 1
    offers.lastServed = volume &- (lastOffer.sum &- lastOffer.energy)
  }
}

extension OrderBook.Side {
  /// The energy of the orders of at most this rank.
  fileprivate func energy(upTo rank: Int64) -> Int64 {
    let place = firstPlace(in: 0..<entries.count) { entries[$0].rank > rank }
    return place == 0 ? 0 : entries[place - 1].sum
  }
}

/// The first place at which something holds that holds from there on; the end if it never does.
@inline(__always)
func firstPlace(in places: Range<Int>, where holds: (Int) -> Bool) -> Int {
  var (start, length) = (places.lowerBound, places.count)
  while length > 0 {
    let half = length / 2
    let isBefore = !holds(start &+ half)
    start = isBefore ? start &+ half &+ 1 : start
    length = isBefore ? length &- half &- 1 : half
  }
  return start
}
