/// A value of a JSON text, with its place.
package struct JSONValue: Sendable {
  package let document: JSONDocument
  package let index: Int

  private var node: JSONDocument.Node { document.nodes[index] }

  /// The byte at which the value starts.
  package var offset: Int { Int(node.start) }

  package var kind: JSONDocument.Kind { node.kind }

  /// The number, or `nil` if the value is none or is too large.
  package var number: Double? {
    guard kind == .number, node.end - node.start <= 400 else { return nil }
    guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
      return nil
    }
    return number
  }

  /// The number times a power of ten, rounded once, so that a change of unit costs no precision.
  package func number(tens: Int) -> Double? {
    guard let plain = number else { return nil }
    guard tens != 0 else { return plain }
    let parts = text.split(whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })
    let mantissa = String(decoding: parts[0], as: UTF8.self)
    let written = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) : 0
    // An exponent of so many digits only fits a number that is zero.
    guard let written, written.magnitude < 100_000 else { return plain }
    guard let scaled = Double("\(mantissa)e\(written + tens)"), scaled.isFinite else { return nil }
    return scaled
  }

  package var bool: Bool? {
    switch kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The text, escapes resolved, or `nil` if the value is none.
  package var string: String? {
    guard kind == .string else { return nil }
    let inner = text.dropFirst().dropLast()
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    return String(decoding: unescaped(inner), as: UTF8.self)
  }

  /// The elements, or `nil` if the value is no array.
  package var elements: [JSONValue]? {
    guard kind == .array else { return nil }
    return children
  }

  /// The members, or `nil` if the value is no object.
  package var members: [(name: JSONValue, value: JSONValue)]? {
    guard kind == .object else { return nil }
    let entries = children
    return stride(from: 0, to: entries.count - 1, by: 2).map { (entries[$0], entries[$0 + 1]) }
  }

  /// The value in the words of a message.
  package var found: String {
    switch kind {
    case .null: "null"
    case .false: "false"
    case .true: "true"
    case .number: String(decoding: text.prefix(30), as: UTF8.self)
    case .string: "the text '\(String((string ?? "").prefix(30)))'"
    case .array: "a list"
    case .object: "an object"
    }
  }

  package var text: ArraySlice<UInt8> { document.bytes[Int(node.start)..<Int(node.end)] }

  private var children: [JSONValue] {
    var children: [JSONValue] = []
    var child = index + 1
    while child < Int(node.next) {
      children.append(JSONValue(document: document, index: child))
      child = Int(document.nodes[child].next)
    }
    return children
  }
}

/// Resolves the escapes of a text that the parser has checked.
private func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  var units: [UInt16] = []
  var rest = bytes
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
      result.append(byte)
      continue
    }
    switch escape {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      let unit = rest.prefix(4).reduce(0) { $0 << 4 | (hexadecimalValue(of: $1) ?? 0) }
      rest = rest.dropFirst(4)
      units.append(UInt16(truncatingIfNeeded: unit))
      if !(0xD800..<0xDC00).contains(unit) {
        result += Array(String(decoding: units, as: UTF16.self).utf8)
        units = []
      }
    default: result.append(escape)
    }
  }
  return result
}

extension JSONValue {
  /// The first member with a name, or `nil` if there is none or the value is no object.
  package func member(_ name: String) -> JSONValue? {
    members?.first { $0.name.string == name }?.value
  }
}
