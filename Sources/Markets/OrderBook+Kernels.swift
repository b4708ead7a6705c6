/// The loops of the order book that run for every order of every interval.
extension OrderBook {
  /// Matches the best bids with the best offers while a bid's price is not below an offer's.
  mutating func cross() {
    volume = 0
    var (bid, offer) = (0, 0)
    var (bidServed, offerServed): (Int64, Int64) = (0, 0)
    let (bidCount, offerCount) = (bids.entries.count, offers.entries.count)
    while bid < bidCount, offer < offerCount {
      let (buyer, seller) = (bids.entries[bid], offers.entries[offer])
      guard ~buyer.rank >= seller.rank else { break }
      // Both differences are positive and no greater than the energy of an order.
      let energy = min(buyer.energy - bidServed, seller.energy - offerServed)
      volume += energy
      bidServed += energy
      offerServed += energy
      (bids.servedCount, bids.lastServed) = (bid + 1, bidServed)
      (offers.servedCount, offers.lastServed) = (offer + 1, offerServed)
      if bidServed == buyer.energy { (bid, bidServed) = (bid + 1, 0) }
      if offerServed == seller.energy { (offer, offerServed) = (offer + 1, 0) }
    }
  }
}

/// Sorts entries by rank; entries of one rank keep their order.
///
/// Short runs are sorted by insertion and merged in pairs, bottom up; two runs that already follow
/// one another are not merged. `scratch` keeps its memory between calls.
func sortByRank(_ entries: inout [OrderBook.Entry], scratch: inout [OrderBook.Entry]) {
  let count = entries.count
  let runLength = 8
  for start in stride(from: 0, to: count, by: runLength) {
    sortByInsertion(&entries, from: start, to: min(start + runLength, count))
  }
  guard count > runLength else { return }
  var width = runLength
  while width < count {
    for start in stride(from: 0, to: count - width, by: 2 * width) {
      merge(
        &entries, from: start, middle: start + width, to: min(start + 2 * width, count), &scratch)
    }
    width *= 2
  }
}

private func sortByInsertion(_ entries: inout [OrderBook.Entry], from start: Int, to end: Int) {
  var next = start + 1
  while next < end {
    let entry = entries[next]
    var place = next
    while place > start, entries[place - 1].rank > entry.rank {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[place] = entry
    next += 1
  }
}

/// Merges two neighbouring sorted runs through a copy of the left one.
private func merge(
  _ entries: inout [OrderBook.Entry], from start: Int, middle: Int, to end: Int,
  _ scratch: inout [OrderBook.Entry]
) {
  guard entries[middle - 1].rank > entries[middle].rank else { return }
  scratch.removeAll(keepingCapacity: true)
  scratch.append(contentsOf: entries[start..<middle])
  var (left, right, place) = (0, middle, start)
  while left < scratch.count, right < end {
    if entries[right].rank < scratch[left].rank {
      entries[place] = entries[right]
      right += 1
    } else {
      entries[place] = scratch[left]
      left += 1
    }
    place += 1
  }
  while left < scratch.count {
    entries[place] = scratch[left]
    left += 1
    place += 1
  }
}
