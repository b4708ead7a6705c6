public import Quantities

/// A queue of typed events that leave in the order of time, then priority, then scheduling.
///
/// The order is total, so simultaneous events have one right order and a run repeats exactly: the
/// queue is a stable sort by time and priority. Priorities compare by their raw values, and the
/// smaller one leaves first.
///
///     var queue = EventQueue<GridEvent, EventPriority>()
///     let arrival = queue.schedule(.arrival(of: car), at: noon, priority: .control)
///     queue.cancel(arrival)
///     while let next = queue.popNext() { handle(next.event, at: next.time) }
///
/// Events are values without references and are stored in place. Memory is bounded by the largest
/// number of events that were ever pending at once, whatever was scheduled and cancelled, and a
/// queue that has grown to that size allocates nothing any more.
///
/// The entries that are ordered, of 24 bytes each, form a heap whose nodes have four children; the
/// events lie in a table of slots beside it. Cancelling empties the slot at once, while the entry
/// stays in the heap until it comes to the front or until such entries are the majority, when all
/// are removed together. (A table of positions would find the entry directly, but it would have to
/// be written whenever an entry moves: every event would pay for those few that are cancelled.)
///
/// - Precondition: Fewer than 2³² − 1 events are pending at once, and a queue schedules fewer than
///   2⁵⁶ − 2³² events in its life: at ten million a second, more than two centuries.
public struct EventQueue<Event: BitwiseCopyable, Priority: RawRepresentable & Sendable>: ~Copyable
where Priority.RawValue == UInt8 {
  /// The entries, each before its children. The first one, if any, is that of a pending event.
  @usableFromInline
  var heap: [EventEntry] = []

  /// The number of entries in the heap whose events were cancelled.
  @usableFromInline
  var cancelledCount = 0

  /// The pending events, and between them the free slots, which form a list.
  @usableFromInline
  var slots: [EventSlot<Event>] = []

  /// The free slot to be used next; the number of slots when none is free.
  @usableFromInline
  var firstFreeSlot: UInt32 = 0

  /// The insertion number of the event to be scheduled next.
  @usableFromInline
  var nextNumber = EventSlot<Event>.firstNumber

  /// Creates an empty queue.
  ///
  /// - Parameter minimumCapacity: The number of pending events for which memory is set aside.
  @inlinable
  public init(minimumCapacity: Int = 0) {
    heap.reserveCapacity(minimumCapacity)
    slots.reserveCapacity(minimumCapacity)
  }

  /// The number of pending events.
  @inlinable
  public var count: Int { heap.count &- cancelledCount }

  /// Whether no event is pending.
  @inlinable
  public var isEmpty: Bool { heap.isEmpty }

  /// The time of the event that leaves next; `nil` when none is pending.
  @inlinable
  public var nextTime: Instant? {
    heap.isEmpty ? nil : Instant(nanoseconds: heap[0].time)
  }

  /// Adds an event.
  ///
  /// Among events of one time and one priority, the one that was scheduled first leaves first. The
  /// time may lie before that of events that have left: the queue orders, it has no present.
  ///
  /// - Returns: A ticket with which the event can be cancelled.
  /// - Complexity: O(log *n*) for *n* pending events, O(1) when the event leaves after most others.
  @inlinable
  @discardableResult
  public mutating func schedule(
    _ event: Event, at time: Instant, priority: Priority
  ) -> EventTicket {
    precondition(nextNumber >> 56 == 0, "a queue must schedule fewer than 2^56 events in its life")
    let order = UInt64(priority.rawValue) << 56 | nextNumber
    nextNumber &+= 1
    let slot = occupySlot(order: order, event: event)
    insert(EventEntry(time: time.nanoseconds, order: order, slot: slot))
    return EventTicket(order: order, slot: slot)
  }

  /// Removes and returns the event that leaves next.
  ///
  /// - Returns: The pending event with the smallest time, among those the one with the smallest
  ///   priority, among those the one that was scheduled first; `nil` when none is pending.
  /// - Complexity: O(log *n*) for *n* pending events.
  @inlinable
  public mutating func popNext() -> ScheduledEvent<Event, Priority>? {
    guard let entry = heap.first else { return nil }
    let event = slots[Int(entry.slot)].event
    vacateSlot(entry.slot)
    removeFirst()
    if cancelledCount > 0 { removeCancelledFirst() }
    return ScheduledEvent(
      time: Instant(nanoseconds: entry.time), event: event,
      ticket: EventTicket(order: entry.order, slot: entry.slot))
  }

  /// Removes an event before it leaves.
  ///
  /// A ticket names one event for ever: it never cancels a later event that took the same place.
  /// What a ticket of *another* queue does is not defined, beyond that nothing breaks.
  ///
  /// - Returns: Whether the event was pending; `false` when it had left or had been cancelled.
  /// - Complexity: O(1) on average; O(log *n*) when the event was to leave next.
  @inlinable
  @discardableResult
  public mutating func cancel(_ ticket: EventTicket) -> Bool {
    guard isPending(ticket) else { return false }
    vacateSlot(ticket.slot)
    cancelledCount &+= 1
    removeCancelledFirst()
    if cancelledCount > count &+ Self.toleratedCancellations { removeCancelled() }
    return true
  }

  /// Whether the event of a ticket has neither left nor been cancelled.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func isPending(_ ticket: EventTicket) -> Bool {
    let slot = Int(ticket.slot)
    return slot < slots.count && slots[slot].order == ticket.order
  }
}

extension EventQueue: Sendable where Event: Sendable {}
