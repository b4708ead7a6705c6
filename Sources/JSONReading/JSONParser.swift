/// Checks a JSON text byte by byte and lists its values.
struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  private var nodes: [JSONDocument.Node] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Lists the values of the whole text.
  mutating func parse() throws(JSONFault) -> [JSONDocument.Node] {
    skipSpace()
    guard offset < bytes.count else { throw fault("the file is empty; expected '{'") }
    try parseValue(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw fault("expected the end of the file") }
    return nodes
  }

  private mutating func parseValue(depth: Int) throws(JSONFault) {
    guard depth < JSONDocument.depthLimit else {
      throw fault("values are nested more than \(JSONDocument.depthLimit) deep")
    }
    switch next {
    case UInt8(ascii: "{"): try parseObject(depth: depth)
    case UInt8(ascii: "["): try parseArray(depth: depth)
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "-"): try parseNumber()
    case let byte where isDigit(byte): try parseNumber()
    case UInt8(ascii: "t"): try parseWord("true", .true)
    case UInt8(ascii: "f"): try parseWord("false", .false)
    case UInt8(ascii: "n"): try parseWord("null", .null)
    default: throw unexpected("a value")
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONFault) {
    let node = open(.object)
    offset += 1
    skipSpace()
    if next != UInt8(ascii: "}") {
      while true {
        guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotation marks") }
        try parseString()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw unexpected("':'") }
        offset += 1
        skipSpace()
        try parseValue(depth: depth + 1)
        skipSpace()
        guard next == UInt8(ascii: ",") else { break }
        offset += 1
        skipSpace()
      }
      guard next == UInt8(ascii: "}") else { throw unexpected("',' or '}'") }
    }
    offset += 1
    close(node)
  }

  private mutating func parseArray(depth: Int) throws(JSONFault) {
    let node = open(.array)
    offset += 1
    skipSpace()
    if next != UInt8(ascii: "]") {
      while true {
        try parseValue(depth: depth + 1)
        skipSpace()
        guard next == UInt8(ascii: ",") else { break }
        offset += 1
        skipSpace()
      }
      guard next == UInt8(ascii: "]") else { throw unexpected("',' or ']'") }
    }
    offset += 1
    close(node)
  }

  private mutating func parseWord(
    _ word: StaticString, _ kind: JSONDocument.Kind
  ) throws(JSONFault) {
    let node = open(kind)
    for byte in "\(word)".utf8 {
      guard next == byte else { throw unexpected("'\(word)'") }
      offset += 1
    }
    close(node)
  }

  private mutating func parseNumber() throws(JSONFault) {
    let node = open(.number)
    if next == UInt8(ascii: "-") { offset += 1 }
    if next == UInt8(ascii: "0") {
      offset += 1
    } else {
      try parseDigits()
    }
    if next == UInt8(ascii: ".") {
      offset += 1
      try parseDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try parseDigits()
    }
    close(node)
  }

  private mutating func parseDigits() throws(JSONFault) {
    guard isDigit(next) else { throw unexpected("a digit") }
    while isDigit(next) { offset += 1 }
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// The byte at hand, or `nil` at the end.
  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func open(_ kind: JSONDocument.Kind) -> Int {
    nodes.append(
      JSONDocument.Node(kind: kind, start: Int32(truncatingIfNeeded: offset), end: 0, next: 0))
    return nodes.count - 1
  }

  private mutating func close(_ node: Int) {
    nodes[node].end = Int32(truncatingIfNeeded: offset)
    nodes[node].next = Int32(truncatingIfNeeded: nodes.count)
  }

  private func fault(_ message: String) -> JSONFault {
    JSONFault(offset: offset, message: message)
  }

  private func unexpected(_ expected: String) -> JSONFault {
    guard let byte = next else { return fault("expected \(expected), but the file ends here") }
    let found =
      byte > 0x20 && byte < 0x7F
      ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(String(byte, radix: 16))"
    return fault("expected \(expected), but found \(found)")
  }
}

extension JSONParser {
  private mutating func parseString() throws(JSONFault) {
    let node = open(.string)
    offset += 1
    while true {
      guard let byte = next else { throw fault("the text has no closing quotation mark") }
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        close(node)
        return
      case UInt8(ascii: "\\"): try parseEscape()
      case ..<0x20: throw fault("a control character must be escaped")
      case 0x20..<0x80: offset += 1
      default: try parseMultibyte(byte)
      }
    }
  }

  private mutating func parseEscape() throws(JSONFault) {
    offset += 1
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 1
    case UInt8(ascii: "u"):
      let unit = try parseHexadecimal()
      if (0xD800..<0xDC00).contains(unit) {
        guard next == UInt8(ascii: "\\") else { throw fault("half of a pair of escapes") }
        offset += 1
        guard next == UInt8(ascii: "u"), (0xDC00..<0xE000).contains(try parseHexadecimal()) else {
          throw fault("half of a pair of escapes")
        }
      } else if (0xDC00..<0xE000).contains(unit) {
        throw fault("half of a pair of escapes")
      }
    default: throw unexpected("an escape such as '\\n'")
    }
  }

  /// Reads the letter u and four hexadecimal digits.
  private mutating func parseHexadecimal() throws(JSONFault) -> UInt32 {
    offset += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = hexadecimalValue(of: byte) else {
        throw unexpected("a hexadecimal digit")
      }
      unit = unit << 4 | digit
      offset += 1
    }
    return unit
  }

  /// Reads a character of two to four bytes, by table 3-7 of the Unicode standard.
  private mutating func parseMultibyte(_ first: UInt8) throws(JSONFault) {
    let second: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw fault("this is not UTF-8")
    }
    for index in 1..<length {
      let allowed = index == 1 ? second : 0x80...0xBF
      guard offset + index < bytes.count, allowed.contains(bytes[offset + index]) else {
        throw fault("this is not UTF-8")
      }
    }
    offset += length
  }
}

/// The value of a hexadecimal digit.
package func hexadecimalValue(of byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
