import Quantities

extension OrderBook {
  /// Enters orders whose ranks are too large for words, best first.
  ///
  /// Energies are added up again, so that the same orders are refused.
  mutating func enterKeys(_ orders: Span<Order>) {
    var (bidEnergy, offerEnergy): (Int64, Int64) = (0, 0)
    bids.sorter.removeAll()
    offers.sorter.removeAll()
    for index in 0..<orders.count {
      let order = orders[index]
      let (energy, price) = (order.energy.milliwattHours, order.limitPrice.microsPerKilowattHour)
      guard energy > 0 else { continue }
      switch order.side {
      case .bid: bids.add(energy, to: &bidEnergy, rank: ~price, index)
      case .offer: offers.add(energy, to: &offerEnergy, rank: price, index)
      }
    }
    bids.enterKeys(orders)
    offers.enterKeys(orders)
  }
}

extension OrderBook.Side {
  fileprivate mutating func add(_ energy: Int64, to sum: inout Int64, rank: Int64, _ index: Int) {
    let (total, overflows) = sum.addingReportingOverflow(energy)
    guard !overflows else { return }
    sum = total
    sorter.append(rank: rank, index: index)
  }

  fileprivate mutating func enterKeys(_ orders: Span<Order>) {
    sorter.sort()
    prepare()
    var sum: Int64 = 0
    for place in 0..<sorter.count {
      let index = sorter.index(at: place)
      entries.append(OrderBook.Entry(orders[index], index, sorter.rank(at: place), &sum))
    }
  }

  /// Enters orders that were dealt as words, best first.
  mutating func enterWords(_ orders: Span<Order>) {
    words.sort(numberBits: indexBits(ofOrders: orders.count))
    prepare()
    read(&words, into: &entries, orders)
  }

  private mutating func prepare() {
    servedCount = 0
    lastServed = 0
    entries.removeAll(keepingCapacity: true)
  }
}

/// Reads orders out of sorted words; the words stay what they are.
private func read(
  _ words: inout WordSorter, into entries: inout [OrderBook.Entry], _ orders: Span<Order>
) {
  let words = words.memory.span.extracting(first: words.count)
  let bits = indexBits(ofOrders: orders.count)
  let mask: Int64 = (1 &<< bits) &- 1
  entries.append(addingCapacity: words.count) { entries in
    var sum: Int64 = 0
    for place in words.indices {
      let word = Int64(bitPattern: words[place]) ^ .min
      let index = Int(truncatingIfNeeded: word & mask)
      entries.append(OrderBook.Entry(orders[index], index, word &>> bits, &sum))
    }
  }
}

extension OrderBook.Entry {
  /// Creates an entry and adds its energy to a sum.
  @inline(__always)
  fileprivate init(_ order: Order, _ index: Int, _ rank: Int64, _ sum: inout Int64) {
    // All energies of a side fit in 64 bits.
    sum &+= order.energy.milliwattHours
    self.init(
      rank: rank, energy: order.energy.milliwattHours, sum: sum, served: 0,
      order: Int32(truncatingIfNeeded: index), trader: order.trader)
  }
}
