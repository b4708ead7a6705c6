/// What names one scheduled event of a queue, to cancel it.
///
/// A ticket stays unique in its queue for the queue's whole life: the insertion number of its event
/// is part of it, so it never names a later event that took the same place.
@frozen
public struct EventTicket: Hashable, Sendable, BitwiseCopyable {
  /// The priority in the top byte, the insertion number below it.
  @usableFromInline
  let order: UInt64

  /// Where the event lies while it is pending.
  @usableFromInline
  let slot: UInt32

  @inlinable
  init(order: UInt64, slot: UInt32) {
    self.order = order
    self.slot = slot
  }
}
