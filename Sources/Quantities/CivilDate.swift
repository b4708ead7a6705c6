/// A day of the Gregorian calendar, from 1677-01-01 to 2262-12-31, the years that an ``Instant``
/// can reach.
///
/// The calendar is the proleptic one: the rule of today holds for all years. All arithmetic is in
/// integers; a date outside the range is `nil`, never a trap.
@frozen
public struct CivilDate: Comparable, Hashable, Sendable {
  @usableFromInline let packedYear: Int16
  @usableFromInline let packedMonth: Int8
  @usableFromInline let packedDay: Int8

  @inlinable
  init(uncheckedYear year: Int, month: Int, day: Int) {
    packedYear = Int16(truncatingIfNeeded: year)
    packedMonth = Int8(truncatingIfNeeded: month)
    packedDay = Int8(truncatingIfNeeded: day)
  }

  /// Creates a date; `nil` when there is no such day or its year lies outside 1677…2262.
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard let length = Self.daysOfMonth(month, year: year), (1...length).contains(day) else {
      return nil
    }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// The year, from 1677 to 2262.
  @inlinable
  public var year: Int { Int(packedYear) }

  /// The month, from 1 to 12.
  @inlinable
  public var month: Int { Int(packedMonth) }

  /// The day of the month, from 1 to 31.
  @inlinable
  public var day: Int { Int(packedDay) }

  /// The first day of the range, 1677-01-01.
  @inlinable
  public static var first: CivilDate { CivilDate(uncheckedYear: 1677, month: 1, day: 1) }

  /// The last day of the range, 2262-12-31.
  @inlinable
  public static var last: CivilDate { CivilDate(uncheckedYear: 2262, month: 12, day: 31) }

  /// The years that dates may have.
  @inlinable
  public static var years: ClosedRange<Int> { 1677...2262 }

  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.sortKey < right.sortKey
  }

  @inlinable
  var sortKey: Int { year << 16 | month << 8 | day }
}

/// A day of the week, numbered as in ISO 8601: Monday is 1, Sunday is 7.
@frozen
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday = 1
  case tuesday
  case wednesday
  case thursday
  case friday
  case saturday
  case sunday
}
