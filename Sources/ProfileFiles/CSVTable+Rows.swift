import Quantities

extension CSVTable {
  /// Reads all rows.
  mutating func readRows() throws(ProfileFileError) {
    let text = text
    let bytes = text.bytes.span
    var position = header.end
    while position < bytes.count {
      if text.isLineBreak(at: position, in: bytes) {
        try checkBlankEnd(from: position, in: bytes)
        return
      }
      try readRow(at: &position, in: bytes, of: text)
      rowCount += 1
    }
  }

  /// Reads the row at a position and moves behind its line break.
  @inline(__always)
  private mutating func readRow(
    at position: inout Int, in bytes: Span<UInt8>, of text: CSVText
  ) throws(ProfileFileError) {
    let lastColumn = header.roles.count - 1
    for column in 0...lastColumn {
      switch header.roles[column] {
      case .value(let index):
        values[index * rowCapacity + rowCount] = try readValue(at: &position, in: bytes, of: text)
      case .stamp: try readStamp(at: &position, in: bytes, of: text)
      case .ignored: try skipField(at: &position, in: bytes, of: text)
      }
      let isDelimited = position < bytes.count && bytes[position] == text.delimiter
      guard isDelimited == (column < lastColumn) else {
        throw raggedRow(at: position, column: column, of: text)
      }
      if isDelimited { position += 1 }
    }
    position = text.lineStart(after: position, in: bytes)
  }

  /// Moves to the end of the field at a position.
  @inline(__always)
  private func skipField(
    at position: inout Int, in bytes: Span<UInt8>, of text: CSVText
  ) throws(ProfileFileError) {
    var index = position
    while index < bytes.count {
      // SAFETY: The index is not negative, and less than the count.
      let byte = unsafe bytes[unchecked: index]
      if byte == text.delimiter || byte == CSVText.newline { break }
      if byte == CSVText.quote || byte == CSVText.carriageReturn {
        // Quotes can hold delimiters, and only some carriage returns end a line.
        index = try text.field(from: position, in: bytes).end
        break
      }
      index &+= 1
    }
    position = index
  }

  /// Reads the number of the field at a position and moves to the end of the field.
  @inline(__always)
  private func readValue(
    at position: inout Int, in bytes: Span<UInt8>, of text: CSVText
  ) throws(ProfileFileError) -> Double {
    var end = position
    if let number = readDecimal(bytes, at: &end, decimalMark: decimalMark),
      end == bytes.count || bytes[end] == text.delimiter || text.isLineBreak(at: end, in: bytes),
      case let value = number * scale, value.isFinite
    {
      position = end
      return value
    }
    return try readUnusualValue(at: &position, in: bytes, of: text)
  }

  /// Reads a number that stands in quotes or between spaces, or says what is wrong with the field.
  @inline(never)
  private func readUnusualValue(
    at position: inout Int, in bytes: Span<UInt8>, of text: CSVText
  ) throws(ProfileFileError) -> Double {
    let field = try text.field(from: position, in: bytes)
    var content = field.content
    while content.count > 0, bytes[content.lowerBound] == UInt8(ascii: " ") {
      content = (content.lowerBound + 1)..<content.upperBound
    }
    while content.count > 0, bytes[content.upperBound - 1] == UInt8(ascii: " ") {
      content = content.lowerBound..<(content.upperBound - 1)
    }
    var end = content.lowerBound
    guard let number = readDecimal(bytes, at: &end, decimalMark: decimalMark),
      end == content.upperBound
    else { throw notNumber(content, from: position, of: text) }
    guard case let value = number * scale, value.isFinite else {
      throw text.error(at: position, "the number \(text.shownField(content)) is too large.")
    }
    position = field.end
    return value
  }

  private func notNumber(
    _ content: Range<Int>, from position: Int, of text: CSVText
  ) -> ProfileFileError {
    if content.isEmpty {
      return text.error(at: position, "the field is empty. Fill the gap: nothing is made up.")
    }
    let place = content.lowerBound
    let found = text.shownField(content)
    let missing = ["nan", "na", "n/a", "null", "none", "inf", "+inf", "-inf", "infinity", "-"]
    if missing.contains(text.string(text.beginning(of: content, 16)).lowercased()) {
      return text.error(
        at: place, "\(found) is not a finite number. Fill the gap: nothing is made up.")
    }
    let mark = decimalMark == UInt8(ascii: ",") ? "0,5" : "0.5"
    return text.error(at: place, "\(found) is not a number. Numbers are written as \(mark) here.")
  }

  /// Reads the stamp of the field at a position and moves to the end of the field.
  private mutating func readStamp(
    at position: inout Int, in bytes: Span<UInt8>, of text: CSVText
  ) throws(ProfileFileError) {
    let field = try text.field(from: position, in: bytes)
    let (first, end) = (field.content.lowerBound, field.content.upperBound)
    guard let stamp = stampFormat.stamp(in: bytes, from: first, to: end) else {
      throw text.error(
        at: first,
        "\(text.shownField(field.content)) is not a stamp of the format '\(stampFormat)'.")
    }
    guard rowCount == 0 || (stamp.offset == nil) == offsets.isEmpty else {
      throw text.error(
        at: first, "some stamps name an offset from UTC, and some do not. Write all alike.")
    }
    clocks.append(stamp.clock)
    if let offset = stamp.offset { offsets.append(offset) }
    position = field.end
  }

  private func raggedRow(at position: Int, column: Int, of text: CSVText) -> ProfileFileError {
    let names = header.roles.count
    return column + 1 < names
      ? text.error(
        at: position, "the line ends after \(column + 1) of \(names) fields. Complete it.")
      : text.error(
        at: position, "the line has more fields than the \(names) that the first line names.")
  }

  /// Checks that nothing but line breaks follows.
  private func checkBlankEnd(
    from start: Int, in bytes: Span<UInt8>
  ) throws(ProfileFileError) {
    for index in start..<bytes.count
    where bytes[index] != CSVText.newline && bytes[index] != CSVText.carriageReturn {
      throw text.error(at: start, "the line is empty, but rows follow. Take it out.")
    }
  }
}
