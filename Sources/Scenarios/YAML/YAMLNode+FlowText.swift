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

  private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }
}
