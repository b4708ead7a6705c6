/// The orders that rest in a limit order book, in slots that are used again.
///
/// Orders of one price are linked in the order of time. A removed order leaves its slot to the next
/// one, so nothing is allocated while the book does not outgrow its past.
struct RestingOrders: Sendable {
  /// A resting order.
  struct Slot: BitwiseCopyable, Sendable {
    var identifier: Int64
    /// The energy left, in milliwatt-hours.
    var energy: Int64
    /// The limit of a bid, or the complement of that of an offer: more is better.
    var key: Int64
    /// When the order expires; `Int64.max` if never.
    var expiry: Int64
    var trader: Int32
    /// The order of the same price before this one, −1 for none.
    var previous: Int32
    /// The order of the same price behind this one, or the next free slot; −1 for none.
    var next: Int32
    /// The place among the orders that expire, −1 for an order that does not.
    var heapPlace: Int32
    var isBid: Bool
  }

  private(set) var slots: [Slot] = []
  private(set) var count = 0
  private var firstFree: Int32 = -1
  private var table = IdentifierTable()
  /// The slots of orders that expire, a heap with the earliest on top.
  private var heap: [Int32] = []

  /// The slot of an identifier; −1 when there is none.
  func slot(of identifier: Int64) -> Int32 { table.slot(of: identifier) }

  /// The slot of the order that expires first; −1 when none does.
  var firstToExpire: Int32 { heap.first ?? -1 }

  /// Whether there is room for one more.
  var hasRoom: Bool { firstFree >= 0 || slots.count < Int(Int32.max) }

  /// Takes an order in whose identifier is not in use; there must be room.
  mutating func insert(_ order: Slot) -> Int32 {
    let slot: Int32
    if firstFree >= 0 {
      slot = firstFree
      firstFree = slots[Int(slot)].next
      slots[Int(slot)] = order
    } else {
      slot = Int32(truncatingIfNeeded: slots.count)
      slots.append(order)
    }
    count += 1
    table.insert(order.identifier, slot: slot)
    if order.expiry != .max {
      heap.append(slot)
      siftUp(heap.count - 1, slot)
    }
    return slot
  }

  /// Gives a slot free; it must not be linked any more.
  mutating func remove(_ slot: Int32) {
    table.remove(slots[Int(slot)].identifier)
    let heapPlace = Int(slots[Int(slot)].heapPlace)
    if heapPlace >= 0 { removeFromHeap(heapPlace) }
    slots[Int(slot)].next = firstFree
    firstFree = slot
    count -= 1
  }

  mutating func removeAll() {
    slots.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
    table.removeAll()
    firstFree = -1
    count = 0
  }

  mutating func reduceEnergy(of slot: Int32, by energy: Int64) {
    slots[Int(slot)].energy -= energy
  }

  /// Links an order behind another of the same price; −1 for none.
  mutating func link(_ slot: Int32, behind last: Int32) {
    slots[Int(slot)].previous = last
    slots[Int(slot)].next = -1
    if last >= 0 { slots[Int(last)].next = slot }
  }

  /// Joins the neighbours of an order.
  mutating func unlink(_ slot: Int32) {
    let (previous, next) = (slots[Int(slot)].previous, slots[Int(slot)].next)
    if previous >= 0 { slots[Int(previous)].next = next }
    if next >= 0 { slots[Int(next)].previous = previous }
  }
}

// MARK: - Expiry

extension RestingOrders {
  private mutating func removeFromHeap(_ place: Int) {
    guard let last = heap.popLast(), place < heap.count else { return }
    siftDown(place, last)
    siftUp(Int(slots[Int(last)].heapPlace), last)
  }

  private func expiry(at place: Int) -> Int64 { slots[Int(heap[place])].expiry }

  private mutating func put(_ slot: Int32, at place: Int) {
    heap[place] = slot
    slots[Int(slot)].heapPlace = Int32(truncatingIfNeeded: place)
  }

  private mutating func siftUp(_ start: Int, _ slot: Int32) {
    let expiry = slots[Int(slot)].expiry
    var place = start
    while place > 0, self.expiry(at: (place - 1) / 2) > expiry {
      put(heap[(place - 1) / 2], at: place)
      place = (place - 1) / 2
    }
    put(slot, at: place)
  }

  private mutating func siftDown(_ start: Int, _ slot: Int32) {
    let expiry = slots[Int(slot)].expiry
    var place = start
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, self.expiry(at: child + 1) < self.expiry(at: child) { child += 1 }
      guard self.expiry(at: child) < expiry else { break }
      put(heap[child], at: place)
      place = child
    }
    put(slot, at: place)
  }
}
