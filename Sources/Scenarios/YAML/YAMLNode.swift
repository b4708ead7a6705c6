import Parameters

/// A value of a YAML document with its place; aliases are resolved and merge keys merged.
///
/// An alias shares the memory of what it stands for, so a document never takes more memory than its
/// text calls for. ``size`` counts what a visit of all values would cost.
package struct YAMLNode: Sendable {
  /// What was written.
  package indirect enum Content: Sendable {
    /// A word, a number or a text. A plain scalar is one without quotation marks.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package var content: Content
  package let place: SourcePlace
  /// Whether the value, or one within it, was set over what a file wrote.
  let isChanged: Bool
  /// The number of values, this one and all within it.
  package let size: Int
  /// The number of levels below this value.
  package let height: Int

  init(_ content: Content, at place: SourcePlace, isChanged: Bool = false) {
    self.content = content
    self.place = place
    self.isChanged = isChanged
    var (size, height) = (1, 0)
    func count(_ child: YAMLNode) {
      // A document is refused long before a sum of sizes can overflow.
      size = min(size + child.size, Int.max / 2)
      height = max(height, child.height + 1)
    }
    switch content {
    case .scalar: break
    case .sequence(let elements): for element in elements { count(element) }
    case .mapping(let entries): for entry in entries { count(entry.value) }
    }
    self.size = size
    self.height = height
  }

  /// The entry of a key in a mapping.
  package subscript(key: String) -> YAMLEntry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }

  /// What kind of value was written.
  var shape: Parameter.Shape {
    switch content {
    case .scalar: .word
    case .sequence: .list
    case .mapping: .map
    }
  }

  /// Whether nothing was written: an empty value, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    switch text {
    case "", "~", "null", "Null", "NULL": return true
    default: return text.utf8.allSatisfy { $0 == 32 }
    }
  }

  /// What was written, in few words, for messages.
  var summary: String {
    switch content {
    case .scalar where isNull: "empty"
    case .scalar(let text, _):
      text.unicodeScalars.count <= 60
        ? "'\(text)'" : "'\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))))...'"
    case .sequence: "a list"
    case .mapping: "a section"
    }
  }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Sendable {
  let key: String
  let keyPlace: SourcePlace
  package var value: YAMLNode
}
