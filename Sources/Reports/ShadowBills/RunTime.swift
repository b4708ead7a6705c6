import Quantities
import ResultFiles
import Tariffs

/// The intervals of a result file and the calendar that they lie on.
struct RunTime {
  /// What is said on the command line in place of the file.
  struct Calendar {
    var zone: String?
    var holidays: HolidayCalendar?
  }

  /// The moment that coordinates count from.
  let epoch: Instant
  let start: Instant
  let intervalNanoseconds: Int64
  let count: Int
  let zone: CivilTimeZone
  let holidays: HolidayCalendar

  /// The longest row that can be one settlement interval.
  private static let day: Int64 = 86_400_000_000_000

  init(
    _ reader: borrowing ResultFileReader, zoneName: String?, outline: ScenarioOutline,
    given: Calendar
  ) throws(ShadowBillError) {
    let path = reader.path
    let variables = try readingRun { () throws(ResultFileError) in try reader.variables() }
    guard let time = variables.first(where: { $0.path == "time" }), time.shape.count == 1,
      let epoch = Self.epoch(of: time.units ?? "")
    else { throw .file(path, "its time axis does not say since when it counts") }
    let ends = try readingRun { () throws(ResultFileError) in try reader.numbers(of: "time") }
    let bounds = try readingRun { () throws(ResultFileError) in
      try ExpectedShapes(reader).require(["time_bnds"], [ends.count, 2])
      return try reader.numbers(of: "time_bnds", rows: 0..<min(1, ends.count))
    }
    guard bounds.count == 2, let first = Self.instant(bounds[0], after: epoch),
      let second = Self.instant(bounds[1], after: epoch)
    else { throw .file(path, "its time axis has no interval") }
    let (length, overflow) = second.nanoseconds.subtractingReportingOverflow(first.nanoseconds)
    guard !overflow, length > 0 else {
      throw .file(path, "the first interval ends before it begins")
    }
    for (index, end) in ends.enumerated() {
      let (span, overflow) = length.multipliedReportingOverflow(by: Int64(index + 1))
      guard !overflow, let expected = first.advanced(byNanoseconds: span),
        Self.instant(end, after: epoch) == expected
      else { throw .file(path, "interval \(index) does not follow the one before it") }
    }
    try Self.requireIntervals(of: length, path: path, outline: outline)
    self.epoch = epoch
    start = first
    intervalNanoseconds = length
    count = ends.count
    (zone, holidays) = try Self.calendar(
      path, zoneName: zoneName, outline: outline, given: given,
      covering: first..<(Self.instant(ends[ends.count - 1], after: epoch) ?? first))
  }

  /// The index of the interval at whose beginning or within which a coordinate lies; `nil` outside.
  func interval(at coordinate: Double) -> Int? {
    guard let instant = Self.instant(coordinate, after: epoch) else { return nil }
    let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    guard !overflow, span >= 0, span / intervalNanoseconds < count else { return nil }
    return Int(span / intervalNanoseconds)
  }
}

extension RunTime {
  /// Checks that the rows are the intervals in which the run was settled.
  private static func requireIntervals(
    of length: Int64, path: String, outline: ScenarioOutline
  ) throws(ShadowBillError) {
    let interval = outline.value("time", "interval").flatMap(ScenarioOutline.nanoseconds)
    let row = outline.value("recording", "interval").flatMap(ScenarioOutline.nanoseconds)
    guard let wanted = interval, length > wanted else {
      guard length > day else { return }
      throw .file(path, "its rows are longer than a day, so that they are no settlement intervals")
    }
    throw .file(
      path,
      "its meters were recorded in rows of \(text(row ?? length)), but settled every "
        + "\(text(wanted)); run the scenario again without 'recording.interval'")
  }

  private static func text(_ nanoseconds: Int64) -> String {
    let seconds = nanoseconds / 1_000_000_000
    return switch seconds {
    case let seconds where seconds % 86_400 == 0: "\(seconds / 86_400) d"
    case let seconds where seconds % 3600 == 0: "\(seconds / 3600) h"
    case let seconds where seconds % 60 == 0: "\(seconds / 60) min"
    default: "\(seconds) s"
    }
  }

  /// The zone and the holidays: those that were given, or those of the file.
  private static func calendar(
    _ path: String, zoneName: String?, outline: ScenarioOutline, given: Calendar,
    covering: Range<Instant>
  ) throws(ShadowBillError) -> (CivilTimeZone, HolidayCalendar) {
    guard let name = given.zone ?? zoneName ?? outline.value("time", "zone") else {
      throw .file(path, "it names no time zone; say '--time-zone'")
    }
    let zone: CivilTimeZone
    do throws(TimeZoneError) {
      zone = try CivilTimeZone(identifier: name, covering: covering)
    } catch {
      throw ShadowBillError("\(error)")
    }
    if let holidays = given.holidays { return (zone, holidays) }
    guard let word = outline.value("time", "holidays"),
      let calendar = HolidayCalendar.named.first(where: { $0.name == word })?.calendar,
      let texts = outline.texts("time", "extraHolidays")
    else { throw .file(path, "it names no calendar of holidays; say '--holidays'") }
    let dates = texts.compactMap { CivilDate(parsing: $0) }
    guard dates.count == texts.count else {
      throw .file(path, "its further holidays are no dates; say '--holidays'")
    }
    return (zone, dates.isEmpty ? calendar : calendar.adding(dates: dates))
  }

  /// The moment in `seconds since 2016-01-01T00:00:00Z`.
  private static func epoch(of units: String) -> Instant? {
    let prefix = "seconds since "
    guard units.hasPrefix(prefix), units.hasSuffix("Z"),
      let time = CivilTime(parsing: units.dropFirst(prefix.count).dropLast())
    else { return nil }
    return CivilTimeZone.utc.instants(of: time)?.first
  }

  /// A coordinate as a moment, to the nearest microsecond.
  private static func instant(_ seconds: Double, after epoch: Instant) -> Instant? {
    guard abs(seconds) < 9e9 else { return nil }
    return epoch.advanced(byNanoseconds: Int64((seconds * 1e6).rounded()) * 1000)
  }
}
