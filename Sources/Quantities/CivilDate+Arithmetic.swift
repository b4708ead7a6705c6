extension CivilDate {
  /// Whether a year has a 29 February.
  @inlinable
  public static func isLeapYear(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month; `nil` when the month is not 1…12 or the year not 1677…2262.
  @inlinable
  public static func daysOfMonth(_ month: Int, year: Int) -> Int? {
    guard years.contains(year), (1...12).contains(month) else { return nil }
    return switch month {
    case 2: isLeapYear(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether the year of this date has a 29 February.
  @inlinable
  public var isInLeapYear: Bool { Self.isLeapYear(year) }

  /// The number of days of this date's month.
  @inlinable
  public var daysInMonth: Int { Self.daysOfMonth(month, year: year) ?? 31 }

  /// The number of days of this date's year.
  @inlinable
  public var daysInYear: Int { isInLeapYear ? 366 : 365 }

  /// The number of the day in its year: 1 January is 1.
  @inlinable
  public var dayOfYear: Int {
    daysSinceEpoch - CivilDate(uncheckedYear: year, month: 1, day: 1).daysSinceEpoch + 1
  }

  /// The days since 1970-01-01, negative before it.
  ///
  /// The year is counted from 1 March, so that the leap day is the last one; the lengths of the
  /// months from March on then follow 30.6 days a month, rounded.
  @inlinable
  public var daysSinceEpoch: Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = month > 2 ? month - 3 : month + 9
    let daysBeforeYear = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400
    return daysBeforeYear + (153 * marchMonth + 2) / 5 + day - 1 - Self.marchEpoch
  }

  /// The days from 0000-03-01 to 1970-01-01.
  @inlinable
  static var marchEpoch: Int { 719_468 }

  /// The days of the first and of the last date, since 1970-01-01.
  @inlinable
  static var dayRange: ClosedRange<Int> { -107_015...107_015 }

  /// Creates the date that lies a number of days after 1970-01-01; `nil` outside the range.
  @inlinable
  public init?(daysSinceEpoch: Int) {
    guard Self.dayRange.contains(daysSinceEpoch) else { return nil }
    self.init(uncheckedDaysSinceEpoch: daysSinceEpoch)
  }

  /// Creates a date from a number of days that is known to lie in ``dayRange``.
  @inlinable
  init(uncheckedDaysSinceEpoch days: Int) {
    // All numbers are positive from here on: the range starts 1677 years after the March epoch.
    let shifted = days + Self.marchEpoch
    let century = (4 * shifted + 3) / 146_097
    let dayOfCentury = shifted - 146_097 * century / 4
    let yearOfCentury = (4 * dayOfCentury + 3) / 1461
    let dayOfYear = dayOfCentury - 1461 * yearOfCentury / 4
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let isAfterFebruary = marchMonth < 10
    self.init(
      uncheckedYear: 100 * century + yearOfCentury + (isAfterFebruary ? 0 : 1),
      month: isAfterFebruary ? marchMonth + 3 : marchMonth - 9, day: day)
  }

  /// The date that lies a number of days later; `nil` outside the range.
  @inlinable
  public func adding(days: Int) -> CivilDate? {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    return overflow ? nil : CivilDate(daysSinceEpoch: sum)
  }

  /// The number of days from another date to this one.
  @inlinable
  public func days(since other: CivilDate) -> Int { daysSinceEpoch - other.daysSinceEpoch }

  /// The day of the week.
  @inlinable
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday; a multiple of seven makes the number positive for all dates.
    Weekday(rawValue: (daysSinceEpoch + 3 + 107_016) % 7 + 1) ?? .monday
  }

  /// The first day of this date's month.
  @inlinable
  public var startOfMonth: CivilDate { CivilDate(uncheckedYear: year, month: month, day: 1) }

  /// The first day of the month after this date's; `nil` after December 2262.
  @inlinable
  public var startOfNextMonth: CivilDate? {
    month < 12
      ? CivilDate(uncheckedYear: year, month: month + 1, day: 1)
      : CivilDate(year: year + 1, month: 1, day: 1)
  }

  /// Easter Sunday of a year; `nil` outside 1677…2262.
  ///
  /// The rule is the anonymous Gregorian computus: the golden number, the century's corrections of
  /// sun and moon, and the Sunday after the full moon that they give.
  ///
  /// > J. Meeus. *Astronomical Algorithms*, 2nd ed. Willmann-Bell 1998, chapter 8.
  public static func easterSunday(of year: Int) -> CivilDate? {
    guard years.contains(year) else { return nil }
    let golden = year % 19
    let (century, yearOfCentury) = year.quotientAndRemainder(dividingBy: 100)
    let moonCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let lateMoon = (golden + 11 * epact + 22 * sunday) / 451
    let shifted = epact + sunday - 7 * lateMoon + 114
    return CivilDate(year: year, month: shifted / 31, day: shifted % 31 + 1)
  }
}
