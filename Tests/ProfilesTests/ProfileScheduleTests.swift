import Profiles
import Quantities
import TestSupport
import Testing

@Suite("A schedule")
struct ProfileScheduleTests {
  static let quarterHour: Int64 = 900_000_000_000

  static func instant(_ text: String, in zone: CivilTimeZone) throws -> Instant {
    let time = try #require(CivilTime(parsing: text))
    return try #require(zone.instants(of: time)).first
  }

  static func zone(_ identifier: String) throws -> CivilTimeZone {
    let covering = Instant(seconds: 0)..<Instant(seconds: 2_500_000_000)
    return try CivilTimeZone(identifier: identifier, covering: covering)
  }

  static func grid(
    from start: String, to end: String, in zone: CivilTimeZone, step: Int64 = quarterHour
  ) throws -> ProfileGrid {
    let first = try instant(start, in: zone)
    let last = try instant(end, in: zone)
    return try ProfileGrid(
      start: first, stepNanoseconds: step,
      count: Int((last.nanoseconds - first.nanoseconds) / step))
  }

  @Test("without repetition plays the profile's own time")
  func ownTime() throws {
    let grid = try ProfileGrid(
      start: Instant(seconds: 100), stepNanoseconds: 10_000_000_000, count: 10)
    let horizon = Instant(seconds: 115)..<Instant(seconds: 200)
    let schedule = try ProfileSchedule(grid: grid, repetition: .none, zone: .utc, horizon: horizon)
    #expect(schedule.row(at: Instant(seconds: 115)) == 1)
    #expect(schedule.row(at: Instant(seconds: 199)) == 9)
    #expect(schedule.nextChange(after: Instant(seconds: 115)) == Instant(seconds: 120))
    #expect(schedule.nextChange(after: Instant(seconds: 120)) == Instant(seconds: 130))
    #expect(schedule.row(at: Instant(nanoseconds: .min)) == 1)
    #expect(schedule.row(at: Instant(nanoseconds: .max)) == 9)
    #expect(schedule.nextChange(after: Instant(nanoseconds: .max)) == Instant(nanoseconds: .max))
  }

  @Test("without repetition over a longer horizon is an error that names both times")
  func tooShort() throws {
    let grid = try ProfileGrid(start: Instant(seconds: 0), stepNanoseconds: 1, count: 10)
    let error = #expect(throws: ProfileError.self) {
      try ProfileSchedule(
        grid: grid, repetition: .none, zone: .utc,
        horizon: Instant(seconds: 0)..<Instant(seconds: 1))
    }
    #expect(error?.description.contains("but 1970-01-01T00:00:00Z to 1970-01-01T00:00:01Z") == true)
  }

  @Test("by row starts with row 0 at the horizon, or with its own row where it covers it")
  func byRow() throws {
    let grid = try ProfileGrid(
      start: Instant(seconds: 100), stepNanoseconds: 10_000_000_000, count: 3)
    let later = try ProfileSchedule(
      grid: grid, repetition: .byRow, zone: .utc,
      horizon: Instant(seconds: 1004)..<Instant(seconds: 2000))
    #expect(
      [1004, 1009, 1010, 1020, 1030, 1040].map { later.row(at: Instant(seconds: $0)) }
        == [0, 0, 1, 2, 0, 1])
    #expect(later.nextChange(after: Instant(seconds: 1004)) == Instant(seconds: 1010))
    let within = try ProfileSchedule(
      grid: grid, repetition: .byRow, zone: .utc,
      horizon: Instant(seconds: 110)..<Instant(seconds: 200))
    #expect([110, 120, 130, 140].map { within.row(at: Instant(seconds: $0)) } == [1, 2, 0, 1])
    let before = try ProfileSchedule(
      grid: grid, repetition: .byRow, zone: .utc,
      horizon: Instant(seconds: -5)..<Instant(seconds: 40))
    #expect(
      [-5, -1, 0, 10, 20, 30].map { before.row(at: Instant(seconds: $0)) }
        == [0, 0, 1, 2, 0, 1].map { $0 })
  }

  struct YearCase: Sendable {
    var zone: String
    var profile: [String]
    var horizon: [String]
    var leapDay = LeapDayRule.repeatPrevious
    var step = quarterHour
  }

  static let years = [
    YearCase(
      zone: "Europe/Berlin", profile: ["2016-01-01T00:00", "2017-01-01T00:00"],
      horizon: ["2016-01-01T00:00", "2026-01-01T00:00"]),
    YearCase(
      zone: "Europe/Berlin", profile: ["2015-01-01T00:00", "2016-01-01T00:00"],
      horizon: ["2015-07-03T00:07", "2017-03-01T00:00"], leapDay: .useNext),
    YearCase(
      zone: "Europe/Berlin", profile: ["2015-01-01T00:00", "2016-01-01T00:00"],
      horizon: ["2019-07-03T00:07", "2021-03-01T00:00"]),
    YearCase(
      zone: "America/Sao_Paulo", profile: ["2016-01-01T01:00", "2018-01-01T01:00"],
      horizon: ["2013-11-01T01:00", "2019-12-01T00:00"]),
    YearCase(
      zone: "Australia/Lord_Howe", profile: ["2015-07-01T00:00", "2016-07-01T00:00"],
      horizon: ["2014-05-01T00:00", "2016-12-01T00:00"], step: 600_000_000_000),
    YearCase(
      zone: "Europe/Berlin", profile: ["2015-03-01T00:00", "2016-03-01T00:00"],
      horizon: ["2019-11-01T00:00", "2020-05-01T00:00"], leapDay: .useNext),
    YearCase(
      zone: "Europe/Berlin", profile: ["2014-03-01T00:00", "2015-03-01T00:00"],
      horizon: ["2015-11-01T00:00", "2017-05-01T00:00"], leapDay: .useNext),
    YearCase(
      zone: "UTC", profile: ["2015-01-01T00:00", "2017-01-01T00:00"],
      horizon: ["2012-01-01T00:00", "2019-01-01T00:00"]),
  ]

  /// The rule said again, by looking up clock readings one by one.
  struct Reference {
    let zone: CivilTimeZone
    let grid: ProfileGrid
    let leapDay: LeapDayRule
    var rows: [CivilTime: [Int]] = [:]

    init(zone: CivilTimeZone, grid: ProfileGrid, leapDay: LeapDayRule) {
      self.zone = zone
      self.grid = grid
      self.leapDay = leapDay
      for row in 0..<grid.count {
        rows[zone.civilTime(at: grid.interval(ofRow: row).lowerBound), default: []].append(row)
      }
    }

    func row(at instant: Instant) -> Int? {
      if let row = grid.row(at: instant) { return row }
      let clock = zone.civilTime(at: instant)
      let isSecond = zone.instants(of: clock)?.second == instant
      let first = zone.civilTime(at: grid.start).date.year
      let count = max(1, zone.civilTime(at: grid.end).date.year - first)
      let isLeapDay = clock.date.month == 2 && clock.date.day == 29
      let replaced = leapDay == .useNext ? (month: 3, day: 1) : (month: 2, day: 28)
      let dates = [(month: clock.date.month, day: clock.date.day)] + (isLeapDay ? [replaced] : [])
      let skip: Int64 = zone.identifier == "Australia/Lord_Howe" ? 1800 : 3600
      for date in dates {
        // The years whose turn it may be, forth and back by whole rounds.
        for year in first...(first + count) where (clock.date.year - year) % count == 0 {
          guard let date = CivilDate(year: year, month: date.month, day: date.day),
            var own = CivilTime(date: date, nanosecondOfDay: clock.nanosecondOfDay)
          else { continue }
          if zone.instants(of: own) == nil {
            own =
              CivilTime(
                date: date, nanosecondOfDay: clock.nanosecondOfDay + skip * 1_000_000_000) ?? own
          }
          if let found = rows[own] { return isSecond ? found.last : found.first }
        }
      }
      return nil
    }
  }

  @Test("by civil date plays the same reading of the clock, for years", arguments: years)
  func byCivilDate(year: YearCase) throws {
    let zone = try Self.zone(year.zone)
    let grid = try Self.grid(
      from: year.profile[0], to: year.profile[1], in: zone, step: year.step)
    let start = try Self.instant(year.horizon[0], in: zone)
    let end = try Self.instant(year.horizon[1], in: zone)
    let schedule = try ProfileSchedule(
      grid: grid, repetition: .byCivilDate(leapDay: year.leapDay), zone: zone,
      horizon: start..<end)
    let reference = Reference(zone: zone, grid: grid, leapDay: year.leapDay)
    var mistakes = 0
    var steps = 0
    var time = start
    while time < end {
      // A step that does not begin on the profile's grid has its row told by the boundary before.
      let phase = (time.nanoseconds - grid.start.nanoseconds) % year.step
      let boundary = Instant(
        nanoseconds: time.nanoseconds - (phase < 0 ? phase + year.step : phase))
      if schedule.row(at: time) != reference.row(at: boundary) { mistakes += 1 }
      time = schedule.nextChange(after: time)
      steps += 1
    }
    #expect(mistakes == 0)
    let length = end.nanoseconds - start.nanoseconds
    #expect(abs(Int64(steps) - length / year.step) < 2, "steps stay on the grid")
  }

  @Test("by civil date needs a few stretches a year, however short the steps")
  func memory() throws {
    let zone = try Self.zone("Europe/Berlin")
    let horizon =
      try Self.instant(
        "2016-01-01T00:00", in: zone)..<Self.instant(
        "2026-01-01T00:00", in: zone)
    for step: Int64 in [1_000_000_000, 900_000_000_000] {
      let grid = try Self.grid(
        from: "2016-01-01T00:00", to: "2017-01-01T00:00", in: zone, step: step)
      let schedule = try ProfileSchedule(
        grid: grid, repetition: .byCivilDate(leapDay: .repeatPrevious), zone: zone,
        horizon: horizon)
      #expect(schedule.stretches.count < 70)
    }
  }

  @Test("by civil date keeps a row until the change that it names", arguments: 0..<40)
  func changes(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let names = ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran"]
    let zone = try Self.zone(names[seed % 4])
    let step = Int64([60, 700, 900, 3600, 5400, 86_400].randomElement(using: &generator) ?? 60)
    let start = Int64.random(in: 400_000_000...1_200_000_000, using: &generator)
    let grid = try ProfileGrid(
      start: Instant(seconds: start), stepNanoseconds: step * 1_000_000_000,
      count: Int(Int64.random(in: 367...900, using: &generator) * 86_400 / step))
    let first = Int64.random(in: 300_000_000...1_600_000_000, using: &generator)
    let horizon = Instant(seconds: first)..<Instant(seconds: first + 200_000_000)
    let schedule = try ProfileSchedule(
      grid: grid, repetition: .byCivilDate(leapDay: .repeatPrevious), zone: zone,
      horizon: horizon)
    var mistakes = 0
    for _ in 0..<1000 {
      let time = Instant(
        nanoseconds: .random(
          in: horizon.lowerBound.nanoseconds..<horizon.upperBound.nanoseconds, using: &generator))
      let change = schedule.nextChange(after: time)
      let row = schedule.row(at: time)
      let last = min(change.nanoseconds, horizon.upperBound.nanoseconds) - 1
      let between = Int64.random(
        in: time.nanoseconds...max(last, time.nanoseconds), using: &generator)
      let holds =
        change > time && change.nanoseconds - time.nanoseconds <= grid.stepNanoseconds
        && schedule.row(at: Instant(nanoseconds: between)) == row
        && schedule.row(at: Instant(nanoseconds: last)) == row
      if !holds { mistakes += 1 }
    }
    #expect(mistakes == 0)
  }

  @Test("of a profile shorter than a year serves the dates that it has, and no others")
  func partOfYear() throws {
    let zone = try Self.zone("Europe/Berlin")
    let grid = try Self.grid(from: "2016-03-01T00:00", to: "2016-04-01T00:00", in: zone)
    let repetition = ProfileRepetition.byCivilDate(leapDay: .repeatPrevious)
    let start = try Self.instant("2019-03-02T00:00", in: zone)
    let schedule = try ProfileSchedule(
      grid: grid, repetition: repetition, zone: zone,
      horizon: start..<Self.instant("2019-04-01T00:00", in: zone))
    #expect(schedule.row(at: start) == 96)
    let error = #expect(throws: ProfileError.self) {
      try ProfileSchedule(
        grid: grid, repetition: repetition, zone: zone,
        horizon: start..<Self.instant("2019-04-01T00:15", in: zone))
    }
    #expect(error?.description.contains("2019-04-01T00:00:00 of the horizon") == true)
  }

  @Test("of any grid and horizon is made or refused, never trapped", arguments: 0..<80)
  func extremes(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let zone = try Self.zone(seed % 2 == 0 ? "Europe/Berlin" : "UTC")
    func anyTime() -> Int64 {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: .min + .random(in: 0...1000, using: &generator)
      case 1: .max - .random(in: 0...1000, using: &generator)
      case 2: .random(in: .min ... .max, using: &generator)
      default: .random(in: 0...2_000_000_000_000_000_000, using: &generator)
      }
    }
    guard
      let grid = try? ProfileGrid(
        start: Instant(nanoseconds: anyTime()),
        stepNanoseconds: [1, 900_000_000_000, .max / 2].randomElement(using: &generator) ?? 1,
        count: .random(in: 0...40_000, using: &generator))
    else { return }
    let (a, b) = (anyTime(), anyTime())
    let horizon = Instant(nanoseconds: min(a, b))..<Instant(nanoseconds: max(a, b))
    // The days of a horizon of centuries are looked at one by one: some seeds are enough.
    let byDate: [ProfileRepetition] = seed % 16 < 2 ? [.byCivilDate(leapDay: .useNext)] : []
    for repetition in [.none, .byRow] + byDate {
      guard
        let schedule = try? ProfileSchedule(
          grid: grid, repetition: repetition, zone: zone, horizon: horizon)
      else { continue }
      for time in [.min, a, b, .max, anyTime()] {
        let row = schedule.row(at: Instant(nanoseconds: time))
        #expect((0..<grid.count).contains(row))
        #expect(schedule.nextChange(after: Instant(nanoseconds: time)).nanoseconds >= time)
      }
    }
  }
}
