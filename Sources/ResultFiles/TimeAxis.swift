public import Quantities

/// Intervals of one length that follow each other.
///
/// The coordinate of an interval is its end, as a number of seconds since the midnight (UTC) before
/// the first interval.
public struct TimeAxis: Hashable, Sendable {
  /// The start of the first interval.
  public var start: Instant

  /// The length of an interval, in nanoseconds.
  public var intervalNanoseconds: Int64

  /// The number of intervals.
  public var count: Int

  /// Creates a time axis.
  public init(start: Instant, intervalNanoseconds: Int64, count: Int) {
    self.start = start
    self.intervalNanoseconds = intervalNanoseconds
    self.count = count
  }

  /// The midnight (UTC) from which coordinates count.
  public var epoch: Instant {
    let day: Int64 = 86_400
    let seconds = start.secondsRoundedDown
    let remainder = seconds % day
    let midnight = seconds - (remainder < 0 ? remainder + day : remainder)
    // The first day of the range of instants has no midnight in it.
    let earliest = Int64.min / 1_000_000_000
    return Instant(seconds: max(midnight, earliest))
  }

  /// The coordinate of an instant, in seconds since ``epoch``.
  public func seconds(at instant: Instant) -> Double {
    Double(Int128(instant.nanoseconds) - Int128(epoch.nanoseconds)) / 1e9
  }

  /// The coordinate of the boundary before the interval of that number.
  func seconds(atBoundary index: Int) -> Double {
    let nanoseconds =
      Int128(start.nanoseconds) - Int128(epoch.nanoseconds)
      + Int128(intervalNanoseconds) * Int128(index)
    return Double(nanoseconds) / 1e9
  }

  /// The boundary before the interval of that number; `nil` when it leaves the range of instants.
  func boundary(_ index: Int) -> Instant? {
    let (span, overflow) = intervalNanoseconds.multipliedReportingOverflow(by: Int64(index))
    return overflow ? nil : start.advanced(byNanoseconds: span)
  }

  /// The unit of coordinates, such as `seconds since 2030-01-01T00:00:00Z`.
  var units: String { "seconds since \(epoch.utcDescription)" }
}

extension Instant {
  /// The instant in UTC, such as `2030-01-01T00:00:00Z`, with a fraction where there is one.
  var utcDescription: String {
    let seconds = secondsRoundedDown
    var days = seconds / 86_400
    if seconds % 86_400 < 0 { days -= 1 }
    let clock = seconds - days * 86_400
    let (year, month, day) = Self.civilDate(daysSince1970: days)
    let fraction = Int128(nanoseconds) - Int128(seconds) * 1_000_000_000
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
      + padded(clock / 3600, 2) + ":" + padded(clock / 60 % 60, 2) + ":" + padded(clock % 60, 2)
      + (fraction == 0 ? "" : "." + padded(Int64(fraction), 9)) + "Z"
  }

  /// The date of the Gregorian calendar, counted in periods of 400, 100, 4 and 1 years that begin
  /// on 1 March, so that a leap day is the last day of its period.
  private static func civilDate(
    daysSince1970 days: Int64
  ) -> (year: Int64, month: Int64, day: Int64) {
    let daysSinceMarch0000 = days + 719_468
    var period = daysSinceMarch0000 / 146_097
    if daysSinceMarch0000 % 146_097 < 0 { period -= 1 }
    var rest = daysSinceMarch0000 - period * 146_097
    let centuries = min(rest / 36_524, 3)
    rest -= centuries * 36_524
    let olympiads = rest / 1461
    rest -= olympiads * 1461
    let years = min(rest / 365, 3)
    rest -= years * 365
    var year = 400 * period + 100 * centuries + 4 * olympiads + years
    var month: Int64 = 3
    for length: Int64 in [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31] {
      guard rest >= length else { break }
      rest -= length
      month += 1
    }
    if month > 12 {
      month -= 12
      year += 1
    }
    return (year, month, rest + 1)
  }
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
