public import Quantities

/// The intervals of a meter laid over the calendar: which civil time each has and which billing cycle
/// it belongs to. One grid serves all meters of a community.
public struct BillingGrid: Hashable, Sendable {
  /// When the first interval begins.
  public let start: Instant
  /// The nanoseconds of an interval.
  public let intervalNanoseconds: Int64
  /// The number of intervals.
  public let count: Int
  /// The civil time zone.
  public let zone: CivilTimeZone
  /// The holidays.
  public let holidays: HolidayCalendar
  /// The billing cycles in order, which share out the intervals.
  public let cycles: [BillingCycle]
  /// The runs of intervals within one civil day and one offset from UTC, in order.
  let runs: [GridRun]

  /// Lays intervals over the calendar.
  ///
  /// - Parameters:
  ///   - start: When the first interval begins.
  ///   - intervalNanoseconds: The length of an interval: whole seconds that divide an hour, or whole
  ///     hours that divide a day.
  ///   - count: The number of intervals.
  ///   - zone: The civil time zone.
  ///   - holidays: The holidays.
  ///   - readings: The days at whose beginning the meter is read and a new cycle begins, ascending;
  ///     empty: the first day of each calendar month.
  /// - Throws: ``BillingError`` when an interval is cut by midnight, or the grid leaves the range of
  ///   instants.
  public init(
    start: Instant, intervalNanoseconds: Int64, count: Int, zone: CivilTimeZone = .utc,
    holidays: HolidayCalendar = .none, readings: [CivilDate] = []
  ) throws(BillingError) {
    guard Self.isLength(intervalNanoseconds) else {
      throw BillingError(
        "an interval of \(intervalNanoseconds) ns can't be billed; it must be whole seconds that "
          + "divide an hour, or whole hours that divide a day.")
    }
    guard (1...Self.greatestCount).contains(count) else {
      throw BillingError("a grid has 1 to \(Self.greatestCount) intervals, not \(count).")
    }
    let (span, overflow) = intervalNanoseconds.multipliedReportingOverflow(by: Int64(count))
    guard !overflow, let end = start.advanced(byNanoseconds: span) else {
      throw BillingError("the intervals leave the range of time; use fewer.")
    }
    self.start = start
    self.intervalNanoseconds = intervalNanoseconds
    self.count = count
    self.zone = zone
    self.holidays = holidays
    let layout = GridLayout(
      start: start, end: end, length: intervalNanoseconds, zone: zone, holidays: holidays)
    runs = try layout.runs()
    cycles = try layout.cycles(readings: readings)
  }

  /// When the last interval ends.
  public var end: Instant {
    Instant(nanoseconds: start.nanoseconds &+ intervalNanoseconds &* Int64(count))
  }

  private static let greatestCount = 1 << 28

  private static func isLength(_ nanoseconds: Int64) -> Bool {
    let hour: Int64 = 3_600_000_000_000
    guard nanoseconds >= 1_000_000_000, nanoseconds <= 24 * hour else { return false }
    return nanoseconds <= hour
      ? nanoseconds % 1_000_000_000 == 0 && hour % nanoseconds == 0
      : nanoseconds % hour == 0 && 24 * hour % nanoseconds == 0
  }
}

/// One billing cycle.
public struct BillingCycle: Hashable, Sendable {
  /// When it begins.
  public var start: Instant
  /// When it ends.
  public var end: Instant
  /// The intervals that belong to it.
  public var intervals: Range<Int>
  /// The year of the month it bills: that of its first day.
  public var year: Int
  /// The month it bills, from 1 to 12.
  public var month: Int
  /// The days of it, parts of days included, in millionths.
  public var days: Int64
  /// The months that it covers, in millionths: whole months from its first day on, and the rest as
  /// a share of the days of the month in which the rest begins. A calendar month has 1,000,000, and
  /// so has a cycle from one reading day to the same day of the next month.
  public var monthShare: Int64
  /// The same share without rounding: millionths, multiplied by ``monthDivisor``.
  public var monthParts: Int64
  /// The days of the month by which a share of a month is divided.
  public var monthDivisor: Int64
}

/// A run of intervals within one civil day and one offset from UTC.
struct GridRun: Hashable, Sendable {
  /// The intervals.
  var intervals: Range<Int>
  /// The civil date.
  var date: CivilDate
  /// The kind of the day.
  var dayKind: DayKind
  /// What the clock shows when the first interval begins, in nanoseconds since midnight.
  var nanosecondOfDay: Int64

  /// The row of a schedule's table.
  var row: Int { (date.month - 1) * 4 + Int(dayKind.rawValue) }
}
