import JSONReading
import Spelling

/// A table of ANEEL's open data: separated values in Latin-1 or UTF-8, `;` or `,` between them.
///
/// What is no valid UTF-8 is read as Latin-1. A quoted field ends in its line; two quotes in it are
/// one.
struct AneelTable {
  let bytes: [UInt8]
  let fileName: String
  let isLatin1: Bool
  let delimiter: UInt8
  /// The names of the columns.
  let columns: [String]
  /// The position of the first row.
  private let firstRow: Int

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: [UInt8], named fileName: String) throws(TariffFileError) {
    self.bytes = bytes
    self.fileName = fileName
    isLatin1 = String(validating: bytes, as: UTF8.self) == nil
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = bytes[start...].prefix { $0 != Self.newline }
    let semicolons = head.count { $0 == UInt8(ascii: ";") }
    delimiter = semicolons > 0 ? UInt8(ascii: ";") : UInt8(ascii: ",")
    var position = start
    var fields: [Range<Int>] = []
    try Self.readRow(
      bytes, at: &position, delimiter: delimiter, named: fileName, isLatin1: isLatin1, &fields)
    columns = fields.map { [isLatin1] in Self.text(bytes[$0], isLatin1: isLatin1) }
    firstRow = position
  }

  /// The index of a column that the table may have under one of some names.
  func column(_ names: String...) -> Int? {
    names.lazy.compactMap { columns.firstIndex(of: $0) }.first
  }

  /// The index of a column that the table must have.
  func requiredColumn(_ name: String) throws(TariffFileError) -> Int {
    guard let column = columns.firstIndex(of: name) else {
      throw TariffFileError(
        "\(fileName):1:1: there is no column '\(name)'. \(advice(for: name, among: columns))")
    }
    return column
  }

  /// Calls a function with each row.
  func forEachRow(
    _ body: (AneelRow) throws(TariffFileError) -> Void
  ) throws(TariffFileError) {
    var position = firstRow
    var fields: [Range<Int>] = []
    while position < bytes.count {
      let start = position
      try Self.readRow(
        bytes, at: &position, delimiter: delimiter, named: fileName, isLatin1: isLatin1, &fields)
      if fields.count == 1, fields[0].isEmpty { continue }
      guard fields.count == columns.count else {
        throw error(
          at: start, "the row has \(fields.count) fields, but there are \(columns.count) columns.")
      }
      try body(AneelRow(table: self, fields: fields))
    }
  }

  /// An error at a byte, with its line and column.
  func error(at position: Int, _ message: String) -> TariffFileError {
    Self.error(bytes, at: position, named: fileName, isLatin1: isLatin1, message)
  }

  /// What a field says, spaces around it left out.
  static func text(_ field: ArraySlice<UInt8>, isLatin1: Bool) -> String {
    var unquoted: [UInt8] = []
    var isEscape = false
    for byte in field {
      isEscape = byte == quote && !isEscape
      if !isEscape { unquoted.append(byte) }
    }
    guard isLatin1 else { return String(decoding: unquoted, as: UTF8.self) }
    var text = String.UnicodeScalarView()
    for byte in unquoted { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  /// Reads the fields of the row at a position, without their quotes, and moves behind its line.
  private static func readRow(
    _ bytes: [UInt8], at position: inout Int, delimiter: UInt8, named fileName: String,
    isLatin1: Bool, _ fields: inout [Range<Int>]
  ) throws(TariffFileError) {
    fields.removeAll(keepingCapacity: true)
    while true {
      var start = position
      while start < bytes.count, isSpace(bytes[start]) { start += 1 }
      var end = start
      if start < bytes.count, bytes[start] == quote {
        start += 1
        end = start
        while end < bytes.count, bytes[end] != newline {
          if bytes[end] == quote {
            guard end + 1 < bytes.count, bytes[end + 1] == quote else { break }
            end += 1
          }
          end += 1
        }
        guard end < bytes.count, bytes[end] == quote else {
          throw error(
            bytes, at: start - 1, named: fileName, isLatin1: isLatin1,
            "the quote is not closed in its line.")
        }
        position = end + 1
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
        guard position == bytes.count || bytes[position] == delimiter || isBreak(bytes[position])
        else {
          throw error(
            bytes, at: position, named: fileName, isLatin1: isLatin1,
            "there is text behind the closing quote.")
        }
      } else {
        while end < bytes.count, bytes[end] != delimiter, !isBreak(bytes[end]) { end += 1 }
        position = end
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
      }
      fields.append(start..<end)
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position += 1
    }
    if position < bytes.count, bytes[position] == carriageReturn { position += 1 }
    if position < bytes.count, bytes[position] == newline { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == newline || byte == carriageReturn }

  private static func error(
    _ bytes: [UInt8], at position: Int, named fileName: String, isLatin1: Bool, _ message: String
  ) -> TariffFileError {
    let before = bytes.prefix(position)
    let line = 1 + before.count { $0 == newline }
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let column =
      1 + bytes[lineStart..<min(position, bytes.count)].count { isLatin1 || $0 & 0xC0 != 0x80 }
    return TariffFileError("\(fileName):\(line):\(column): \(message)")
  }
}
