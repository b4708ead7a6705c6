/// What the heap orders: when an event leaves, and where it lies meanwhile.
@frozen
@usableFromInline
struct EventEntry: BitwiseCopyable, Sendable {
  /// The nanoseconds of the event's instant.
  @usableFromInline
  let time: Int64

  /// The priority in the top byte, the insertion number below it.
  @usableFromInline
  let order: UInt64

  /// The index of the slot that holds the event.
  @usableFromInline
  let slot: UInt32

  @inlinable
  init(time: Int64, order: UInt64, slot: UInt32) {
    self.time = time
    self.order = order
    self.slot = slot
  }

  /// Time and order as one number, so that a comparison is two subtractions and no branch.
  @inlinable
  var key: Int128 { Int128(truncatingIfNeeded: time) << 64 | Int128(truncatingIfNeeded: order) }
}

/// Where an event lies while it is pending, or a member of the list of free places.
@frozen
@usableFromInline
struct EventSlot<Event: BitwiseCopyable>: BitwiseCopyable {
  /// The first insertion number.
  ///
  /// The links of free slots are smaller, so that a link is never taken for the order of an event.
  @inlinable
  static var firstNumber: UInt64 { 1 << 32 }

  /// The order of the pending event; in a free slot, the index of the next free one.
  @usableFromInline
  var order: UInt64

  /// The event; in a free slot, the one that was here last.
  @usableFromInline
  var event: Event

  @inlinable
  init(order: UInt64, event: Event) {
    self.order = order
    self.event = event
  }
}

extension EventSlot: Sendable where Event: Sendable {}
