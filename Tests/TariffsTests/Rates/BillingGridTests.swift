import Quantities
import Tariffs
import TestSupport
import Testing

struct BillingGridTests {
  private static func berlin() throws -> CivilTimeZone {
    try CivilTimeZone(
      identifier: "Europe/Berlin",
      covering: Instant(seconds: 1_700_000_000)..<Instant(seconds: 1_760_000_000))
  }

  @Test("Cycles are the calendar months, and parts of months have their share")
  func months() throws {
    let grid = try BillingSamples.grid(year: 2024, month: 1, day: 20, count: 24 * 45)
    #expect(grid.cycles.map(\.month) == [1, 2, 3])
    #expect(grid.cycles.map(\.intervals.count) == [12 * 24, 29 * 24, 4 * 24])
    #expect(grid.cycles.map(\.days) == [12_000_000, 29_000_000, 4_000_000])
    #expect(grid.cycles.map(\.monthShare) == [387_097, 1_000_000, 129_032])
  }

  @Test("A meter that is read on a day of the month has cycles of whole months")
  func readings() throws {
    let grid = try BillingSamples.grid(
      year: 2025, month: 1, day: 15, count: 24 * 90,
      readings: [
        BillingSamples.date(2025, 2, 15), BillingSamples.date(2025, 3, 17),
      ])
    #expect(grid.cycles.map(\.month) == [1, 2, 3])
    #expect(grid.cycles[0].monthShare == 1_000_000)
    #expect(grid.cycles[1].monthShare == 1_064_516)
    #expect(grid.cycles[1].days == 30_000_000)
    #expect(throws: BillingError.self) {
      try BillingSamples.grid(
        count: 24,
        readings: [BillingSamples.date(2025, 3, 1), BillingSamples.date(2025, 2, 1)])
    }
  }

  @Test("Days of 23 and 25 hours keep their periods by the clock")
  func daylightSaving() throws {
    let schedule = try PeriodSchedule(
      windows: [PeriodWindow("night", minutes: 0..<360)], otherwise: "day")
    // 2025-03-30 has 23 hours, 2025-10-26 has 25.
    for (month, day, nightHours) in [(3, 30, 5), (10, 26, 7)] {
      let grid = try BillingSamples.grid(
        year: 2025, month: month, day: day, count: 18 + nightHours, zone: Self.berlin())
      let periods = try grid.periods(of: schedule)
      #expect(periods.filter { $0 == 0 }.count == nightHours)
      #expect(periods.prefix(nightHours).allSatisfy { $0 == 0 })
      #expect(grid.cycles.map(\.days) == [1_000_000])
    }
  }

  @Test("Every interval has the period of its civil time", arguments: 0..<20)
  func agreesWithTheClock(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    let minutes = [5, 15, 30, 60].randomElement(using: &random) ?? 15
    let zone = try Self.berlin()
    let grid = try BillingSamples.grid(
      year: 2025, month: Int.random(in: 1...10, using: &random), day: 1, minutes: Int64(minutes),
      count: Int.random(in: 1...20_000, using: &random), zone: zone, holidays: .germany)
    var cuts = Set((0..<4).map { _ in Int.random(in: 1..<24, using: &random) * 60 })
    cuts.formUnion([0, 1440])
    let edges = cuts.sorted()
    let schedule = try PeriodSchedule(
      windows: zip(edges, edges.dropFirst()).enumerated().map {
        PeriodWindow("p\($0)", days: [.working, .saturday], minutes: $1.0..<$1.1)
      }, otherwise: "rest")
    let periods = try grid.periods(of: schedule)
    #expect(periods.count == grid.count)
    for index in stride(from: 0, to: grid.count, by: 7) {
      let time = zone.civilTime(at: grid.start(ofInterval: index))
      let moment = TariffMoment(
        month: time.date.month, dayKind: grid.holidays.dayKind(time.date),
        minuteOfDay: time.minuteOfDay)
      #expect(Int(periods[index]) == schedule.period(at: moment))
    }
  }

  @Test("A period that begins within an interval is refused with day and minute")
  func cutInterval() throws {
    let schedule = try PeriodSchedule(
      windows: [PeriodWindow("peak", minutes: 1050..<1230)], otherwise: "rest")
    let grid = try BillingSamples.grid(count: 48)
    let error = #expect(throws: BillingError.self) { try grid.periods(of: schedule) }
    #expect(error?.description.contains("2018-01-01 17:30") == true)
    #expect(error?.description.contains("interval 17") == true)
    _ = try BillingSamples.grid(minutes: 30, count: 48).periods(of: schedule)
  }

  @Test("Intervals that midnight cuts are refused")
  func cutMidnight() throws {
    let zone = CivilTimeZone.fixed(offsetSeconds: 19_800)
    #expect(throws: BillingError.self) {
      try BillingGrid(
        start: Instant(seconds: 0), intervalNanoseconds: 3_600_000_000_000, count: 48, zone: zone)
    }
    _ = try BillingGrid(
      start: Instant(seconds: 0), intervalNanoseconds: 1_800_000_000_000, count: 48, zone: zone)
  }

  @Test(
    "Lengths that make no hours or days are refused",
    arguments: [Int64.min, -1, 0, 1, 999_999_999, 420_000_000_000, 5_400_000_000_000, .max])
  func badLength(length: Int64) {
    #expect(throws: BillingError.self) {
      try BillingGrid(start: Instant(seconds: 0), intervalNanoseconds: length, count: 4)
    }
  }

  @Test("Grids that leave the range of time are refused")
  func badRange() {
    let hour: Int64 = 3_600_000_000_000
    for (start, count) in [
      (Int64.max, 1), (Int64.max - hour, 2), (0, 0), (0, -5), (0, Int.max), (Int64.min, 3),
    ] {
      _ = try? BillingGrid(
        start: Instant(nanoseconds: start), intervalNanoseconds: hour, count: count)
    }
    #expect(throws: BillingError.self) {
      try BillingGrid(
        start: Instant(nanoseconds: .max - hour), intervalNanoseconds: hour, count: 2)
    }
  }
}
