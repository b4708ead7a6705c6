/// A scale of numbers that are times: a unit and an origin.
struct TimeAxis {
  /// The length of the unit, in nanoseconds.
  let unit: Int64
  let origin: Stamp

  init(unit: Int64, origin: Stamp) {
    self.unit = unit
    self.origin = origin
  }

  /// Reads units of the CF conventions, such as `hours since 2016-01-01 00:00:00 UTC`; `nil` for
  /// anything else, and for calendars other than the Gregorian one.
  init?(units: String, calendar: String) {
    let words = units.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count == 3, words[1].lowercased() == "since",
      let unit = Self.length(ofUnit: words[0].lowercased()),
      ["standard", "gregorian", "proleptic_gregorian"].contains(calendar.lowercased()),
      let origin = Self.origin(words[2])
    else { return nil }
    self.init(unit: unit, origin: origin)
  }

  private static func length(ofUnit name: String) -> Int64? {
    switch name {
    case "nanoseconds", "nanosecond", "ns": 1
    case "microseconds", "microsecond", "us": 1000
    case "milliseconds", "millisecond", "ms", "msec": 1_000_000
    case "seconds", "second", "sec", "s": 1_000_000_000
    case "minutes", "minute", "min": 60_000_000_000
    case "hours", "hour", "hr", "h": 3_600_000_000_000
    case "days", "day", "d": 86_400_000_000_000
    default: nil
    }
  }

  /// Reads a reference time, whose zone may stand apart: `2016-01-01 00:00:00 +01:00`.
  private static func origin(_ text: String) -> Stamp? {
    var parts = text.split(separator: " ").map(String.init)
    if let last = parts.last, parts.count > 1, ["UTC", "GMT", "Z"].contains(last) {
      parts[parts.count - 1] = "Z"
    }
    let joined =
      switch parts.count {
      case 1: parts[0]
      case 2 where parts[1].first.map { "Z+-".contains($0) } ?? false: parts[0] + parts[1]
      case 2: "\(parts[0])T\(parts[1])"
      case 3: "\(parts[0])T\(parts[1])\(parts[2])"
      default: ""
      }
    let bytes = Array(joined.utf8)
    return StampFormat.iso8601.stamp(in: bytes.span, from: 0, to: bytes.count)
  }

  /// The time of a whole number of units.
  func stamp(_ number: Int64) -> Stamp? {
    let (span, overflow) = number.multipliedReportingOverflow(by: unit)
    let (clock, sumOverflow) = origin.clock.addingReportingOverflow(span)
    return overflow || sumOverflow ? nil : Stamp(clock: clock, offset: origin.offset)
  }

  /// The time of a number of units, to the nearest millisecond where the unit is longer.
  ///
  /// Fractions of days since a distant year are not told more sharply by a `Double`.
  func stamp(_ number: Double) -> Stamp? {
    if let whole = Int64(exactly: number) { return stamp(whole) }
    let grain = min(unit, 1_000_000)
    let grains = (number * (Double(unit) / Double(grain))).rounded()
    guard let whole = Int64(exactly: grains) else { return nil }
    return TimeAxis(unit: grain, origin: origin).stamp(whole)
  }
}
