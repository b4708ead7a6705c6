/// What kind of day a tariff or a profile sees; a holiday is one on whatever weekday it falls.
@frozen
public enum DayKind: UInt8, CaseIterable, Hashable, Sendable {
  case working
  case saturday
  case sunday
  case holiday
}

/// A rule that gives the days of one holiday.
public struct HolidayRule: Hashable, Sendable {
  /// The days on which a holiday falls.
  public enum Occurrence: Hashable, Sendable {
    /// The same day of each year.
    case yearly(month: Int, day: Int)

    /// A number of days after Easter Sunday, negative before it.
    case easter(offset: Int)

    /// One day only.
    case once(CivilDate)
  }

  /// The name, in English.
  public var name: String

  /// The days on which the holiday falls.
  public var occurrence: Occurrence

  /// The first year in which the rule holds; `nil` if it holds in all years.
  public var firstYear: Int?

  /// Creates a rule.
  public init(_ name: String, _ occurrence: Occurrence, since firstYear: Int? = nil) {
    self.name = name
    self.occurrence = occurrence
    self.firstYear = firstYear
  }

  /// Whether the holiday falls on a date.
  public func falls(on date: CivilDate) -> Bool {
    if let firstYear, date.year < firstYear { return false }
    return switch occurrence {
    case .yearly(let month, let day): date.month == month && date.day == day
    case .easter(let offset):
      CivilDate.easterSunday(of: date.year).map { date.days(since: $0) == offset } ?? false
    case .once(let day): date == day
    }
  }
}

/// The holidays of a place.
public struct HolidayCalendar: Hashable, Sendable {
  /// The rules, in the order in which they name a day.
  public let rules: [HolidayRule]

  /// The rules that hold for more than one day.
  private let recurring: [HolidayRule]

  /// The days of the other rules, ascending.
  private let dates: [CivilDate]

  /// Creates a calendar from its rules.
  public init(rules: [HolidayRule]) {
    self.rules = rules
    var recurring: [HolidayRule] = []
    var dates: [CivilDate] = []
    for rule in rules {
      switch rule.occurrence {
      case .once(let date) where rule.falls(on: date): dates.append(date)
      case .once: break
      case .yearly, .easter: recurring.append(rule)
      }
    }
    self.recurring = recurring
    self.dates = dates.sorted()
  }

  /// The calendar with some more days, such as the holidays of a region.
  public func adding(dates: [CivilDate], name: String = "Holiday") -> HolidayCalendar {
    HolidayCalendar(rules: rules + dates.map { HolidayRule(name, .once($0)) })
  }

  /// Whether a date is a holiday.
  ///
  /// - Complexity: O(*r* + log *d*) for *r* recurring rules and *d* single days; nothing is
  ///   allocated.
  public func isHoliday(_ date: CivilDate) -> Bool {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) >> 1
      if dates[middle] < date { low = middle + 1 } else { high = middle }
    }
    if low < dates.count, dates[low] == date { return true }
    for rule in recurring where rule.falls(on: date) { return true }
    return false
  }

  /// The name of the holiday on a date, by the first rule that gives one; `nil` on other days.
  public func holidayName(on date: CivilDate) -> String? {
    rules.first { $0.falls(on: date) }?.name
  }

  /// The kind of a date.
  public func dayKind(_ date: CivilDate) -> DayKind {
    if isHoliday(date) { return .holiday }
    return switch date.weekday {
    case .saturday: .saturday
    case .sunday: .sunday
    default: .working
    }
  }
}
