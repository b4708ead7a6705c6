public import Quantities

/// An event that has left its queue, with what ordered it.
@frozen
public struct ScheduledEvent<Event: BitwiseCopyable, Priority: RawRepresentable & Sendable>
where Priority.RawValue == UInt8 {
  /// When the event happens.
  public let time: Instant

  /// What happens.
  public let event: Event

  /// The ticket that the scheduling of the event returned.
  public let ticket: EventTicket

  @inlinable
  init(time: Instant, event: Event, ticket: EventTicket) {
    self.time = time
    self.event = event
    self.ticket = ticket
  }

  /// The priority that the event was scheduled with.
  ///
  /// - Precondition: The priority is found again by its raw value, as `RawRepresentable` demands.
  @inlinable
  public var priority: Priority {
    guard let priority = Priority(rawValue: UInt8(truncatingIfNeeded: ticket.order >> 56)) else {
      preconditionFailure("a priority must be found again by its raw value")
    }
    return priority
  }
}

extension ScheduledEvent: BitwiseCopyable {}
extension ScheduledEvent: Sendable where Event: Sendable {}
