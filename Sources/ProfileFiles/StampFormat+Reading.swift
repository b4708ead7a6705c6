import Quantities

/// What a stamp says.
package struct Stamp: Hashable {
  /// The nanoseconds from 1970-01-01T00:00 on the clock that it shows.
  package var clock: Int64

  /// The nanoseconds that this clock is ahead of UTC; `nil` when the stamp does not say.
  package var offset: Int64?
}

extension StampFormat {
  /// Reads the stamp that fills a range of bytes; `nil` when the bytes are none of this format.
  package func stamp(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Stamp? {
    var reader = StampReader(position: start, end: end)
    switch notation {
    case .iso8601: return reader.readISO8601(bytes)
    case .epoch(let unit): return reader.readEpoch(bytes, nanosecondsPerUnit: unit)
    case .pattern(let elements):
      for element in elements {
        guard reader.read(element, from: bytes) else { return nil }
      }
      return reader.finish()
    }
  }
}

/// Reads the parts of one stamp.
private struct StampReader {
  var position: Int
  let end: Int
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond: Int64 = 0
  var isAfternoon: Bool?
  var offset: Int64?

  init(position: Int, end: Int) {
    self.position = position
    self.end = end
  }

  /// The stamp, if all bytes are read and the parts are a date and a time of day.
  func finish() -> Stamp? {
    guard position == end, let date = CivilDate(year: year, month: month, day: day) else {
      return nil
    }
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let isMidnight = hour == 24 && minute == 0 && second == 0 && nanosecond == 0
    guard hour < 24 || isMidnight, minute < 60, second < 60 else { return nil }
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (clock, sumOverflow) = whole.addingReportingOverflow(nanosecond)
    return overflow || sumOverflow ? nil : Stamp(clock: clock, offset: offset)
  }

  mutating func read(_ element: StampFormat.Element, from bytes: Span<UInt8>) -> Bool {
    switch element {
    case .literal(let byte): return skip(byte, in: bytes)
    case .number(let field, let digits):
      guard let number = readNumber(bytes, digits: digits) else { return false }
      switch field {
      case .year: year = number
      case .month: month = number
      case .day: day = number
      case .hour, .hourOfHalfDay: hour = number
      case .minute: minute = number
      case .second: second = number
      }
      return true
    case .fraction(let digits): return readFraction(bytes, digits: digits...digits)
    case .halfDay: return readHalfDay(bytes)
    case .offset: return readOffset(bytes)
    }
  }

  mutating func readISO8601(_ bytes: Span<UInt8>) -> Stamp? {
    guard readPart(\.year, 4, bytes), skip(UInt8(ascii: "-"), in: bytes),
      readPart(\.month, 2, bytes), skip(UInt8(ascii: "-"), in: bytes), readPart(\.day, 2, bytes)
    else { return nil }
    if position == end { return finish() }
    guard skip(UInt8(ascii: "T"), in: bytes) || skip(UInt8(ascii: " "), in: bytes),
      readPart(\.hour, 2, bytes), skip(UInt8(ascii: ":"), in: bytes), readPart(\.minute, 2, bytes)
    else { return nil }
    if skip(UInt8(ascii: ":"), in: bytes) {
      guard readPart(\.second, 2, bytes) else { return nil }
      let hasFraction = skip(UInt8(ascii: "."), in: bytes) || skip(UInt8(ascii: ","), in: bytes)
      if hasFraction, !readFraction(bytes, digits: 1...9) { return nil }
    }
    if position < end, !readOffset(bytes) { return nil }
    return finish()
  }

  mutating func readEpoch(_ bytes: Span<UInt8>, nanosecondsPerUnit unit: Int64) -> Stamp? {
    let isNegative = skip(UInt8(ascii: "-"), in: bytes)
    let firstDigit = position
    var whole: Int64 = 0
    while let digit = peekDigit(bytes) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = product.addingReportingOverflow(Int64(digit))
      guard !overflow, !sumOverflow else { return nil }
      whole = sum
      position += 1
    }
    guard position > firstDigit else { return nil }
    if skip(UInt8(ascii: "."), in: bytes), !readFraction(bytes, digits: 1...9) { return nil }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: unit)
    let fraction = nanosecond / (1_000_000_000 / unit)
    let (sum, sumOverflow) = scaled.addingReportingOverflow(fraction)
    guard position == end, !overflow, !sumOverflow else { return nil }
    return Stamp(clock: isNegative ? -sum : sum, offset: 0)
  }

  private mutating func readPart(
    _ part: WritableKeyPath<Self, Int>, _ digits: Int, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let number = readNumber(bytes, digits: digits...digits) else { return false }
    self[keyPath: part] = number
    return true
  }

  private mutating func readNumber(_ bytes: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
    var number = 0
    var count = 0
    while count < digits.upperBound, let digit = peekDigit(bytes) {
      number = 10 * number + digit
      count += 1
      position += 1
    }
    return count >= digits.lowerBound ? number : nil
  }

  /// Reads decimal digits of a second, which become nanoseconds.
  private mutating func readFraction(_ bytes: Span<UInt8>, digits: ClosedRange<Int>) -> Bool {
    let first = position
    guard let number = readNumber(bytes, digits: digits) else { return false }
    nanosecond = Int64(number)
    for _ in (position - first)..<9 { nanosecond *= 10 }
    return true
  }

  private mutating func readHalfDay(_ bytes: Span<UInt8>) -> Bool {
    guard position + 2 <= end, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else { return false }
    switch bytes[position] | 0x20 {
    case UInt8(ascii: "a"): isAfternoon = false
    case UInt8(ascii: "p"): isAfternoon = true
    default: return false
    }
    position += 2
    return true
  }

  /// Reads `Z`, `+01`, `+0100` or `+01:00`.
  private mutating func readOffset(_ bytes: Span<UInt8>) -> Bool {
    if skip(UInt8(ascii: "Z"), in: bytes) {
      offset = 0
      return true
    }
    let isBehind = skip(UInt8(ascii: "-"), in: bytes)
    guard isBehind || skip(UInt8(ascii: "+"), in: bytes),
      let hours = readNumber(bytes, digits: 2...2)
    else { return false }
    let hasColon = skip(UInt8(ascii: ":"), in: bytes)
    var minutes = 0
    if hasColon || peekDigit(bytes) != nil {
      guard let number = readNumber(bytes, digits: 2...2) else { return false }
      minutes = number
    }
    guard hours <= 18, minutes < 60 else { return false }
    let seconds = Int64(hours * 3600 + minutes * 60)
    offset = (isBehind ? -seconds : seconds) * 1_000_000_000
    return true
  }

  private mutating func skip(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func peekDigit(_ bytes: Span<UInt8>) -> Int? {
    guard position < end else { return nil }
    let digit = Int(bytes[position]) - 48
    return (0...9).contains(digit) ? digit : nil
  }
}
