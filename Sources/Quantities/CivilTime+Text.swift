extension CivilDate: CustomStringConvertible {
  /// Reads a date of the form `2016-02-29`; `nil` for any other text and for days that are none.
  public init?(parsing text: some StringProtocol) {
    var digits = DigitReader(text)
    guard let date = digits.readDate(), digits.isAtEnd else { return nil }
    self = date
  }

  public var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

extension CivilTime: CustomStringConvertible {
  /// Reads a time of the form `2016-01-01T00:00`, with seconds (`:30`) and up to nine digits of
  /// their fraction (`:30.25`) if wanted; a space may stand for the `T`.
  ///
  /// Any other text is `nil`: there is no zone, no `24:00` and no leap second.
  public init?(parsing text: some StringProtocol) {
    var digits = DigitReader(text)
    guard let date = digits.readDate(), digits.skip("T") || digits.skip(" "),
      let hour = digits.readNumber(digits: 2), digits.skip(":"),
      let minute = digits.readNumber(digits: 2)
    else { return nil }
    var second = 0
    var nanosecond = 0
    if digits.skip(":") {
      guard let read = digits.readNumber(digits: 2) else { return nil }
      second = read
      if digits.skip(".") {
        guard let read = digits.readNanoseconds() else { return nil }
        nanosecond = read
      }
    }
    guard digits.isAtEnd else { return nil }
    self.init(date: date, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  public var description: String {
    let clock = "\(date)T\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))"
    if nanosecond == 0 { return clock }
    var fraction = padded(nanosecond, to: 9)
    while fraction.last == "0" { fraction.removeLast() }
    return "\(clock).\(fraction)"
  }
}

/// The decimal digits of a number that is not negative, with zeros before them.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Reads numbers of a known width from the bytes of a text; a failed read fails the whole text.
struct DigitReader<Text: StringProtocol> {
  private let bytes: Text.UTF8View
  private var index: Text.UTF8View.Index

  init(_ text: Text) {
    bytes = text.utf8
    index = bytes.startIndex
  }

  var isAtEnd: Bool { index == bytes.endIndex }

  mutating func readDate() -> CivilDate? {
    guard let year = readNumber(digits: 4), skip("-"), let month = readNumber(digits: 2),
      skip("-"), let day = readNumber(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  mutating func readNumber(digits count: Int) -> Int? {
    var number = 0
    for _ in 0..<count {
      guard let digit = readDigit() else { return nil }
      number = 10 * number + digit
    }
    return number
  }

  /// Reads one to nine digits that stand behind a decimal point.
  mutating func readNanoseconds() -> Int? {
    guard var number = readDigit() else { return nil }
    for _ in 1..<9 { number = 10 * number + (readDigit() ?? 0) }
    return number
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard !isAtEnd, UInt32(bytes[index]) == character.value else { return false }
    index = bytes.index(after: index)
    return true
  }

  private mutating func readDigit() -> Int? {
    guard !isAtEnd, case let byte = bytes[index], (48...57).contains(byte) else { return nil }
    index = bytes.index(after: index)
    return Int(byte) - 48
  }
}
