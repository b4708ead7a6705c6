import Quantities
import TestSupport
import Testing

@Suite struct HolidayCalendarTests {
  private func holidays(_ calendar: HolidayCalendar, of year: Int) throws -> [String] {
    let start = try #require(CivilDate(year: year, month: 1, day: 1))
    return (0..<start.daysInYear).compactMap { start.adding(days: $0) }
      .filter(calendar.isHoliday).map(\.description)
  }

  @Test("Brazil has its twelve holidays of 2024, movable days and 20 November included")
  func brazil() throws {
    #expect(
      try holidays(.brazil, of: 2024) == [
        "2024-01-01", "2024-02-13", "2024-03-29", "2024-04-21", "2024-05-01", "2024-05-30",
        "2024-09-07", "2024-10-12", "2024-11-02", "2024-11-15", "2024-11-20", "2024-12-25",
      ])
    let before = try holidays(.brazil, of: 2023)
    #expect(before.count == 11)
    #expect(!before.contains("2023-11-20"))
  }

  @Test("Germany has its nine national holidays of 2016")
  func germany() throws {
    #expect(
      try holidays(.germany, of: 2016) == [
        "2016-01-01", "2016-03-25", "2016-03-28", "2016-05-01", "2016-05-05", "2016-05-16",
        "2016-10-03", "2016-12-25", "2016-12-26",
      ])
  }

  @Test("Days are working, Saturday, Sunday or holiday, whatever weekday a holiday falls on")
  func dayKinds() throws {
    let cases: [(String, DayKind)] = [
      ("2016-05-04", .working), ("2016-05-05", .holiday), ("2016-05-07", .saturday),
      ("2016-05-08", .sunday), ("2016-05-01", .holiday),
    ]
    for (text, kind) in cases {
      let date = try #require(CivilDate(parsing: text))
      #expect(HolidayCalendar.germany.dayKind(date) == kind)
    }
    let sunday = try #require(CivilDate(parsing: "2016-05-01"))
    #expect(HolidayCalendar.none.dayKind(sunday) == .sunday)
    #expect(HolidayCalendar.germany.holidayName(on: sunday) == "Labour Day")
    #expect(HolidayCalendar.none.holidayName(on: sunday) == nil)
  }

  @Test("Added dates are holidays of one year only, in any order and number")
  func addedDates() throws {
    let texts = ["2017-10-31", "2016-06-29", "2017-10-31"]
    let dates = texts.compactMap { CivilDate(parsing: $0) }
    let calendar = HolidayCalendar.germany.adding(dates: dates, name: "Reformation Day")
    #expect(try holidays(calendar, of: 2017).count == 10)
    #expect(try holidays(calendar, of: 2018).count == 9)
    #expect(calendar.holidayName(on: dates[0]) == "Reformation Day")
    #expect(dates.allSatisfy(calendar.isHoliday))
    #expect(calendar != .germany)
  }

  @Test("A day is a holiday exactly when a rule names it", arguments: 0..<20)
  func namesAndDays(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    let dates = (0..<50).compactMap { _ in
      CivilDate(daysSinceEpoch: Int(bits.next() % 2000) + 16_000)
    }
    let calendar = HolidayCalendar.brazil.adding(dates: dates)
    for day in 16_000..<18_000 {
      let date = try #require(CivilDate(daysSinceEpoch: day))
      let isHoliday = calendar.isHoliday(date)
      if isHoliday != (calendar.holidayName(on: date) != nil) { Issue.record("\(date)") }
      if isHoliday != (dates.contains(date) || HolidayCalendar.brazil.isHoliday(date)) {
        Issue.record("\(date)")
      }
    }
  }

  @Test("Rules with numbers that are no days never fall, and never trap")
  func extremeRules() {
    let calendar = HolidayCalendar(rules: [
      HolidayRule("None", .yearly(month: .max, day: .min)),
      HolidayRule("None", .easter(offset: .max)), HolidayRule("None", .easter(offset: .min)),
      HolidayRule("None", .yearly(month: 1, day: 1), since: .max),
    ])
    #expect(!calendar.isHoliday(.first))
    #expect(!calendar.isHoliday(.last))
  }

  @Test("Calendars are named in a fixed order")
  func registry() {
    #expect(HolidayCalendar.named.map(\.name) == ["none", "brazil", "germany"])
    #expect(HolidayCalendar.named.map(\.calendar) == [.none, .brazil, .germany])
  }
}
