public import Quantities

/// A queue and a clock: lets events happen one after another.
///
///     var loop = EventLoop<GridEvent, EventPriority>(startingAt: start)
///     loop.queue.schedule(.gateClosure, at: firstGate, priority: .gateClosure)
///     loop.run(until: end) { next, queue in
///       microgrid.handle(next.event, at: next.time, scheduling: &queue)
///     }
public struct EventLoop<Event: BitwiseCopyable, Priority: RawRepresentable & Sendable>: ~Copyable
where Priority.RawValue == UInt8 {
  /// The events to come.
  ///
  /// - Precondition: No event is scheduled before the present; such an event stops the program when
  ///   it would happen.
  public var queue: EventQueue<Event, Priority>

  @usableFromInline
  var clock: SimulationClock

  /// The present instant.
  @inlinable
  public var now: Instant { clock.now }

  /// Creates a loop without events.
  ///
  /// - Parameters:
  ///   - start: The instant that the clock shows first.
  ///   - minimumCapacity: The number of pending events for which memory is set aside.
  @inlinable
  public init(startingAt start: Instant, minimumCapacity: Int = 0) {
    queue = EventQueue(minimumCapacity: minimumCapacity)
    clock = SimulationClock(startingAt: start)
  }

  /// Lets all events before an instant happen, then moves the clock to that instant.
  ///
  /// Events *at* that instant stay in the queue, so that runs over adjacent spans are one run.
  ///
  /// - Parameters:
  ///   - end: The instant at which to stop.
  ///   - body: What an event does: it may schedule and cancel events in the queue. When it throws,
  ///     the loop stops at that event, and can go on with the next one later.
  /// - Precondition: The instant does not lie in the past.
  @inlinable
  public mutating func run<Failure: Error>(
    until end: Instant,
    _ body: (
      _ next: ScheduledEvent<Event, Priority>, _ queue: inout EventQueue<Event, Priority>
    ) throws(Failure) -> Void
  ) throws(Failure) {
    while let time = queue.nextTime, time < end, let next = queue.popNext() {
      clock.advance(to: time)
      try body(next, &queue)
    }
    clock.advance(to: end)
  }
}

extension EventLoop: Sendable where Event: Sendable {}
