import Quantities
import TestSupport
import Testing

@Suite struct CivilDateTests {
  @Test("All days from 1677 to 2262 follow each other as a calendar says")
  func allDays() throws {
    var expected = (year: 1677, month: 1, day: 1)
    var weekday = CivilDate.first.weekday.rawValue
    var wrong = 0
    for days in -107_015...107_015 {
      guard let date = CivilDate(daysSinceEpoch: days) else { continue }
      let isRight =
        (date.year, date.month, date.day) == expected && date.daysSinceEpoch == days
        && date.weekday.rawValue == weekday
        && date == CivilDate(year: date.year, month: date.month, day: date.day)
      if !isRight { wrong += 1 }
      weekday = weekday % 7 + 1
      expected.day += 1
      if expected.day > date.daysInMonth { expected = (expected.year, expected.month + 1, 1) }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
    #expect(wrong == 0)
    #expect(expected == (2263, 1, 1))
    #expect(CivilDate.first.daysSinceEpoch == -107_015)
    #expect(CivilDate.last.daysSinceEpoch == 107_015)
  }

  struct Known: CustomTestStringConvertible {
    let text: String
    let days: Int
    let weekday: Weekday
    var testDescription: String { text }
  }

  /// From the ordinals and weekdays of Python's `datetime`.
  static let known = [
    Known(text: "1677-01-01", days: -107_015, weekday: .friday),
    Known(text: "1900-02-28", days: -25_509, weekday: .wednesday),
    Known(text: "1970-01-01", days: 0, weekday: .thursday),
    Known(text: "2000-02-29", days: 11_016, weekday: .tuesday),
    Known(text: "2016-02-29", days: 16_860, weekday: .monday),
    Known(text: "2100-03-01", days: 47_541, weekday: .monday),
    Known(text: "2262-12-31", days: 107_015, weekday: .wednesday),
  ]

  @Test("Dates have the numbers and weekdays of Python's calendar", arguments: known)
  func knownDates(example: Known) throws {
    let date = try #require(CivilDate(parsing: example.text))
    #expect(date.daysSinceEpoch == example.days)
    #expect(date.weekday == example.weekday)
    #expect(date.description == example.text)
  }

  @Test("Days that do not exist, and extreme numbers, are nil")
  func noDates() throws {
    for number in [Int.min, -1, 0, 32, 1676, 2263, Int.max] {
      #expect(CivilDate(year: number, month: 1, day: 1) == nil)
      #expect(CivilDate(year: 2016, month: 1, day: number) == nil)
      #expect(CivilDate(year: 2016, month: number, day: 1) == nil)
      #expect(CivilDate.easterSunday(of: number) == nil)
      #expect(CivilDate.daysOfMonth(2, year: number) == nil)
      #expect(CivilDate.daysOfMonth(number, year: 2016) == nil)
    }
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    for days in [Int.min, -107_016, 107_016, .max] {
      #expect(CivilDate(daysSinceEpoch: days) == nil)
    }
    #expect(CivilDate.last.adding(days: 1) == nil)
    #expect(CivilDate.last.adding(days: .max) == nil)
    #expect(CivilDate.first.adding(days: .min) == nil)
    #expect(CivilDate.last.startOfNextMonth == nil)
  }

  @Test("Months and years have their lengths, and the day of the year counts through them")
  func lengths() throws {
    let date = try #require(CivilDate(year: 2016, month: 12, day: 31))
    #expect(date.dayOfYear == 366)
    #expect(date.daysInYear == 366)
    #expect(date.isInLeapYear)
    #expect(date.startOfMonth.description == "2016-12-01")
    #expect(date.startOfNextMonth?.description == "2017-01-01")
    let lengths = (1...12).map { CivilDate.daysOfMonth($0, year: 2015) }
    #expect(lengths == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect(date.adding(days: 60)?.description == "2017-03-01")
    #expect(date.adding(days: 60)?.days(since: date) == 60)
  }

  @Test("Dates are ordered as their numbers", arguments: 0..<50)
  func order(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<100 {
      let left = try #require(CivilDate(daysSinceEpoch: Int(bits.next() % 200_000) - 100_000))
      let right = try #require(left.adding(days: Int(bits.next() % 101) - 50))
      #expect((left < right) == (left.daysSinceEpoch < right.daysSinceEpoch))
      #expect((left == right) == (left.daysSinceEpoch == right.daysSinceEpoch))
    }
  }

  @Test("Easter is that of dateutil in all years from 1677 to 2262")
  func easter() throws {
    let lines = try dataLines("easter.csv")
    #expect(lines.count == 586)
    for (index, line) in lines.enumerated() {
      let easter = try #require(CivilDate.easterSunday(of: 1677 + index))
      #expect(easter.description == line[0])
      #expect(easter.weekday == .sunday)
    }
  }
}
