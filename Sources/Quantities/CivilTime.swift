/// A reading of a wall clock: a date and a time of day, without a word on where the clock hangs.
///
/// A ``CivilTimeZone`` turns it into instants: none in the gap when clocks go forward, two in the
/// hour that is repeated when they go back.
@frozen
public struct CivilTime: Comparable, Hashable, Sendable {
  /// The date.
  public let date: CivilDate

  /// The nanoseconds on the clock since midnight, from 0 to just below 24 hours.
  public let nanosecondOfDay: Int64

  @inlinable
  init(date: CivilDate, uncheckedNanosecondOfDay: Int64) {
    self.date = date
    nanosecondOfDay = uncheckedNanosecondOfDay
  }

  /// Creates the first moment of a date on the clock, 00:00.
  @inlinable
  public init(midnightOf date: CivilDate) { self.init(date: date, uncheckedNanosecondOfDay: 0) }

  /// Creates a time; `nil` when the nanoseconds are negative or 24 hours and more.
  @inlinable
  public init?(date: CivilDate, nanosecondOfDay: Int64) {
    guard (0..<Self.nanosecondsPerDay).contains(nanosecondOfDay) else { return nil }
    self.init(date: date, uncheckedNanosecondOfDay: nanosecondOfDay)
  }

  /// Creates a time; `nil` when there is no such time of day.
  ///
  /// 24:00 and leap seconds (23:59:60) are not times of day here.
  @inlinable
  public init?(date: CivilDate, hour: Int, minute: Int, second: Int = 0, nanosecond: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      (0..<1_000_000_000).contains(nanosecond)
    else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    self.init(
      date: date, uncheckedNanosecondOfDay: seconds * 1_000_000_000 + Int64(nanosecond))
  }

  /// The length of a day on the clock, in nanoseconds.
  @inlinable
  public static var nanosecondsPerDay: Int64 { 86_400_000_000_000 }

  /// The whole seconds on the clock since midnight, from 0 to 86,399.
  @inlinable
  public var secondOfDay: Int { Int(nanosecondOfDay / 1_000_000_000) }

  /// The whole minutes on the clock since midnight, from 0 to 1439.
  @inlinable
  public var minuteOfDay: Int { secondOfDay / 60 }

  /// The hour, from 0 to 23.
  @inlinable
  public var hour: Int { secondOfDay / 3600 }

  /// The minute of the hour, from 0 to 59.
  @inlinable
  public var minute: Int { minuteOfDay % 60 }

  /// The second of the minute, from 0 to 59.
  @inlinable
  public var second: Int { secondOfDay % 60 }

  /// The nanosecond of the second, from 0 to 999,999,999.
  @inlinable
  public var nanosecond: Int { Int(nanosecondOfDay % 1_000_000_000) }

  @inlinable
  public static func < (left: CivilTime, right: CivilTime) -> Bool {
    left.date == right.date
      ? left.nanosecondOfDay < right.nanosecondOfDay : left.date < right.date
  }
}

extension CivilTime {
  /// The whole seconds from 1970-01-01T00:00 on the same clock.
  @inlinable
  var secondsSinceEpoch: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }

  /// The clock of an offset from UTC at an instant.
  ///
  /// The offset stays within ±18 hours, so that the date stays within the range of dates.
  @inlinable
  init(_ instant: Instant, offsetSeconds: Int32) {
    let utcSeconds = instant.secondsRoundedDown
    // The multiplication may pass the first instant by less than a second, and wraps back.
    let fraction = instant.nanoseconds &- utcSeconds &* 1_000_000_000
    let seconds = utcSeconds + Int64(offsetSeconds)
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let day = remainder < 0 ? quotient - 1 : quotient
    self.init(
      date: CivilDate(uncheckedDaysSinceEpoch: Int(day)),
      uncheckedNanosecondOfDay: (seconds - day * 86_400) * 1_000_000_000 + fraction)
  }

  /// The instant at which a clock of an offset from UTC shows this time; `nil` outside the range.
  @inlinable
  func instant(offsetSeconds: Int32) -> Instant? {
    let seconds = secondsSinceEpoch - Int64(offsetSeconds)
    // The second that holds the first instant begins before it, so the sum is taken wide.
    let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(nanosecond)
    return Int64(exactly: nanoseconds).map(Instant.init(nanoseconds:))
  }
}
