/// The text of a file of separated values, and where things stand in it.
///
/// A field may stand in quotes, in which two quotes are one; it ends with its line all the same.
package struct CSVText {
  package let bytes: [UInt8]
  package let fileName: String
  package let delimiter: UInt8

  package init(bytes: [UInt8], fileName: String, delimiter: UInt8) {
    self.bytes = bytes
    self.fileName = fileName
    self.delimiter = delimiter
  }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let quote = UInt8(ascii: "\"")

  /// The first byte after a byte order mark.
  package static func start(of bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// A field's content without its quotes and the spaces around it, and where the field ends.
  package struct Field {
    package var content: Range<Int>
    /// The position of the delimiter or line break behind the field, or the end of the file.
    package var end: Int
  }

  /// The field that begins at a position.
  package func field(from start: Int, in bytes: Span<UInt8>) throws(ProfileFileError) -> Field {
    var index = start
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    if index < bytes.count, bytes[index] == Self.quote {
      return try quotedField(from: index, in: bytes)
    }
    let first = index
    while index < bytes.count, bytes[index] != delimiter, !isLineBreak(at: index, in: bytes) {
      index += 1
    }
    var last = index
    while last > first, isSpace(bytes[last - 1]) { last -= 1 }
    return Field(content: first..<last, end: index)
  }

  private func quotedField(
    from quote: Int, in bytes: Span<UInt8>
  ) throws(ProfileFileError) -> Field {
    var index = quote + 1
    while index < bytes.count, bytes[index] != Self.newline {
      guard bytes[index] == Self.quote else {
        index += 1
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
        index += 2
        continue
      }
      let content = (quote + 1)..<index
      index += 1
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      guard index == bytes.count || bytes[index] == delimiter || isLineBreak(at: index, in: bytes)
      else {
        throw error(
          at: index, "there is text behind the closing quote. Double a quote that is meant.")
      }
      return Field(content: content, end: index)
    }
    throw error(at: quote, "the quote is not closed in its line. Close it.")
  }

  /// Whether a line ends at a position: before `\n` or `\r\n`, or at a `\r` that ends the file.
  package func isLineBreak(at index: Int, in bytes: Span<UInt8>) -> Bool {
    if bytes[index] == Self.newline { return true }
    return bytes[index] == Self.carriageReturn
      && (index + 1 == bytes.count || bytes[index + 1] == Self.newline)
  }

  /// The beginning of the line after the line break at a position.
  package func lineStart(after lineBreak: Int, in bytes: Span<UInt8>) -> Int {
    guard lineBreak < bytes.count else { return bytes.count }
    let isLong = bytes[lineBreak] == Self.carriageReturn
    return min(bytes.count, lineBreak + (isLong ? 2 : 1))
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte != delimiter && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
  }

  /// What a field says.
  package func string(_ content: Range<Int>) -> String {
    var characters: [UInt8] = []
    var index = content.lowerBound
    while index < content.upperBound {
      characters.append(bytes[index])
      let isEscape =
        bytes[index] == Self.quote && index + 1 < content.upperBound
        && bytes[index + 1] == Self.quote
      index += isEscape ? 2 : 1
    }
    return String(decoding: characters, as: UTF8.self)
  }

  /// A field as a message shows it.
  package func shownField(_ content: Range<Int>) -> String {
    shown(string(beginning(of: content, 200)))
  }

  /// The first bytes of a field, which may be as long as the file.
  func beginning(of content: Range<Int>, _ count: Int) -> Range<Int> {
    content.lowerBound..<min(content.upperBound, content.lowerBound + count)
  }

  /// An error at a position.
  ///
  /// - Complexity: O(*n*) in the position: lines are counted only when something is wrong.
  package func error(at position: Int, _ message: String) -> ProfileFileError {
    let before = bytes.prefix(position)
    let line = 1 + before.count { $0 == Self.newline }
    var lineStart = before.lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
    if lineStart == 0 { lineStart = min(Self.start(of: bytes), position) }
    // Bytes that continue a character are not counted.
    let column = 1 + bytes[lineStart..<position].count { $0 & 0xC0 != 0x80 }
    return ProfileFileError(file: fileName, line: line, column: column, message: message)
  }

  /// The beginning of a line, counted from 1, or the end of the file.
  func start(ofLine line: Int) -> Int {
    var start = Self.start(of: bytes)
    for _ in 1..<max(1, line) {
      guard let lineBreak = bytes[start...].firstIndex(of: Self.newline) else { return bytes.count }
      start = lineBreak + 1
    }
    return start
  }
}
