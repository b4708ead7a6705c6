/// The prices of one side of a limit order book, the best one last, each with its queue of orders.
///
/// Most orders come and go near the best price, so a sorted array moves little and is read in
/// sequence.
struct PriceLevels: Sendable {
  /// A price and its queue.
  struct Level: BitwiseCopyable, Sendable {
    /// The limit of bids, or the complement of that of offers: more is better.
    var key: Int64
    /// The slot of the order that came first.
    var first: Int32
    /// The slot of the order that came last.
    var last: Int32
  }

  var levels: [Level] = []
  /// The energy of all orders of the side, in milliwatt-hours.
  var energy: Int64 = 0

  /// Puts an order behind all others of its price.
  ///
  /// - Complexity: O(log *n*) comparisons for *n* prices, and a move of all better prices if the
  ///   order's is new.
  mutating func append(_ slot: Int32, _ orders: inout RestingOrders) {
    let key = orders.slots[Int(slot)].key
    energy += orders.slots[Int(slot)].energy
    let place = place(of: key)
    if place < levels.count, levels[place].key == key {
      orders.link(slot, behind: levels[place].last)
      levels[place].last = slot
    } else {
      orders.link(slot, behind: -1)
      levels.insert(Level(key: key, first: slot, last: slot), at: place)
    }
  }

  /// Takes an order out of its queue and out of the book.
  mutating func remove(_ slot: Int32, _ orders: inout RestingOrders) {
    let order = orders.slots[Int(slot)]
    if order.previous < 0 || order.next < 0 {
      let place = place(of: order.key)
      if order.previous < 0, order.next < 0 {
        levels.remove(at: place)
      } else if order.previous < 0 {
        levels[place].first = order.next
      } else {
        levels[place].last = order.previous
      }
    }
    discard(slot, &orders)
  }

  /// Takes an order out of the book whose price's queue is written anew by the caller.
  mutating func discard(_ slot: Int32, _ orders: inout RestingOrders) {
    energy -= orders.slots[Int(slot)].energy
    orders.unlink(slot)
    orders.remove(slot)
  }

  /// The place of a key, or where it would be.
  private func place(of key: Int64) -> Int {
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
