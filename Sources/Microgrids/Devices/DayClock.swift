import Quantities
import Scenarios

/// Finds the instants at which the members' clocks show a time of day.
struct DayClock {
  let zone: CivilTimeZone

  /// The first instant, not before another, at which the clock shows a minute of the day.
  func next(minute: Int, notBefore instant: Instant) -> Instant {
    var date: CivilDate? = zone.civilTime(at: instant).date
    // The clock shows every minute within two days, even where it skips one.
    for _ in 0..<4 {
      guard let day = date,
        let time = CivilTime(date: day, hour: minute / 60 % 24, minute: minute % 60)
      else { break }
      let found = zone.firstInstant(notBefore: time)
      if found >= instant { return found }
      date = day.adding(days: 1)
    }
    return Instant(nanoseconds: .max)
  }

  /// The first instant after another at which the clock shows a minute of the day.
  func next(minute: Int, after instant: Instant) -> Instant {
    next(minute: minute, notBefore: instant.advanced(byNanoseconds: 1) ?? instant)
  }

  /// The minute of the day at an instant.
  func minute(at instant: Instant) -> Int { zone.civilTime(at: instant).minuteOfDay }
}

extension Instant {
  /// The instant some hours later, at most the last one.
  func advanced(hours: Double) -> Instant {
    guard hours < 2_000_000 else { return Instant(nanoseconds: .max) }
    return advanced(byNanoseconds: Int64((hours * 3.6e12).rounded()))
      ?? Instant(nanoseconds: .max)
  }
}
