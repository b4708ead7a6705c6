/// How the stamps of a file are written.
///
/// A format is one of the names `iso8601`, `epoch-seconds` and `epoch-milliseconds`, or a pattern
/// such as `dd.MM.yyyy HH:mm`, `MM/dd/yyyy h:mm a` or `yyyy-MM-dd'T'HH:mm:ssXXX`:
///
/// | Letters | Mean |
/// | --- | --- |
/// | `yyyy` | year of four digits |
/// | `MM`, `dd`, `HH`, `mm`, `ss` | month, day, hour of 0…24, minute, second of two digits |
/// | `M`, `d`, `H`, `m`, `s` | the same of one or two digits |
/// | `hh` or `h`, with `a` | hour of 1…12, with `AM` or `PM` |
/// | `S`, `SS`, … to nine | decimal digits of the second, as many |
/// | `X`, `XX`, `XXX` | offset from UTC: `Z`, `+01`, `+0100` or `+01:00` |
///
/// Text between quotes (`'T'`) and all that is not a letter stands for itself. Hour 24 is allowed at
/// 24:00 only, the beginning of the next day. There are no leap seconds.
public struct StampFormat: Hashable, Sendable, CustomStringConvertible {
  public let description: String
  let notation: Notation

  enum Notation: Hashable, Sendable {
    case iso8601
    case epoch(nanosecondsPerUnit: Int64)
    case pattern([Element])
  }

  enum Element: Hashable, Sendable {
    case literal(UInt8)
    case number(Field, digits: ClosedRange<Int>)
    case fraction(digits: Int)
    case halfDay
    case offset
  }

  enum Field: Hashable, Sendable {
    case year
    case month
    case day
    case hour
    case hourOfHalfDay
    case minute
    case second
  }

  /// `2016-01-01`, `2016-01-01T00:15`, `2016-01-01 00:15:30.5Z` and `2016-01-01T00:15+01:00`.
  public static let iso8601 = StampFormat(description: "iso8601", notation: .iso8601)

  /// Seconds since 1970-01-01T00:00Z.
  public static let epochSeconds = StampFormat(
    description: "epoch-seconds", notation: .epoch(nanosecondsPerUnit: 1_000_000_000))

  /// Milliseconds since 1970-01-01T00:00Z.
  public static let epochMilliseconds = StampFormat(
    description: "epoch-milliseconds", notation: .epoch(nanosecondsPerUnit: 1_000_000))

  private init(description: String, notation: Notation) {
    self.description = description
    self.notation = notation
  }

  /// Creates the format of a name or a pattern.
  ///
  /// - Throws: ``StampFormatError`` when the text is neither.
  public init(_ text: String) throws(StampFormatError) {
    switch text {
    case "iso8601": self = .iso8601
    case "epoch-seconds": self = .epochSeconds
    case "epoch-milliseconds": self = .epochMilliseconds
    default:
      let elements = try Self.elements(of: text)
      self.init(description: text, notation: .pattern(elements))
    }
  }
}

/// A text is no stamp format.
public struct StampFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public let format: String

  /// What is wrong with it.
  public let reason: String

  public var description: String {
    """
    can't use the stamp format \(shown(format)): \(reason). Write a pattern such as \
    'dd.MM.yyyy HH:mm', or 'iso8601', 'epoch-seconds' or 'epoch-milliseconds'.
    """
  }
}

extension StampFormat {
  private static func elements(of text: String) throws(StampFormatError) -> [Element] {
    var elements: [Element] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "'") {
        elements += try quotedLiterals(from: &rest, of: text)
      } else if isLetter(byte) {
        let run = rest.prefix { $0 == byte }
        rest = rest.dropFirst(run.count)
        elements.append(try element(of: byte, count: run.count, in: text))
      } else {
        elements.append(.literal(byte))
        rest = rest.dropFirst()
      }
    }
    try check(elements, of: text)
    return elements
  }

  /// Reads `'text'`; two quotes in a row are one that stands for itself.
  private static func quotedLiterals(
    from rest: inout ArraySlice<UInt8>, of text: String
  ) throws(StampFormatError) -> [Element] {
    let quote = UInt8(ascii: "'")
    let content = rest.dropFirst().prefix { $0 != quote }
    rest = rest.dropFirst(1 + content.count)
    guard rest.first == quote else {
      throw StampFormatError(format: text, reason: "a quote is not closed")
    }
    rest = rest.dropFirst()
    return content.isEmpty ? [.literal(quote)] : content.map { .literal($0) }
  }

  private static func element(
    of letter: UInt8, count: Int, in text: String
  ) throws(StampFormatError) -> Element {
    let field: Field? =
      switch letter {
      case UInt8(ascii: "M"): .month
      case UInt8(ascii: "d"): .day
      case UInt8(ascii: "H"): .hour
      case UInt8(ascii: "h"): .hourOfHalfDay
      case UInt8(ascii: "m"): .minute
      case UInt8(ascii: "s"): .second
      default: nil
      }
    if let field, count <= 2 { return .number(field, digits: count...2) }
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): return .number(.year, digits: 4...4)
    case (UInt8(ascii: "S"), 1...9): return .fraction(digits: count)
    case (UInt8(ascii: "X"), 1...3): return .offset
    case (UInt8(ascii: "a"), 1): return .halfDay
    default:
      let letters = String(repeating: Character(Unicode.Scalar(letter)), count: min(count, 20))
      throw StampFormatError(format: text, reason: "'\(letters)' has no meaning")
    }
  }

  /// Checks that the elements name every part of a stamp that is needed, and none twice.
  private static func check(_ elements: [Element], of text: String) throws(StampFormatError) {
    var fields: [Field] = []
    var halfDays = 0
    var offsets = 0
    var fractions = 0
    for element in elements {
      switch element {
      case .literal: break
      case .number(let field, _): fields.append(field)
      case .halfDay: halfDays += 1
      case .offset: offsets += 1
      case .fraction: fractions += 1
      }
    }
    if Set(fields).count < fields.count || max(halfDays, offsets, fractions) > 1 {
      throw StampFormatError(format: text, reason: "a part of it comes twice")
    }
    for (field, name) in [(Field.year, "year 'yyyy'"), (.month, "month 'MM'"), (.day, "day 'dd'")]
    where !fields.contains(field) {
      throw StampFormatError(format: text, reason: "it has no \(name)")
    }
    if fields.contains(.hourOfHalfDay) != (halfDays == 1)
      || (fields.contains(.hour) && fields.contains(.hourOfHalfDay))
    {
      throw StampFormatError(
        format: text, reason: "'h' and 'a' go together, and not with 'H'")
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
