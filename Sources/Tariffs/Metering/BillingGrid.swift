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
  /// The share of a whole calendar month that it covers, in millionths.
  public var monthShare: Int64
}
