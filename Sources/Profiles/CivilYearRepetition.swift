import Quantities

/// The rule behind ``ProfileRepetition/byCivilDate(leapDay:)``.
struct CivilYearRepetition {
  let grid: ProfileGrid
  let zone: CivilTimeZone
  let leapDay: LeapDayRule

  /// The clock at the profile's beginning, where each round of its years begins.
  private let opening: CivilTime

  /// The number of whole years that go round; one for a profile shorter than a year.
  private let yearCount: Int

  private static var day: Int64 { CivilTime.nanosecondsPerDay }
  private static var quarterHour: Int64 { 900_000_000_000 }

  init(grid: ProfileGrid, zone: CivilTimeZone, leapDay: LeapDayRule) {
    self.grid = grid
    self.zone = zone
    self.leapDay = leapDay
    opening = zone.civilTime(at: grid.start)
    let closing = zone.civilTime(at: grid.end)
    let years = closing.date.year - opening.date.year
    yearCount = max(1, closing.isEarlierInYear(than: opening) ? years - 1 : years)
  }

  /// The stretches of a horizon in which the profile is shifted by a constant.
  ///
  /// The shift is compared from day to day. It can change and change back only within a day on
  /// which the horizon's or the profile's clock is put forward or back, and such days are looked at
  /// in quarters of an hour.
  ///
  /// - Throws: ``ProfileError`` when the profile lacks a date that the horizon needs.
  func stretches(of horizon: Range<Instant>) throws(ProfileError) -> [ProfileSchedule.Stretch] {
    let end = horizon.upperBound.nanoseconds
    var time = horizon.lowerBound.nanoseconds
    var sample = try Sample(at: time, of: self)
    var stretches = [ProfileSchedule.Stretch(start: time, shift: sample.shift)]
    guard time < end else { return stretches }
    while time < end - 1 {
      let next = Self.min(time, plus: Self.day, limit: end - 1)
      let nextSample = try Sample(at: next, of: self)
      if nextSample.offsets == sample.offsets {
        try collect(from: sample, to: nextSample, into: &stretches)
      } else {
        var early = sample
        while early.time < next {
          let late = try Sample(
            at: Self.min(early.time, plus: Self.quarterHour, limit: next), of: self)
          try collect(from: early, to: late, into: &stretches)
          early = late
        }
      }
      time = next
      sample = nextSample
    }
    try check(stretches, until: end)
    return stretches
  }

  /// Adds the stretches that begin after one instant and not after another.
  private func collect(
    from early: Sample, to late: Sample, into stretches: inout [ProfileSchedule.Stretch]
  ) throws(ProfileError) {
    guard early.shift != late.shift else { return }
    guard late.time - early.time > 1 else {
      stretches.append(ProfileSchedule.Stretch(start: late.time, shift: late.shift))
      return
    }
    let middle = try Sample(at: early.time + (late.time - early.time) / 2, of: self)
    try collect(from: early, to: middle, into: &stretches)
    try collect(from: middle, to: late, into: &stretches)
  }

  /// Checks that the profile covers its own time in each stretch.
  private func check(
    _ stretches: [ProfileSchedule.Stretch], until end: Int64
  ) throws(ProfileError) {
    for (index, stretch) in stretches.enumerated() {
      let stretchEnd = index + 1 < stretches.count ? stretches[index + 1].start : end
      let (first, firstOverflow) = stretch.start.addingReportingOverflow(stretch.shift)
      let (last, lastOverflow) = stretchEnd.addingReportingOverflow(stretch.shift)
      if firstOverflow || first < grid.start.nanoseconds {
        throw uncovered(at: stretch.start)
      }
      if lastOverflow || last > grid.end.nanoseconds {
        let lack = lastOverflow ? stretch.start : stretchEnd - (last - grid.end.nanoseconds)
        throw uncovered(at: max(stretch.start, lack))
      }
    }
  }

  private func uncovered(at time: Int64) -> ProfileError {
    let instant = Instant(nanoseconds: time)
    return .dateNotCovered(covered: grid.start..<grid.end, at: zone.civilTime(at: instant))
  }

  private static func min(_ time: Int64, plus span: Int64, limit: Int64) -> Int64 {
    let (sum, overflow) = time.addingReportingOverflow(span)
    return overflow ? limit : Swift.min(sum, limit)
  }

  /// What the rule gives at one instant.
  private struct Sample {
    let time: Int64
    let shift: Int64
    /// The offsets from UTC at the instant and at the profile's own time.
    let offsets: SIMD2<Int64>

    init(at time: Int64, of rule: CivilYearRepetition) throws(ProfileError) {
      guard let own = rule.ownTime(at: time) else { throw rule.uncovered(at: time) }
      let (shift, overflow) = own.subtractingReportingOverflow(time)
      guard !overflow else { throw rule.uncovered(at: time) }
      self.time = time
      self.shift = shift
      offsets = [rule.zone.offset(at: time), rule.zone.offset(at: own)]
    }
  }
}

// MARK: From the horizon's time to the profile's own

extension CivilYearRepetition {
  /// The profile's own time that plays at an instant; `nil` where the calendar ends.
  private func ownTime(at time: Int64) -> Int64? {
    let instant = Instant(nanoseconds: time)
    if grid.row(at: instant) != nil { return time }
    let clock = zone.civilTime(at: instant)
    guard let ownClock = ownClock(for: clock) else { return nil }
    let readings = zone.readings(of: clock)
    let own = zone.readings(of: ownClock)
    return time == readings.first ? own.first : own.second
  }

  /// The clock of the profile's year whose turn it is.
  private func ownClock(for clock: CivilTime) -> CivilTime? {
    let isEarlier = clock.isEarlierInYear(than: opening)
    let round = clock.date.year - opening.date.year - (isEarlier ? 1 : 0)
    let turn = ((round % yearCount) + yearCount) % yearCount
    let year = opening.date.year + turn + (isEarlier ? 1 : 0)
    guard let date = date(like: clock.date, in: year) else { return nil }
    let own = CivilTime(date: date, nanosecondOfDay: clock.nanosecondOfDay)
    // A leap day that is replaced by 1 March can leave the round at its end.
    guard let own, year - opening.date.year >= yearCount, !own.isEarlierInYear(than: opening)
    else { return own }
    return self.date(like: date, in: year - yearCount)
      .flatMap { CivilTime(date: $0, nanosecondOfDay: clock.nanosecondOfDay) }
  }

  private func date(like date: CivilDate, in year: Int) -> CivilDate? {
    if let same = CivilDate(year: year, month: date.month, day: date.day) { return same }
    return switch leapDay {
    case .repeatPrevious: CivilDate(year: year, month: 2, day: 28)
    case .useNext: CivilDate(year: year, month: 3, day: 1)
    }
  }
}

extension CivilTime {
  /// Whether the date and time of day come earlier in the year than another's.
  fileprivate func isEarlierInYear(than other: CivilTime) -> Bool {
    (date.month, date.day, nanosecondOfDay)
      < (other.date.month, other.date.day, other.nanosecondOfDay)
  }
}

extension CivilTimeZone {
  /// The nanoseconds that the clock is ahead of UTC.
  fileprivate func offset(at time: Int64) -> Int64 {
    Int64(offsetSeconds(at: Instant(nanoseconds: time))) * 1_000_000_000
  }

  /// The instants at which clocks show a time: one twice save in a repeated hour.
  ///
  /// A time that is skipped gets the instant that the offset before the change would give it.
  fileprivate func readings(of clock: CivilTime) -> (first: Int64, second: Int64) {
    if let (first, second) = instants(of: clock) {
      return (first.nanoseconds, (second ?? first).nanoseconds)
    }
    let day = CivilTime.nanosecondsPerDay
    let (midnight, overflow) = Int64(clock.date.daysSinceEpoch).multipliedReportingOverflow(by: day)
    let change = firstInstant(notBefore: clock).nanoseconds
    guard !overflow, change > .min else { return (change, change) }
    // The date is a day or more within the range of instants, or its midnight had no place in it.
    let (reading, _) = midnight.addingReportingOverflow(
      clock.nanosecondOfDay - offset(at: change - 1))
    return (reading, reading)
  }
}
