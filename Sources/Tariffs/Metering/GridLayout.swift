import Quantities

/// Lays intervals over the civil days and billing cycles of a zone.
struct GridLayout {
  let start: Instant
  let end: Instant
  let length: Int64
  let zone: CivilTimeZone
  let holidays: HolidayCalendar

  /// The first interval that begins at an instant or after it.
  private func firstInterval(from instant: Instant) -> Int {
    let span = Int128(instant.nanoseconds) - Int128(start.nanoseconds)
    return span <= 0 ? 0 : Int((span + Int128(length) - 1) / Int128(length))
  }

  private func cuts(_ instant: Instant) -> Bool {
    (Int128(instant.nanoseconds) - Int128(start.nanoseconds)) % Int128(length) != 0
  }

  /// The runs of intervals within one civil day and one offset.
  func runs() throws(BillingError) -> [GridRun] {
    let count = firstInterval(from: end)
    var changes = zone.transitions.map(\.instant).filter { $0 > start && $0 < end }[...]
    var runs: [GridRun] = []
    var from = start
    while from < end {
      let time = zone.civilTime(at: from)
      let midnight = time.date.adding(days: 1).map(zone.startOfDay) ?? end
      while let change = changes.first, change <= from { changes.removeFirst() }
      let next = min(midnight, changes.first ?? end, end)
      guard next > from else {
        throw BillingError("the intervals leave the calendar after \(time.date).")
      }
      if next == midnight, next < end, cuts(next) {
        throw BillingError(
          "midnight before \(zone.civilTime(at: next).date) cuts an interval of "
            + "\(length / 1_000_000_000) s; billing needs intervals that begin with the civil days "
            + "of \(zone.identifier).")
      }
      let first = firstInterval(from: from)
      let intervals = first..<max(first, min(firstInterval(from: next), count))
      if !intervals.isEmpty {
        // An interval that a change of clocks cuts belongs to the run in which it begins.
        let begin = start.nanoseconds + Int64(first) * length
        runs.append(
          GridRun(
            intervals: intervals, date: time.date, dayKind: holidays.dayKind(time.date),
            nanosecondOfDay: time.nanosecondOfDay + (begin - from.nanoseconds)))
      }
      from = next
    }
    return runs
  }

  /// The billing cycles.
  func cycles(readings: [CivilDate]) throws(BillingError) -> [BillingCycle] {
    for (earlier, later) in zip(readings, readings.dropFirst()) where earlier >= later {
      throw BillingError("the reading days must ascend: \(later) does not follow \(earlier).")
    }
    var cycles: [BillingCycle] = []
    var from = start
    var rest = readings.map(zone.startOfDay).filter { $0 > start && $0 < end }[...]
    while from < end {
      let next =
        min(readings.isEmpty ? zone.startOfNextMonth(after: from) : rest.popFirst() ?? end, end)
      guard next > from else { throw BillingError("the cycles leave the calendar.") }
      let date = zone.civilTime(at: from).date
      let share = monthShare(from, next)
      cycles.append(
        BillingCycle(
          start: from, end: next, intervals: firstInterval(from: from)..<firstInterval(from: next),
          year: date.year, month: date.month, days: days(from, next),
          monthShare: quotientRoundedHalfToEven(share.parts, by: share.divisor),
          monthParts: share.parts, monthDivisor: share.divisor))
      from = next
    }
    return cycles
  }

  /// The part of a civil day that has passed, in millionths of a day.
  private func position(_ instant: Instant) -> Int64 {
    let date = zone.civilTime(at: instant).date
    let midnight = zone.startOfDay(date)
    let next = date.adding(days: 1).map(zone.startOfDay) ?? end
    let span = Int128(next.nanoseconds) - Int128(midnight.nanoseconds)
    let passed = Int128(instant.nanoseconds) - Int128(midnight.nanoseconds)
    let part = span > 0 ? quotientRoundedHalfToEven(passed * 1_000_000, by: span) : 0
    return Int64(date.daysSinceEpoch) * 1_000_000 + Int64(part)
  }

  private func days(_ from: Instant, _ next: Instant) -> Int64 { position(next) - position(from) }

  /// The share of a calendar month, in millionths: parts over a divisor.
  private func monthShare(_ from: Instant, _ next: Instant) -> (parts: Int64, divisor: Int64) {
    let first = zone.civilTime(at: from).date
    let begin = position(from)
    let end = position(next)
    let offset = begin - Int64(first.daysSinceEpoch) * 1_000_000
    var months = 0
    var anchor = first
    while let later = first.adding(months: months + 1),
      Int64(later.daysSinceEpoch) * 1_000_000 + offset <= end
    {
      months += 1
      anchor = later
    }
    let rest = end - Int64(anchor.daysSinceEpoch) * 1_000_000 - offset
    let divisor = Int64(anchor.daysInMonth)
    return (Int64(months) * 1_000_000 * divisor + rest, divisor)
  }
}

extension CivilDate {
  /// The same day some months later, or the last of that month; `nil` outside the calendar.
  fileprivate func adding(months: Int) -> CivilDate? {
    let index = year * 12 + month - 1 + months
    guard let length = CivilDate.daysOfMonth(index % 12 + 1, year: index / 12) else { return nil }
    return CivilDate(year: index / 12, month: index % 12 + 1, day: min(day, length))
  }
}
