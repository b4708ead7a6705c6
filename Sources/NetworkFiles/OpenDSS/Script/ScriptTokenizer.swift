/// A part of a command: a value, and the name before its equals sign if there is one.
struct ScriptParameter {
  var name: ScriptValue?
  var value: ScriptValue
}

/// Cuts one line of a script, or the inside of a list, into parameters.
struct ScriptTokenizer {
  private let bytes: [UInt8]
  private let end: Int
  private var position: Int
  private let file: Int
  /// What must be added to an index of ``bytes`` to get the byte of the file.
  private let shift: Int

  /// Reads a line of a file.
  init(file: Int, bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    self.file = file
    position = range.lowerBound
    end = range.upperBound
    shift = 0
  }

  /// Reads the inside of a value.
  init(value: ScriptValue) {
    bytes = Array(value.text.utf8)
    file = value.place.file
    position = 0
    end = bytes.count
    shift = value.place.offset
  }

  /// The place at which reading goes on.
  var place: ScriptPlace { ScriptPlace(file: file, offset: position + shift) }

  /// Skips one byte if it is the given one.
  mutating func skipMark(_ mark: UInt8) -> Bool {
    guard position < end, bytes[position] == mark else { return false }
    position += 1
    return true
  }

  /// The next parameter, or `nil` at the end.
  mutating func next() throws(ScriptFault) -> ScriptParameter? {
    guard let value = try nextValue() else { return nil }
    guard !value.isQuoted else { return ScriptParameter(value: value) }
    let behind = position
    skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard position < end, bytes[position] == UInt8(ascii: "=") else {
      position = behind
      return ScriptParameter(value: value)
    }
    position += 1
    skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let start = place
    guard position < end, !isComment, bytes[position] != UInt8(ascii: ","),
      let given = try nextValue()
    else {
      return ScriptParameter(
        name: value, value: ScriptValue(text: "", isQuoted: false, place: start))
    }
    return ScriptParameter(name: value, value: given)
  }

  /// The next value, or `nil` at the end.
  mutating func nextValue() throws(ScriptFault) -> ScriptValue? {
    skip { isScriptSpace($0) || $0 == UInt8(ascii: ",") }
    guard position < end, !isComment else { return nil }
    if let close = closingQuote(of: bytes[position]) { return try quotedValue(until: close) }
    let start = position
    while position < end, !isComment, !isDelimiter(bytes[position]) { position += 1 }
    if position == start {
      throw ScriptFault(place: place, message: "a value was expected, but here is '='.")
    }
    return value(from: start, to: position, isQuoted: false)
  }

  /// All that is left of the line but the space around it and the comment behind it.
  mutating func rest() -> ScriptValue {
    skip(isScriptSpace)
    let start = position
    while position < end, !isComment { position += 1 }
    var last = position
    while last > start, isScriptSpace(bytes[last - 1]) { last -= 1 }
    return value(from: start, to: last, isQuoted: false)
  }

  private mutating func quotedValue(until close: UInt8) throws(ScriptFault) -> ScriptValue {
    let start = place
    let open = bytes[position]
    position += 1
    let first = position
    var depth = 1
    while position < end {
      if bytes[position] == close {
        depth -= 1
        if depth == 0 { break }
      } else if bytes[position] == open {
        depth += 1
      }
      position += 1
    }
    guard position < end else {
      throw ScriptFault(
        place: start,
        message: "'\(Character(UnicodeScalar(open)))' has no "
          + "'\(Character(UnicodeScalar(close)))' on this line.")
    }
    position += 1
    return value(from: first, to: position - 1, isQuoted: true)
  }

  private func value(from start: Int, to stop: Int, isQuoted: Bool) -> ScriptValue {
    ScriptValue(
      text: String(decoding: bytes[start..<stop], as: UTF8.self), isQuoted: isQuoted,
      place: ScriptPlace(file: file, offset: start + shift))
  }

  private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
    while position < end, isSkipped(bytes[position]) { position += 1 }
  }

  private var isComment: Bool {
    bytes[position] == UInt8(ascii: "!")
      || (bytes[position] == UInt8(ascii: "/") && position + 1 < end
        && bytes[position + 1] == UInt8(ascii: "/"))
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    isScriptSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=")
  }

  private func closingQuote(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "\""), UInt8(ascii: "'"): byte
    default: nil
    }
  }
}

/// Whether a byte is a space, a tabulator or the end of a line.
func isScriptSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    || byte == UInt8(ascii: "\n")
}
