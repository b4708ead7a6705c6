public import Quantities

/// Which row of a profile plays when, over a horizon: the profile's own time, repeated.
///
/// The rules of repetition are worked out once, into a few stretches of time in which rows simply
/// follow one another (about seven for a year in a zone with daylight saving). So the memory does
/// not grow with the number of rows or steps, and a lookup is a search among the stretches.
public struct ProfileSchedule: Hashable, Sendable {
  /// The intervals of the profile.
  public let grid: ProfileGrid

  /// How the profile repeats.
  public let repetition: ProfileRepetition

  /// The time that the schedule was made for.
  public let horizon: Range<Instant>

  /// A stretch of time in which the profile is shifted by a constant.
  @usableFromInline
  package struct Stretch: Hashable, Sendable {
    /// The beginning, in nanoseconds since 1970.
    @usableFromInline var start: Int64
    /// What has to be added to an instant to get the profile's own time, in nanoseconds.
    @usableFromInline var shift: Int64
  }

  /// The stretches, by their beginnings; the first begins with the horizon.
  @usableFromInline package let stretches: [Stretch]

  /// Whether the profile's own time wraps around at its end.
  @usableFromInline let wraps: Bool

  /// Creates the schedule of a profile over a horizon.
  ///
  /// - Parameters:
  ///   - grid: The intervals of the profile; profiles of one grid can share a schedule.
  ///   - repetition: How the profile goes on outside the time that it covers.
  ///   - zone: The zone whose clock counts when the profile repeats by civil date. It has to know
  ///     the offsets of the horizon and of the grid.
  ///   - horizon: The time that is asked for.
  /// - Throws: ``ProfileError`` when some instant of the horizon has no row.
  /// - Complexity: O(*d*) in the number of days of the horizon for repetition by civil date, O(1)
  ///   otherwise.
  public init(
    grid: ProfileGrid, repetition: ProfileRepetition, zone: CivilTimeZone, horizon: Range<Instant>
  ) throws(ProfileError) {
    self.grid = grid
    self.repetition = repetition
    self.horizon = horizon
    let start = horizon.lowerBound.nanoseconds
    let isCovered = grid.covers(horizon)
    guard grid.count > 0, isCovered || repetition != .none else {
      throw .notCovered(covered: grid.start..<grid.end, needed: horizon)
    }
    switch repetition {
    case .none:
      stretches = [Stretch(start: start, shift: 0)]
      wraps = false
    case .byRow:
      let shift = try Self.shiftByRow(grid: grid, from: start, until: horizon.upperBound)
      stretches = [Stretch(start: start, shift: shift)]
      wraps = true
    case .byCivilDate(let leapDay):
      wraps = false
      stretches =
        isCovered
        ? [Stretch(start: start, shift: 0)]
        : try CivilYearRepetition(grid: grid, zone: zone, leapDay: leapDay).stretches(of: horizon)
    }
  }

  /// The shift that puts row 0, or the row that holds the horizon's beginning, at the horizon's
  /// beginning.
  private static func shiftByRow(
    grid: ProfileGrid, from start: Int64, until end: Instant
  ) throws(ProfileError) -> Int64 {
    let phase = remainderRoundedDown(
      start.subtractingReportingOverflow(grid.start.nanoseconds), by: grid.stepNanoseconds)
    // Where the grid does not cover it, the horizon's beginning is put into row 0.
    let isCovered = grid.row(at: Instant(nanoseconds: start)) != nil
    let (shift, overflow) =
      isCovered
      ? (0, false) : (grid.start.nanoseconds + phase).subtractingReportingOverflow(start)
    guard !overflow, let ownEnd = end.advanced(byNanoseconds: shift),
      !ownEnd.nanoseconds.subtractingReportingOverflow(grid.start.nanoseconds).overflow
    else {
      throw .notCovered(
        covered: grid.start..<grid.end, needed: Instant(nanoseconds: start)..<end)
    }
    return shift
  }

  /// The remainder, not negative, of a difference that may have left the range of 64 bits.
  private static func remainderRoundedDown(
    _ difference: (partialValue: Int64, overflow: Bool), by step: Int64
  ) -> Int64 {
    guard !difference.overflow else { return 0 }
    let remainder = difference.partialValue % step
    return remainder < 0 ? remainder + step : remainder
  }
}

extension ProfileSchedule {
  /// The row that plays at an instant.
  ///
  /// Instants outside the horizon get the row of its nearest instant.
  ///
  /// - Complexity: O(log *s*) in the number of stretches; nothing is allocated.
  @inlinable
  public func row(at instant: Instant) -> Int {
    let first = horizon.lowerBound.nanoseconds
    let last = max(first, horizon.upperBound.nanoseconds &- 1)
    let time = min(max(instant.nanoseconds, first), last)
    let own = time &+ stretches[stretch(at: time)].shift &- grid.start.nanoseconds
    let row = own / grid.stepNanoseconds
    let count = Int64(grid.count)
    if wraps { return Int(row % count) }
    return Int(min(max(row, 0), count - 1))
  }

  /// The next instant at which the row may change: the end of the interval that plays at an instant.
  ///
  /// It is always later than the instant, save for the last instant of the range. Mostly the row
  /// does change there; at the seams of a repetition it may happen to stay.
  ///
  /// - Complexity: O(log *s*) in the number of stretches; nothing is allocated.
  @inlinable
  public func nextChange(after instant: Instant) -> Instant {
    let time = max(instant.nanoseconds, horizon.lowerBound.nanoseconds)
    let index = stretch(at: time)
    let own = time &+ stretches[index].shift &- grid.start.nanoseconds
    let phase = own % grid.stepNanoseconds
    let rest = phase < 0 ? -phase : grid.stepNanoseconds - phase
    let (sum, overflow) = time.addingReportingOverflow(rest)
    let boundary = overflow ? Int64.max : sum
    guard index + 1 < stretches.count else { return Instant(nanoseconds: boundary) }
    return Instant(nanoseconds: min(boundary, stretches[index + 1].start))
  }

  /// The stretch that holds an instant; the first one before the horizon.
  @inlinable
  func stretch(at time: Int64) -> Int {
    var lower = 0
    var upper = stretches.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if stretches[middle].start <= time { lower = middle } else { upper = middle }
    }
    return lower
  }
}
