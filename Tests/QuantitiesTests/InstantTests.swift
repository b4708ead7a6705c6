import Quantities
import Testing

@Suite struct InstantTests {
  @Test("Seconds are rounded down on both sides of 1970")
  func secondsRoundedDown() {
    let cases: [(Int64, Int64)] = [
      (0, 0), (1, 0), (-1, -1), (1_000_000_000, 1), (-1_000_000_000, -1), (-1_000_000_001, -2),
      (.max, 9_223_372_036), (.min, -9_223_372_037),
    ]
    for (nanoseconds, seconds) in cases {
      #expect(Instant(nanoseconds: nanoseconds).secondsRoundedDown == seconds)
    }
    #expect(Instant(seconds: 3).nanoseconds == 3_000_000_000)
  }

  @Test("Spans between the ends of the range are exact and do not trap")
  func longestSpan() {
    let first = Instant(nanoseconds: .min)
    let last = Instant(nanoseconds: .max)
    #expect(last - first == .nanoseconds(Int64.max) - .nanoseconds(Int64.min))
    #expect(abs(last.seconds(since: first) - 18_446_744_073.709551615) < 1e-5)
    #expect(abs(first.hours(since: last) + 5_124_095.576030431) < 1e-8)
  }

  @Test("An advance beyond the range is nil, any other is exact")
  func advances() {
    let last = Instant(nanoseconds: .max)
    #expect(last.advanced(byNanoseconds: 1) == nil)
    #expect(last.advanced(by: .nanoseconds(1)) == nil)
    #expect(last.advanced(by: .seconds(Int64.max)) == nil)
    #expect(last.advanced(by: .seconds(Int64.min)) == nil)
    #expect(last.advanced(by: .nanoseconds(-1))?.nanoseconds == Int64.max - 1)
    let noon = Instant(seconds: 43_200)
    #expect(noon.advanced(by: .hours(12)) == Instant(seconds: 86_400))
    #expect(noon + .minutes(15) == Instant(seconds: 44_100))
    #expect(noon - .minutes(15) == Instant(seconds: 42_300))
    #expect((noon + .minutes(15)) - noon == .seconds(900))
    #expect((noon + .minutes(90)).hours(since: noon) == 1.5)
  }

  @Test("Durations give whole nanoseconds, seconds and hours")
  func durations() {
    #expect(Duration.minutes(15).wholeNanoseconds == 900_000_000_000)
    #expect(Duration.hours(-2).wholeNanoseconds == -7_200_000_000_000)
    #expect(Duration.milliseconds(1500).inSeconds == 1.5)
    #expect(Duration.minutes(90).inHours == 1.5)
  }
}
