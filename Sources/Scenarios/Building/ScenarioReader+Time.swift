import Parameters
import Quantities

extension ScenarioReader {
  /// The horizon and its division; reports what does not fit together.
  func timeSettings(_ section: Section) -> TimeSettings? {
    guard section.isComplete, let start = civilTime(TimeKeys.start, in: section),
      let end = endTime(section, start: start),
      let zone = zone(section, from: start, to: end),
      let startInstant = instant(of: start, TimeKeys.start, in: section, zone),
      let intervalSeconds = section.number(TimeKeys.interval)
    else { return nil }
    let interval = nanoseconds(intervalSeconds)
    guard let endInstant = endInstant(section, start: startInstant, civilEnd: end, zone) else {
      return nil
    }
    let length = endInstant.nanoseconds.subtractingReportingOverflow(startInstant.nanoseconds)
    guard !length.overflow, length.partialValue > 0 else {
      let place = section.place(TimeKeys.end)
      diagnostics.report(
        place,
        "'\(TimeKeys.end.name)' in 'time' must come after '\(TimeKeys.start.name)'.")
      return nil
    }
    guard isDivision(section, interval: interval, start: start) else { return nil }
    guard length.partialValue % interval == 0 else {
      diagnostics.report(
        section.place(TimeKeys.interval),
        "the horizon is not a whole number of intervals: it has \(length.partialValue / interval) "
          + "and a part of one.")
      return nil
    }
    return TimeSettings(
      zone: zone, start: startInstant, end: endInstant, intervalNanoseconds: interval,
      intervalCount: Int(length.partialValue / interval),
      holidays: holidays(section))
  }

  private func isDivision(_ section: Section, interval: Int64, start: CivilTime) -> Bool {
    let intervalName = TimeKeys.interval.name
    guard interval > 0, CivilTime.nanosecondsPerDay % interval == 0 else {
      diagnostics.report(
        section.place(TimeKeys.interval),
        "'\(intervalName)' in 'time' must divide a day into equal parts, such as '15 min' or '1 h'."
      )
      return false
    }
    guard start.nanosecondOfDay % interval == 0 else {
      diagnostics.report(
        section.place(TimeKeys.start),
        "'\(TimeKeys.start.name)' in 'time' must be midnight or a whole number of intervals after it."
      )
      return false
    }
    return true
  }

  /// The moment of a key, as clocks show it.
  func civilTime(_ parameter: Parameter, in section: Section) -> CivilTime? {
    section.text(parameter).flatMap(CivilText.time)
  }

  /// The instant at which clocks show the moment of a key, the first of two; reports when clocks
  /// skip it.
  func instant(
    of time: CivilTime, _ parameter: Parameter, in section: Section, _ zone: CivilTimeZone
  ) -> Instant? {
    guard let instant = zone.instants(of: time)?.first else {
      diagnostics.report(
        section.place(parameter),
        "'\(parameter.name)' in '\(section.parameterSet.name)' is a moment that clocks in "
          + "\(zone.identifier) skip, or that lies too far from today.")
      return nil
    }
    return instant
  }

  /// A zone by its name, with its changes over a time; reports when there is none.
  func zone(
    named name: String, at place: SourcePlace, covering range: Range<Instant>
  ) -> CivilTimeZone? {
    do {
      return try CivilTimeZone(identifier: name, covering: range)
    } catch {
      diagnostics.report(place, "\(error)")
      return nil
    }
  }

  /// What clocks show at the end; for a duration, about that.
  private func endTime(_ section: Section, start: CivilTime) -> CivilTime? {
    if section.value(TimeKeys.end) != nil { return civilTime(TimeKeys.end, in: section) }
    if let years = section.integer(TimeKeys.years) {
      let year = start.date.year + Int(years)
      let day = start.date.month == 2 && start.date.day == 29 ? 28 : start.date.day
      let date =
        CivilDate(year: year, month: start.date.month, day: start.date.day)
        ?? CivilDate(year: year, month: start.date.month, day: day)
      if let date { return CivilTime(date: date, nanosecondOfDay: start.nanosecondOfDay) }
      diagnostics.report(
        section.place(TimeKeys.years), Self.beyondRange)
      return nil
    }
    let days = (section.number(TimeKeys.duration) ?? 0) / 86_400
    guard days < 250_000, let date = start.date.adding(days: Int(days) + 1) else {
      diagnostics.report(section.place(TimeKeys.duration), Self.beyondRange)
      return nil
    }
    return CivilTime(midnightOf: date)
  }

  private static let beyondRange = "the horizon ends beyond the year 2262; use replications."

  private func endInstant(
    _ section: Section, start: Instant, civilEnd: CivilTime, _ zone: CivilTimeZone
  ) -> Instant? {
    if let duration = section.number(TimeKeys.duration) {
      if let end = start.advanced(byNanoseconds: nanoseconds(duration)) { return end }
      diagnostics.report(section.place(TimeKeys.duration), Self.beyondRange)
      return nil
    }
    let parameter = section.value(TimeKeys.end) == nil ? TimeKeys.years : TimeKeys.end
    return instant(of: civilEnd, parameter, in: section, zone)
  }

  private func zone(_ section: Section, from start: CivilTime, to end: CivilTime) -> CivilTimeZone?
  {
    // Clocks are never a day off from UTC, so the margin of the zone covers the difference.
    let utc = CivilTimeZone.utc
    let (first, last) = (utc.firstInstant(notBefore: start), utc.firstInstant(notBefore: end))
    return section.text(TimeKeys.zone).flatMap {
      zone(named: $0, at: section.place(TimeKeys.zone), covering: first..<max(first, last))
    }
  }

  /// Whole nanoseconds of a span that the range of its parameter keeps far from overflow.
  func nanoseconds(_ seconds: Double) -> Int64 {
    Int64(exactly: (seconds * 1e9).rounded(.toNearestOrEven)) ?? Int64.max
  }

  private func holidays(_ section: Section) -> HolidayCalendar {
    let name = section.text(TimeKeys.holidays)
    let calendar = HolidayCalendar.named.first { $0.name == name }?.calendar ?? .none
    let dates = section.texts(TimeKeys.extraHolidays).compactMap { CivilDate(parsing: $0) }
    return dates.isEmpty ? calendar : calendar.adding(dates: dates)
  }
}
