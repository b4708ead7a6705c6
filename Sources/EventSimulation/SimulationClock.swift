public import Quantities

/// The simulated time, which never goes back.
@frozen
public struct SimulationClock: Hashable, Sendable {
  @usableFromInline
  var present: Instant

  /// The present instant.
  @inlinable
  public var now: Instant { present }

  /// Creates a clock that shows an instant.
  @inlinable
  public init(startingAt start: Instant) { present = start }

  /// Moves the present forward to an instant, or leaves it when it is that instant.
  ///
  /// - Precondition: The instant does not lie in the past. Only a mistake in code can schedule an
  ///   event before the present, so this is no error that could be handled.
  @inlinable
  public mutating func advance(to instant: Instant) {
    precondition(instant >= present, "the simulated time must not go back")
    present = instant
  }
}
