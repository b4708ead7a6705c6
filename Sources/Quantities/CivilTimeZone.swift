/// The rule that gives instants their civil time in one place: offsets from UTC and the instants at
/// which they change.
///
/// All changes within the time that the zone was made for, and two years around it, are computed
/// once and kept in flat arrays; afterwards no call allocates memory or asks the zone data again.
/// Before and after that time the nearest offset goes on for ever.
public struct CivilTimeZone: Hashable, Sendable {
  /// The identifier of the IANA data base, `UTC`, or an offset such as `+01:00`.
  public let identifier: String

  /// The instants at which the offset changes, in nanoseconds, ascending.
  @usableFromInline let changes: [Int64]

  /// The offsets, in seconds: one before all changes, then one from each change on.
  @usableFromInline let offsets: [Int32]

  /// Creates a zone from instants at which the offset changes and from one offset more.
  init(identifier: String, changes: [Int64], offsets: [Int32]) {
    self.identifier = identifier
    self.changes = changes
    self.offsets = offsets
  }

  /// Coordinated universal time.
  public static let utc = CivilTimeZone(identifier: "UTC", changes: [], offsets: [0])

  /// The zone of one unchanging offset, named as `+01:00`.
  ///
  /// - Precondition: The offset lies within ±18 hours.
  public static func fixed(offsetSeconds: Int) -> CivilTimeZone {
    precondition(
      offsetRange.contains(offsetSeconds), "the offset must lie within 18 hours of UTC")
    return CivilTimeZone(
      identifier: Self.name(ofOffset: offsetSeconds), changes: [], offsets: [Int32(offsetSeconds)])
  }

  /// The offsets that zones may have.
  static var offsetRange: ClosedRange<Int> { -64_800...64_800 }

  /// Whether the offset never changes in the time that the zone was made for.
  @inlinable
  public var isFixed: Bool { changes.isEmpty }

  /// A change of a zone's offset from UTC.
  public struct Transition: Hashable, Sendable {
    /// The first instant of the new offset.
    public let instant: Instant

    /// The seconds by which the zone's clocks were ahead of UTC before.
    public let offsetSecondsBefore: Int32

    /// The seconds by which the zone's clocks are ahead of UTC from this instant on.
    public let offsetSeconds: Int32
  }

  /// The changes of the offset in the time that the zone was made for and two years around it.
  public var transitions: [Transition] {
    changes.indices.map { index in
      Transition(
        instant: Instant(nanoseconds: changes[index]), offsetSecondsBefore: offsets[index],
        offsetSeconds: offsets[index + 1])
    }
  }

  /// The number of changes up to and including an instant, which is the index of its offset.
  @inlinable
  func segment(at instant: Instant) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) >> 1
      if changes[middle] <= instant.nanoseconds { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The seconds by which the zone's clocks are ahead of UTC at an instant.
  ///
  /// - Complexity: O(log *n*) for *n* changes; nothing is allocated.
  @inlinable
  public func offsetSeconds(at instant: Instant) -> Int32 { offsets[segment(at: instant)] }

  /// What the zone's clocks show at an instant.
  ///
  /// - Complexity: O(log *n*) for *n* changes; nothing is allocated.
  @inlinable
  public func civilTime(at instant: Instant) -> CivilTime {
    CivilTime(instant, offsetSeconds: offsetSeconds(at: instant))
  }
}
