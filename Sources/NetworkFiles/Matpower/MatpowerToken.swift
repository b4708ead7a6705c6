import JSONReading
import PowerFlow

/// A piece of a MATPOWER file, with its place.
struct MatpowerToken {
  /// The kinds of pieces.
  enum Kind: Equatable {
    case number(Double)
    /// A name, with the names of fields behind dots.
    case name(String)
    case text(String)
    /// An operator or a bracket.
    case symbol(String)
    /// The end of a line, outside of brackets or inside.
    case newLine
    case end
  }

  let kind: Kind
  /// The byte at which the piece starts.
  let offset: Int
  /// Whether white space stands before the piece, which separates the elements of a matrix.
  let hasSpaceBefore: Bool
  /// Whether white space follows.
  var hasSpaceAfter = false
}

/// Cuts a MATPOWER file into pieces, without comments and continued lines.
struct MatpowerLexer {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  private var tokens: [MatpowerToken] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Lists the pieces of the whole file.
  mutating func read() throws(JSONFault) -> [MatpowerToken] {
    while true {
      let space = skipSpace()
      if space, !tokens.isEmpty { tokens[tokens.count - 1].hasSpaceAfter = true }
      let start = offset
      guard let byte = peek() else {
        add(.newLine, start, space)
        add(.end, start, space)
        return tokens
      }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        offset += 1
        add(.newLine, start, space)
      case UInt8(ascii: "%"), UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "."):
        if isDigit(peek(1)) {
          try readNumber(space)
        } else if peek(1) == byte && peek(2) == byte {
          // Three dots: the statement goes on in the next line.
          skipLine()
          if peek() != nil { offset += 1 }
          if !tokens.isEmpty { tokens[tokens.count - 1].hasSpaceAfter = true }
        } else if let next = peek(1), "*/^'".utf8.contains(next) {
          offset += 2
          add(.symbol(".\(Character(Unicode.Scalar(next)))"), start, space)
        } else {
          throw fault("a dot without a number or a name")
        }
      case UInt8(ascii: "'"):
        if isTranspose(space) {
          offset += 1
          add(.symbol("'"), start, space)
        } else {
          try readText(space)
        }
      case UInt8(ascii: "\""): try readText(space)
      case _ where isDigit(byte): try readNumber(space)
      case _ where isLetter(byte): readName(space)
      case _ where "()[]{},;=+-*/^:~<>&|@!".utf8.contains(byte):
        offset += 1
        add(.symbol(String(Character(Unicode.Scalar(byte)))), start, space)
      default: throw fault("the byte 0x\(String(byte, radix: 16)) has no meaning here")
      }
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    offset + ahead < bytes.count ? bytes[offset + ahead] : nil
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }

  private func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }

  private mutating func add(_ kind: MatpowerToken.Kind, _ start: Int, _ space: Bool) {
    tokens.append(MatpowerToken(kind: kind, offset: start, hasSpaceBefore: space))
  }

  private mutating func skipSpace() -> Bool {
    let start = offset
    while let byte = peek(), byte == 0x20 || byte == 0x09 { offset += 1 }
    return offset > start
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// Skips a comment to the end of its line, or a block between lines of `%{` and `%}`.
  private mutating func skipComment() {
    let isBlock = line() == "%{" && (tokens.last.map { $0.kind == .newLine } ?? true)
    guard isBlock else {
      skipLine()
      return
    }
    while peek() != nil {
      skipLine()
      if peek() != nil { offset += 1 }
      _ = skipSpace()
      if line() == "%}" { break }
    }
    skipLine()
  }

  /// The rest of the line if it is a short one, without white space at its end.
  private func line() -> String {
    let rest = bytes[offset...].prefix(20).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: rest.filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// Whether a quotation mark behind the last piece means a transposed matrix.
  private func isTranspose(_ space: Bool) -> Bool {
    guard !space, let last = tokens.last else { return false }
    return switch last.kind {
    case .number, .name: true
    case .symbol(let symbol): [")", "]", "}", "'"].contains(symbol)
    default: false
    }
  }

  private mutating func readText(_ space: Bool) throws(JSONFault) {
    let start = offset
    let quote = bytes[offset]
    var text: [UInt8] = []
    offset += 1
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      offset += 1
      if byte == quote {
        guard peek() == quote else {
          add(.text(String(decoding: text, as: UTF8.self)), start, space)
          return
        }
        offset += 1
      }
      text.append(byte)
    }
    throw JSONFault(offset: start, message: "the text has no closing quotation mark")
  }

  private mutating func readNumber(_ space: Bool) throws(JSONFault) {
    let start = offset
    while isDigit(peek()) { offset += 1 }
    // The dot of an operator such as .* belongs to the operator.
    if peek() == UInt8(ascii: "."), !("*/^'".utf8.contains(peek(1) ?? 0)) {
      offset += 1
      while isDigit(peek()) { offset += 1 }
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") || byte | 0x20 == UInt8(ascii: "d") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(peek(1 + sign)) {
        offset += 1 + sign
        while isDigit(peek()) { offset += 1 }
      }
    }
    guard !isLetter(peek()), offset - start <= 400 else { throw fault("this is not a number") }
    let digits = bytes[start..<offset].map {
      $0 | 0x20 == UInt8(ascii: "d") ? UInt8(ascii: "e") : $0
    }
    let text = String(decoding: digits, as: UTF8.self)
    guard let number = Double(text.hasSuffix(".") ? text + "0" : text) ?? Double("0" + text) else {
      throw JSONFault(offset: start, message: "\(quotedPrefix(text)) is not a number")
    }
    add(.number(number), start, space)
  }

  private func quotedPrefix(_ text: String) -> String { "'\(text.prefix(30))'" }

  private mutating func readName(_ space: Bool) {
    let start = offset
    while isLetter(peek()) || isDigit(peek())
      || (peek() == UInt8(ascii: ".") && isLetter(peek(1)))
    {
      offset += 1
    }
    add(.name(String(decoding: bytes[start..<offset], as: UTF8.self)), start, space)
  }

  private func fault(_ message: String) -> JSONFault {
    JSONFault(offset: offset, message: message)
  }
}
