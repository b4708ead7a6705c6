/// The text of a YAML file, checked before a parser sees it.
package struct YAMLText: Sendable {
  /// The largest file that is read, in bytes.
  package static let byteLimit = 4 << 20
  /// The largest number of characters that can begin a value.
  package static let indicatorLimit = 400_000
  /// Characters that a file may not have, because the reader marks places with them.
  static let reserved: ClosedRange<Unicode.Scalar> = "\u{E000}"..."\u{E0FF}"

  let string: String
  let file: String

  /// Checks the bytes of a file.
  ///
  /// - Throws: ``ScenarioError`` when they are too many, no UTF-8, or have characters that no text
  ///   has.
  package init(_ bytes: [UInt8], file: String) throws(ScenarioError) {
    guard bytes.count <= Self.byteLimit else {
      throw ScenarioError(
        SourcePlace(file),
        "the file has \(bytes.count) bytes, but a scenario may have at most \(Self.byteLimit). "
          + "Is it a scenario?")
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      let (line, column) = Self.placeOfInvalidByte(in: bytes)
      throw ScenarioError(
        SourcePlace(file, line: line, column: column),
        "the file is not UTF-8 text: it has a byte here that no text has.")
    }
    self.string = string
    self.file = file
    try checkCharacters()
  }

  private func checkCharacters() throws(ScenarioError) {
    var (line, column, indicators) = (1, 1, 0)
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\n":
        (line, column) = (line + 1, 0)
      case ":", "-", ",", "?", "[", "{":
        indicators += 1
      case "\t", "\r", "\u{85}": break
      case "\0"..<" ", "\u{7F}"..<"\u{A0}", Self.reserved, "\u{FFFE}", "\u{FFFF}":
        throw ScenarioError(
          SourcePlace(file, line: line, column: column),
          "the file has the character U+\(hexadecimal(scalar)) here, which no scenario has. "
            + "Is it a text file?")
      default: break
      }
      column += 1
    }
    guard indicators <= Self.indicatorLimit else {
      throw ScenarioError(
        SourcePlace(file),
        "the file may have more than \(Self.indicatorLimit) values, which is more than a scenario "
          + "can have.")
    }
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private static func placeOfInvalidByte(in bytes: [UInt8]) -> (line: Int, column: Int) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return (line, column)
  }
}
