/// Counts lines and columns, from 1, while it walks through a text once.
package struct TextPlaces {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The place of a byte that does not lie before the one asked for last. Columns count characters
  /// of UTF-8.
  package mutating func place(ofByte target: Int) -> (line: Int, column: Int) {
    while offset < target && offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return (line, column)
  }
}
