/// What a trader's trades cost all others: the welfare that they would have without the trader, less
/// what they have with it.
///
/// Without the trader, others take its place where they gain. A net buyer of *d* leaves room for *d*
/// of the bids of others that are not served, and frees offers of others from being served. Each unit
/// of *d* goes where it is worth most, so
///
/// ```text
/// payment = Σ the d greatest among { limits of unserved bids, limits of served offers }     net buyer
/// payment = −Σ the d least among { limits of unserved offers, limits of served bids }       net seller
/// ```
///
/// which equals *W(−i) − (W − vᵢ)*. Only what is next to the margin is visited, and neither sum can
/// leave 128 bits, because *d* is below 2⁶³ and so is each limit.
struct ClarkePayments {
  /// The place of the first bid that keeps energy.
  private let firstBidLeft: Int
  /// The place of the first offer that keeps energy.
  private let firstOfferLeft: Int
  /// The place of the last bid that is served.
  private let lastBidServed: Int
  /// The place of the last offer that is served.
  private let lastOfferServed: Int

  /// Finds the margin of a book that is served efficiently.
  ///
  /// - Complexity: O(*n*).
  init(_ book: OrderBook) {
    firstBidLeft = firstLeft(book.bids.entries)
    firstOfferLeft = firstLeft(book.offers.entries)
    lastBidServed = lastServed(book.bids.entries)
    lastOfferServed = lastServed(book.offers.entries)
  }

  /// The payment of a trader, in 10⁻¹² of the currency.
  ///
  /// - Parameters:
  ///   - bought: What the trader's bids are served, in milliwatt-hours.
  ///   - sold: What the trader's offers are served, in milliwatt-hours.
  /// - Complexity: O(the orders that take the trader's place).
  func payment(of trader: Int32, bought: Int64, sold: Int64, in book: OrderBook) -> Int128 {
    guard bought >= sold else {
      return -leastRanks(
        of: sold - bought, but: trader, entering: book.offers.entries, from: firstOfferLeft,
        leaving: book.bids.entries, from: lastBidServed)
    }
    // A rank is here the complement of a price, −price − 1.
    return -leastRanks(
      of: bought - sold, but: trader, entering: book.bids.entries, from: firstBidLeft,
      leaving: book.offers.entries, from: lastOfferServed) - Int128(bought - sold)
  }

  /// The sum of the least ranks, for an energy, among the orders that enter and the complements of
  /// those that leave.
  ///
  /// A bid's rank is the complement of its limit, so one walk serves both sides: the least ranks are
  /// the greatest limits for a buyer, and the least for a seller.
  private func leastRanks(
    of energy: Int64, but trader: Int32, entering: [OrderBook.Entry], from firstEntering: Int,
    leaving: [OrderBook.Entry], from firstLeaving: Int
  ) -> Int128 {
    var (entry, exit, gap) = (firstEntering, firstLeaving, energy)
    var sum: Int128 = 0
    while gap > 0 {
      while entry < entering.count,
        entering[entry].trader == trader || entering[entry].served == entering[entry].energy
      {
        entry += 1
      }
      while exit >= 0, leaving[exit].trader == trader || leaving[exit].served == 0 { exit -= 1 }
      let enters: Bool
      if entry < entering.count {
        enters = exit < 0 || entering[entry].rank <= ~leaving[exit].rank
      } else {
        guard exit >= 0 else { break }
        enters = false
      }
      if enters {
        let replaced = min(gap, entering[entry].energy - entering[entry].served)
        sum += Int128(replaced) * Int128(entering[entry].rank)
        gap -= replaced
        entry += 1
      } else {
        let replaced = min(gap, leaving[exit].served)
        sum += Int128(replaced) * Int128(~leaving[exit].rank)
        gap -= replaced
        exit -= 1
      }
    }
    return sum
  }
}

private func firstLeft(_ entries: [OrderBook.Entry]) -> Int {
  entries.firstIndex { $0.served < $0.energy } ?? entries.count
}

private func lastServed(_ entries: [OrderBook.Entry]) -> Int {
  entries.lastIndex { $0.served > 0 } ?? -1
}
