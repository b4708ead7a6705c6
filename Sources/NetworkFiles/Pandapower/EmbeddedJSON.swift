import JSONReading

/// A JSON text that another JSON text holds as a string, with places in the outer text.
///
/// pandapower writes each of its tables in this way.
struct EmbeddedJSON {
  /// The value that the text holds.
  let root: JSONValue
  private let places: EscapedPlaces?

  /// Opens a string that holds a JSON text, or takes any other value as it is.
  ///
  /// - Throws: ``JSONFault`` with its place in the outer text.
  init(_ value: JSONValue) throws(JSONFault) {
    guard let text = value.string else {
      root = value
      places = nil
      return
    }
    let places = EscapedPlaces(value)
    self.places = places
    do {
      root = try JSONDocument(Array(text.utf8)).root
    } catch {
      throw JSONFault(
        offset: places.outerOffset(of: error.offset),
        message: error.message + ", in the text inside these quotation marks")
    }
  }

  /// The byte of the outer text at which a value of the inner one starts.
  func offset(of value: JSONValue) -> Int {
    places?.outerOffset(of: value.offset) ?? value.offset
  }
}

/// Finds the places in a JSON text that stand for the bytes of one of its strings.
private struct EscapedPlaces {
  private static let distance = 4096

  private let bytes: [UInt8]
  private let end: Int
  /// Where each piece of some thousand bytes of the string starts, in the string and in the text.
  private var marks: [(inner: Int, outer: Int)]

  init(_ value: JSONValue) {
    bytes = value.document.bytes
    end = Int(value.document.nodes[value.index].end) - 1
    marks = [(0, value.offset + 1)]
    var place = marks[0]
    while place.outer < end {
      advance(&place)
      if place.inner - marks[marks.count - 1].inner >= Self.distance { marks.append(place) }
    }
  }

  /// The byte of the text that stands for a byte of the string.
  func outerOffset(of inner: Int) -> Int {
    var low = 0
    var high = marks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].inner <= inner { low = middle } else { high = middle }
    }
    var place = marks[low]
    while place.outer < end {
      var next = place
      advance(&next)
      // Half of a character has no place of its own.
      guard next.inner <= inner else { break }
      place = next
    }
    return min(place.outer, end)
  }

  /// Moves on by one byte, or by one escape.
  private func advance(_ place: inout (inner: Int, outer: Int)) {
    let outer = place.outer
    guard bytes[outer] == UInt8(ascii: "\\"), outer + 1 < end else {
      place = (place.inner + 1, outer + 1)
      return
    }
    guard bytes[outer + 1] == UInt8(ascii: "u"), outer + 6 <= end else {
      place = (place.inner + 1, outer + 2)
      return
    }
    let unit = bytes[outer + 2..<outer + 6].reduce(0) { $0 << 4 | (hexadecimalValue(of: $1) ?? 0) }
    let isPair = (0xD800..<0xDC00).contains(unit)
    let count = isPair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
    place = (place.inner + count, outer + (isPair ? 12 : 6))
  }
}
