extension YAMLNode {
  /// The value on one line, as it could have been written and is read back as the same.
  var flowText: String {
    switch content {
    case .scalar where isNull: "null"
    case .scalar(let text, let isPlain):
      isPlain && Self.isPlainAnywhere(text) ? text : ScalarText.quoted(text)
    case .sequence(let elements):
      "[\(elements.map(\.flowText).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { "\(ScalarText.quoted($0.key)): \($0.value.flowText)" }.joined(separator: ", "))}"
    }
  }

  /// Whether a text without quotation marks means itself within brackets too.
  ///
  /// Numbers and truth values do; what does not is a text, which quotation marks do not change.
  private static func isPlainAnywhere(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      isWordLike(first) || "+-".unicodeScalars.contains(first), last != ":", last != " ",
      text != "-"
    else { return false }
    return text.firstRange(of: ": ") == nil
      && text.unicodeScalars.allSatisfy { isWordLike($0) || "+-./:% ".unicodeScalars.contains($0) }
  }

  /// Whether a text is, to the parser, a scalar without quotation marks that means just itself;
  /// where this cannot be told at a glance, `false`.
  static func isPlainWord(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "),
      isLetterOrDigit(first)
        || "+-".utf8.contains(first) && bytes.dropFirst().first.map(isDigit) == true
    else { return false }
    return bytes.allSatisfy { isLetterOrDigit($0) || "+-./_% ".utf8.contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }
}
