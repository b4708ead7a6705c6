/// A JSON text in memory: a flat list of its values, each with its place.
///
/// Strict by RFC 8259: one value, valid UTF-8, no comments, no trailing commas. Depth and size are
/// bounded. Numbers and strings are checked when the text is read and decoded when asked for, so
/// parts of a file that nobody reads cost little.
package struct JSONDocument: Sendable {
  /// The kind of a value.
  package enum Kind: UInt8, Sendable {
    case null
    case `false`
    case `true`
    case number
    case string
    case array
    case object
  }

  /// A value: where its text lies, and how many entries of the list belong to it.
  ///
  /// The members of an object are entries in turn: name, value, name, value.
  package struct Node: Sendable {
    package var kind: Kind
    package var start: Int32
    package var end: Int32
    /// The index of the entry behind this value and all that it holds.
    package var next: Int32
  }

  /// The deepest nesting that is read.
  package static let depthLimit = 64

  package let bytes: [UInt8]
  package let nodes: [Node]

  /// Reads a text.
  ///
  /// - Throws: ``JSONFault`` for the first fault.
  /// - Complexity: O(*n*) for *n* bytes.
  package init(_ bytes: [UInt8]) throws(JSONFault) {
    guard bytes.count < Int(Int32.max) else {
      throw JSONFault(offset: 0, message: "the file is larger than 2 GB")
    }
    var parser = JSONParser(bytes: bytes)
    nodes = try parser.parse()
    self.bytes = bytes
  }

  /// The value that the whole text is.
  package var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// A fault in a JSON text.
package struct JSONFault: Error, Hashable {
  /// The byte at which the fault was seen.
  package let offset: Int
  /// What is wrong, without a full stop.
  package let message: String

  /// Creates a fault.
  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }
}
