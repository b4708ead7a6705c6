extension CivilTimeZone {
  /// The instants at which the zone's clocks show a time.
  ///
  /// - Returns: One instant as a rule; two when clocks that were put back show the time again;
  ///   `nil` when clocks that were put forward skip it, or outside the range of instants.
  /// - Complexity: O(log *n*) for *n* changes; nothing is allocated.
  public func instants(of time: CivilTime) -> (first: Instant, second: Instant?)? {
    var first: Instant?
    for index in segments(around: time) {
      guard let instant = time.instant(offsetSeconds: offsets[index]),
        segment(at: instant) == index
      else { continue }
      if let first { return (first, instant) }
      first = instant
    }
    return first.map { ($0, nil) }
  }

  /// The first instant at which the zone's clocks show a time, or have skipped it.
  ///
  /// A time in the gap of clocks that were put forward gives the instant of the change. Times out
  /// of the range of instants give its ends.
  ///
  /// - Complexity: O(log *n*) for *n* changes; nothing is allocated.
  public func firstInstant(notBefore time: CivilTime) -> Instant {
    let candidates = segments(around: time)
    for index in candidates {
      let end = index < changes.count ? changes[index] : Int64.max
      let start = index > 0 ? changes[index - 1] : Int64.min
      let shown = time.clampedInstant(offsetSeconds: offsets[index]).nanoseconds
      if shown < end || index == candidates.upperBound {
        return Instant(nanoseconds: max(shown, start))
      }
    }
    return time.clampedInstant(offsetSeconds: offsets[candidates.upperBound])
  }

  /// The first instant of a date: midnight, or the change of clocks that skip midnight.
  ///
  /// A date that a zone skips as a whole (Samoa, 2011-12-30) begins, and ends, with the next one.
  public func startOfDay(_ date: CivilDate) -> Instant {
    firstInstant(notBefore: CivilTime(midnightOf: date))
  }

  /// The first instant of the month that an instant lies in.
  public func startOfMonth(containing instant: Instant) -> Instant {
    startOfDay(civilTime(at: instant).date.startOfMonth)
  }

  /// The first instant of the month after the one that an instant lies in.
  ///
  /// The month after April 2262, in which the range of instants ends, begins at its last instant.
  public func startOfNextMonth(after instant: Instant) -> Instant {
    startOfDay(civilTime(at: instant).date.startOfNextMonth ?? .last)
  }

  /// The offsets that can be in force when clocks show a time: no offset is longer than a day.
  private func segments(around time: CivilTime) -> ClosedRange<Int> {
    let day = Int32(86_400)
    return segment(
      at: time.clampedInstant(offsetSeconds: day))...segment(
        at: time.clampedInstant(offsetSeconds: -day))
  }
}

extension CivilTime {
  /// The instant at which a clock of an offset shows this time, or the nearest one that exists.
  func clampedInstant(offsetSeconds: Int32) -> Instant {
    instant(offsetSeconds: offsetSeconds)
      ?? Instant(nanoseconds: date.year < 1970 ? .min : .max)
  }
}
