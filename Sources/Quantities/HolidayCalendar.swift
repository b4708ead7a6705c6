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
  public func falls(on date: CivilDate) -> Bool { pattern.falls(on: date, date.daysAfterEaster) }

  /// The rule without its name.
  fileprivate var pattern: Pattern { Pattern(occurrence: occurrence, firstYear: firstYear ?? .min) }

  /// A rule without its name, which is plain data, so that asking it counts no references.
  fileprivate struct Pattern: Hashable {
    let occurrence: Occurrence
    let firstYear: Int

    func falls(on date: CivilDate, _ daysAfterEaster: Int) -> Bool {
      guard date.year >= firstYear else { return false }
      return switch occurrence {
      case .yearly(let month, let day): date.month == month && date.day == day
      case .easter(let offset): daysAfterEaster == offset
      case .once(let day): date == day
      }
    }
  }
}

extension CivilDate {
  /// The days from Easter Sunday of the same year to this date, negative before it.
  fileprivate var daysAfterEaster: Int { days(since: Self.easterSunday(of: year) ?? .first) }
}

/// The holidays of a place.
public struct HolidayCalendar: Hashable, Sendable {
  /// The rules, in the order in which they name a day.
  public let rules: [HolidayRule]

  /// The rules that hold for more than one day.
  private let recurring: [HolidayRule.Pattern]

  /// The days of the other rules, ascending.
  private let dates: [CivilDate]

  /// Creates a calendar from its rules.
  public init(rules: [HolidayRule]) {
    self.rules = rules
    var recurring: [HolidayRule.Pattern] = []
    var dates: [CivilDate] = []
    for rule in rules {
      switch rule.occurrence {
      case .once(let date) where rule.falls(on: date): dates.append(date)
      case .once: break
      case .yearly, .easter: recurring.append(rule.pattern)
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
    if recurring.isEmpty { return false }
    let daysAfterEaster = date.daysAfterEaster
    for pattern in recurring where pattern.falls(on: date, daysAfterEaster) { return true }
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
