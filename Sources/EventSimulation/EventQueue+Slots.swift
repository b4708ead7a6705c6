extension EventQueue {
  /// Puts an event into a free slot, a new one when there is none.
  @inlinable
  mutating func occupySlot(order: UInt64, event: Event) -> UInt32 {
    let slot = firstFreeSlot
    if Int(slot) < slots.count {
      firstFreeSlot = UInt32(truncatingIfNeeded: slots[Int(slot)].order)
      slots[Int(slot)] = EventSlot(order: order, event: event)
    } else {
      precondition(slot < UInt32.max, "fewer than 2^32 - 1 events must be pending at once")
      slots.append(EventSlot(order: order, event: event))
      firstFreeSlot = slot &+ 1
    }
    return slot
  }

  /// Puts a slot at the head of the list of free ones: the next event uses what is in the cache.
  @inlinable
  mutating func vacateSlot(_ slot: UInt32) {
    slots[Int(slot)].order = UInt64(firstFreeSlot)
    firstFreeSlot = slot
  }
}
