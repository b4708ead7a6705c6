import Quantities

/// What pools ask of the book: the first orders of a side, taken together.
extension OrderBook {
  /// How many of the best bids and offers take part: all, or those that cross and their equals.
  func poolCounts(crossingOnly: Bool) -> (bids: Int, offers: Int) {
    guard crossingOnly else { return (bids.entries.count, offers.entries.count) }
    guard let lastBid = bids.marginalRank, let lastOffer = offers.marginalRank else {
      return (0, 0)
    }
    return (
      bids.count(ofFirst: bids.entries.count, noWorseThan: lastBid),
      offers.count(ofFirst: offers.entries.count, noWorseThan: lastOffer)
    )
  }

  /// Serves the first bids and offers as much as both sides have, pro rata.
  mutating func servePool(
    _ bidCount: Int, _ offerCount: Int, intervalOrdinal: Int64
  ) -> MeteredEnergy {
    let volume = min(bids.energy(ofFirst: bidCount), offers.energy(ofFirst: offerCount))
    serveProRata(
      volume.milliwattHours, among: 0..<bidCount, of: &bids.entries,
      intervalOrdinal: intervalOrdinal, remainders: &remainders)
    serveProRata(
      volume.milliwattHours, among: 0..<offerCount, of: &offers.entries,
      intervalOrdinal: intervalOrdinal, remainders: &remainders)
    return volume
  }
}

extension OrderBook.Side {
  /// The energy of the best orders.
  func energy(ofFirst count: Int) -> MeteredEnergy {
    // The energy of a side fits in 64 bits.
    var sum: Int64 = 0
    for place in 0..<count { sum += entries[place].energy }
    return MeteredEnergy(milliwattHours: sum)
  }

  /// How many of the best orders have a rank of at most this.
  func count(ofFirst count: Int, noWorseThan rank: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].rank <= rank { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
