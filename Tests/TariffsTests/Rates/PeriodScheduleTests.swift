import Quantities
import Tariffs
import Testing

struct PeriodScheduleTests {
  @Test("Windows may begin on the half hour, and the rest of the day has its own period")
  func halfHours() throws {
    let schedule = try PeriodSchedule(
      windows: [
        PeriodWindow("intermediate", days: [.working], minutes: 990..<1050),
        PeriodWindow("peak", days: [.working], minutes: 1050..<1230),
        PeriodWindow("intermediate", days: [.working], minutes: 1230..<1290),
      ], otherwise: "off-peak")
    #expect(schedule.names == ["intermediate", "peak", "off-peak"])
    #expect(schedule.slotMinutes == 30)
    #expect(schedule.boundaryMinutes == [990, 1050, 1230, 1290])
    func period(_ kind: DayKind, _ minute: Int) -> String {
      schedule.names[
        schedule.period(at: TariffMoment(month: 5, dayKind: kind, minuteOfDay: minute))]
    }
    #expect(
      [989, 990, 1049, 1050, 1229, 1230, 1289, 1290].map { period(.working, $0) } == [
        "off-peak", "intermediate", "intermediate", "peak", "peak", "intermediate", "intermediate",
        "off-peak",
      ])
    #expect(period(.holiday, 1100) == "off-peak")
  }

  @Test("Windows that overlap with different periods are named")
  func overlap() {
    #expect(
      throws: PeriodScheduleError.overlap(
        first: 0, second: 2, month: 3, days: .saturday, minute: 600)
    ) {
      try PeriodSchedule(
        windows: [
          PeriodWindow("a", minutes: 540..<660),
          PeriodWindow("a", minutes: 570..<600),
          PeriodWindow("b", months: [3, 4], days: [.saturday], minutes: 600..<720),
        ], otherwise: "c")
    }
  }

  @Test("The first gap is named where nothing holds otherwise")
  func gap() throws {
    let windows = [
      PeriodWindow("a", minutes: 0..<720),
      PeriodWindow("b", months: Set(1...12).subtracting([6]), minutes: 720..<1440),
      PeriodWindow("b", months: [6], minutes: 721..<1440),
    ]
    #expect(throws: PeriodScheduleError.gap(month: 6, days: .working, minute: 720)) {
      try PeriodSchedule(windows: windows)
    }
    #expect(try PeriodSchedule(windows: windows, otherwise: "b").names == ["a", "b"])
  }

  @Test(
    "Windows that are none are refused",
    arguments: [
      PeriodWindow("a", minutes: 600..<600), PeriodWindow("a", minutes: -60..<60),
      PeriodWindow("a", minutes: 1380..<1500), PeriodWindow("a", months: [], minutes: 0..<60),
      PeriodWindow("a", months: [13], minutes: 0..<60),
      PeriodWindow("a", days: [], minutes: 0..<60),
    ])
  func badWindow(window: PeriodWindow) {
    #expect(throws: PeriodScheduleError.self) {
      try PeriodSchedule(windows: [window], otherwise: "b")
    }
  }

  private static func rows(_ value: Int, columns: Int = 24) -> [[Int]] {
    Array(repeating: Array(repeating: value, count: columns), count: 12)
  }

  @Test("Matrices hold by month and hour, and holidays follow the matrix that is named")
  func matrices() throws {
    var weekday = Self.rows(0)
    weekday[6][17] = 2
    func period(_ schedule: PeriodSchedule, _ kind: DayKind, _ minute: Int) -> Int {
      schedule.period(at: TariffMoment(month: 7, dayKind: kind, minuteOfDay: minute))
    }
    let weekend = try PeriodSchedule(weekday: weekday, weekend: Self.rows(1))
    #expect(weekend.names == ["period 0", "period 1", "period 2"])
    #expect(period(weekend, .working, 1020) == 2)
    #expect(period(weekend, .working, 1080) == 0)
    #expect(period(weekend, .sunday, 1020) == 1)
    #expect(period(weekend, .holiday, 1020) == 1)
    let working = try PeriodSchedule(
      weekday: weekday, weekend: Self.rows(1), holidays: .weekday)
    #expect(period(working, .holiday, 1020) == 2)
  }

  @Test("A matrix of a wrong shape or with an unknown period is refused with the place")
  func badMatrices() {
    let good = Self.rows(0)
    #expect(throws: PeriodScheduleError.rowCount(matrix: "weekend", 11)) {
      try PeriodSchedule(weekday: good, weekend: Array(good.dropLast()))
    }
    #expect(throws: PeriodScheduleError.columnCount(matrix: "weekend", month: 1, 23)) {
      try PeriodSchedule(weekday: good, weekend: Self.rows(0, columns: 23))
    }
    #expect(throws: PeriodScheduleError.period(matrix: "weekday", month: 1, column: 0, -1)) {
      try PeriodSchedule(weekday: Self.rows(-1), weekend: good)
    }
    #expect(throws: PeriodScheduleError.self) { try PeriodSchedule(weekday: [], weekend: []) }
    #expect(throws: PeriodScheduleError.self) {
      try PeriodSchedule(weekday: Self.rows(0, columns: 0), weekend: good)
    }
  }
}
