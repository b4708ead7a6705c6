import Quantities
import TestSupport
import Testing

@Suite struct CivilTimeTests {
  @Test(
    "Times of all accepted forms are read, and printed in the shortest one",
    arguments: [
      ("2016-01-01T00:00", "2016-01-01T00:00:00"), ("2016-01-01 23:59", "2016-01-01T23:59:00"),
      ("2016-02-29T12:34:56", "2016-02-29T12:34:56"),
      ("2016-02-29T12:34:56.5", "2016-02-29T12:34:56.5"),
      ("2016-02-29T12:34:56.012", "2016-02-29T12:34:56.012"),
      ("2016-02-29T12:34:56.000000001", "2016-02-29T12:34:56.000000001"),
      ("2016-02-29T12:34:56.000", "2016-02-29T12:34:56"),
    ])
  func forms(text: String, printed: String) throws {
    let time = try #require(CivilTime(parsing: text))
    #expect(time.description == printed)
    #expect(CivilTime(parsing: printed) == time)
  }

  @Test(
    "Other texts are no times",
    arguments: [
      "", "2016", "2016-01-01", "2016-01-01T", "2016-01-01T24:00", "2016-01-01T00:60",
      "2016-01-01T00:00:60", "2016-02-30T00:00", "2015-02-29T00:00", "1676-12-31T00:00",
      "2263-01-01T00:00", "2016-1-1T00:00", "2016-01-01T0:00", "2016-01-01T00:00Z",
      "2016-01-01T00:00+01:00", "2016-01-01T00:00:00.", "2016-01-01T00:00:00.1234567890",
      " 2016-01-01T00:00", "2016-01-01T00:00 ", "2016-01-01t00:00", "-016-01-01T00:00",
      "２016-01-01T00:00", "2016-01-01T00:00\u{0}", "2016-01-01T00:00:é",
    ])
  func noTimes(text: String) { #expect(CivilTime(parsing: text) == nil) }

  @Test("Any bytes are a time or nil, and never a trap", arguments: 0..<200)
  func anyBytes(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<50 {
      var bytes = Array("2016-02-29T12:34:56.012".utf8)
      for _ in 0..<(1 + bits.next() % 4) {
        switch bits.next() % 3 {
        case 0: bytes[Int.random(in: bytes.indices, using: &bits)] = UInt8(bits.next() & 0xFF)
        case 1: bytes.removeLast()
        default: bytes.append(UInt8(48 + bits.next() % 10))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if let time = CivilTime(parsing: text) {
        #expect(CivilTime(parsing: time.description) == time)
      }
      if let date = CivilDate(parsing: text.prefix(10)) {
        #expect(CivilDate(parsing: date.description) == date)
      }
    }
  }

  @Test("The fields of a time are those it was made from, and its order is theirs")
  func fields() throws {
    let date = try #require(CivilDate(year: 2016, month: 3, day: 27))
    let time = try #require(
      CivilTime(date: date, hour: 13, minute: 45, second: 7, nanosecond: 999_999_999))
    #expect((time.hour, time.minute, time.second, time.nanosecond) == (13, 45, 7, 999_999_999))
    #expect(time.minuteOfDay == 825)
    #expect(time.secondOfDay == 49_507)
    #expect(CivilTime(date: date, nanosecondOfDay: time.nanosecondOfDay) == time)
    #expect(CivilTime(midnightOf: date) < time)
    let next = try #require(date.adding(days: 1))
    #expect(time < CivilTime(midnightOf: next))
  }

  @Test("Numbers that are no time of day are nil")
  func noTimesOfDay() throws {
    let date = CivilDate.first
    for number in [Int.min, -1, 1_000_000_000, .max] {
      #expect(CivilTime(date: date, hour: number, minute: 0) == nil)
      #expect(CivilTime(date: date, hour: 0, minute: number) == nil)
      #expect(CivilTime(date: date, hour: 0, minute: 0, second: number) == nil)
      #expect(CivilTime(date: date, hour: 0, minute: 0, second: 0, nanosecond: number) == nil)
    }
    for number in [Int64.min, -1, 86_400_000_000_000, .max] {
      #expect(CivilTime(date: date, nanosecondOfDay: number) == nil)
    }
  }
}
