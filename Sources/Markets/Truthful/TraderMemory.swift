import Quantities

/// Memory to reckon by trader instead of by order, kept in a clearing and used again.
struct TraderMemory: Sendable {
  /// The orders of the book by trader. The key's index is twice the place of the order in its side,
  /// and one more for an offer.
  var sorter = RankSorter()
  /// By the index of the order, the number of its trader's account.
  var accounts: [Int] = []
  /// By the index of the order, the price that its trader pays or receives.
  var prices: [EnergyPrice] = []
  /// By account, what its trader still owes, in millionths of the currency.
  var dues: [Int128] = []
  /// By account, the trader.
  var traders: [Int32] = []
  /// By the index of the order, whether it stands in the left half of a split market.
  var isLeft: [Bool] = []
  /// By the index of the order, the lot that its trader drew.
  var lots: [Int64] = []
  /// Orders in the order of arrival.
  var bids: [Int] = []
  /// Orders in the order of arrival.
  var offers: [Int] = []

  /// Sorts orders of a book by trader and forgets all accounts.
  mutating func sortByTrader(_ book: OrderBook, where belongs: (OrderBook.Entry) -> Bool) {
    sorter.removeAll()
    append(book.bids.entries, 0, where: belongs)
    append(book.offers.entries, 1, where: belongs)
    sorter.sort()
    dues.removeAll(keepingCapacity: true)
    traders.removeAll(keepingCapacity: true)
  }

  private mutating func append(
    _ entries: [OrderBook.Entry], _ side: Int, where belongs: (OrderBook.Entry) -> Bool
  ) {
    for (place, entry) in entries.enumerated() where belongs(entry) {
      sorter.append(rank: Int64(entry.trader), index: 2 * place + side)
    }
  }

  /// The places in the sorter that belong to the trader of the first of them.
  func run(from start: Int) -> Range<Int> {
    var end = start + 1
    while end < sorter.count, sorter.rank(at: end) == sorter.rank(at: start) { end += 1 }
    return start..<end
  }

  /// The order at a place in the sorter, and whether it is a bid.
  func entry(at place: Int, _ book: OrderBook) -> (OrderBook.Entry, isBid: Bool) {
    let index = sorter.index(at: place)
    let isBid = index & 1 == 0
    return (isBid ? book.bids.entries[index / 2] : book.offers.entries[index / 2], isBid)
  }

  /// Opens an account for a trader that owes something.
  mutating func openAccount(of trader: Int32, due: Int128) {
    traders.append(trader)
    dues.append(due)
  }

  /// Makes room for what is known of each order.
  mutating func makeRoom(forOrders count: Int) {
    while accounts.count < count { accounts.append(0) }
    while prices.count < count { prices.append(.zero) }
  }
}

extension Clearing {
  /// Adds what is left on the accounts as side payments.
  ///
  /// - Returns: Whether every payment is in the range of money; those that are not are left out.
  mutating func addSidePayments() -> Bool {
    var isWhole = true
    for account in traderMemory.dues.indices {
      let due = traderMemory.dues[account]
      guard due != 0 else { continue }
      if let micros = Int64(exactly: due) {
        addSidePayment(of: traderMemory.traders[account], Money(micros: micros))
      } else {
        isWhole = false
      }
    }
    return isWhole
  }
}

/// Divides two integers and rounds the quotient down, towards negative infinity.
func quotientRoundedDown(_ dividend: Int128, by divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}
