/// The resolved scenario text of a result file, line by line, as far as bills need it.
///
/// The text was written by a run in one shape: blocks indented by two blanks, one key on each line,
/// values on one line. That is read here and nothing else; it is no reader of YAML, and what does not
/// have this shape is passed over.
package struct ScenarioOutline {
  /// A key with its value.
  struct Entry: Hashable {
    /// The keys that lead to it; an element of a list is `-`.
    var path: [String]
    /// The number of the element of the outermost list that it belongs to.
    var element: Int
    /// The value as it is written; empty for a key that holds others.
    var value: String
  }

  /// The entries, in order.
  let entries: [Entry]

  /// Lists and sections deeper than this are passed over.
  private static let depthLimit = 32

  package init(_ text: String) {
    var entries: [Entry] = []
    var levels: [(indent: Int, key: String)] = []
    var element = -1
    for line in text.split(whereSeparator: \.isNewline) {
      var rest = line.drop { $0 == " " }
      var indent = line.count - rest.count
      guard !rest.isEmpty, !rest.hasPrefix("#") else { continue }
      while let last = levels.last, last.indent >= indent { levels.removeLast() }
      if levels.isEmpty { element = -1 }
      while rest.hasPrefix("- ") {
        // The first line of an element is also its first entry.
        if levels.count == 1 { element += 1 }
        guard levels.count < Self.depthLimit else { break }
        levels.append((indent, "-"))
        rest = rest.dropFirst(2)
        indent += 2
      }
      guard let colon = rest.firstIndex(of: ":"), levels.count < Self.depthLimit else { continue }
      let key = String(rest[..<colon])
      let value = rest[rest.index(after: colon)...].drop { $0 == " " }
      entries.append(
        Entry(path: levels.map(\.key) + [key], element: element, value: String(value)))
      levels.append((indent, key))
    }
    self.entries = entries
  }

  /// The value at a path outside lists; `nil` when there is none.
  package func value(_ path: String...) -> String? {
    entries.first { $0.path == path }.map { Self.unquoted($0.value) }
  }

  /// The texts of a list on one line, such as `["2020-02-25", "2020-06-11"]`; `nil` when there is none.
  package func texts(_ path: String...) -> [String]? {
    guard let value = entries.first(where: { $0.path == path })?.value, value.hasPrefix("["),
      value.hasSuffix("]")
    else { return nil }
    return value.dropFirst().dropLast().split(separator: ",").map {
      Self.unquoted(String($0.drop { $0 == " " }))
    }
  }

  /// The text between quotation marks, or the value itself.
  static func unquoted(_ value: String) -> String {
    guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
    var text = ""
    var scalars = value.unicodeScalars.dropFirst().dropLast()
    while let scalar = scalars.popFirst() {
      guard scalar == "\\", let escaped = scalars.popFirst() else {
        text.unicodeScalars.append(scalar)
        continue
      }
      switch escaped {
      case "n": text += "\n"
      case "t": text += "\t"
      case "u":
        let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
        scalars = scalars.dropFirst(4)
        if let code = UInt32(digits, radix: 16), let character = Unicode.Scalar(code) {
          text.unicodeScalars.append(character)
        }
      default: text.unicodeScalars.append(escaped)
      }
    }
    return text
  }

  /// The nanoseconds of a length of time such as `15 min`; `nil` for anything else.
  package static func nanoseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    let units = ["s": 1.0, "min": 60, "h": 3600, "d": 86_400, "a": 31_536_000]
    guard parts.count == 2, let number = Double(parts[0]), let unit = units[String(parts[1])]
    else { return nil }
    let nanoseconds = (number * unit * 1e9).rounded()
    return nanoseconds > 0 && nanoseconds < 9e18 ? Int64(nanoseconds) : nil
  }
}
