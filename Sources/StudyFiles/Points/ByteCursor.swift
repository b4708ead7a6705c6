/// Why bytes are no record.
struct BrokenRecord: Error {
  let reason: String
}

/// Reads numbers and texts out of bytes, lowest byte first, and never beyond their end.
struct ByteCursor {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The number of bytes that are left.
  var remainingCount: Int { bytes.endIndex - place }

  /// The bytes that are left.
  var rest: ArraySlice<UInt8> { bytes[place...] }

  /// Reads bytes as they are.
  mutating func slice(_ count: Int) throws(BrokenRecord) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remainingCount else { throw BrokenRecord(reason: "it ends early") }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// Reads an integer.
  mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
    _ type: Integer.Type = Integer.self
  ) throws(BrokenRecord) -> Integer {
    try slice(Integer.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Integer($1) }
  }

  /// Reads a count of things that take at least so many bytes each.
  mutating func count(ofSize size: Int) throws(BrokenRecord) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= remainingCount / size else { throw BrokenRecord(reason: "it ends early") }
    return count
  }

  /// Reads a text.
  mutating func text() throws(BrokenRecord) -> String {
    let bytes = try slice(Int(try integer(UInt32.self)))
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Adds an integer, lowest byte first.
  mutating func append(integer: some FixedWidthInteger & UnsignedInteger) {
    var rest = UInt64(truncatingIfNeeded: integer)
    for _ in 0..<integer.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Adds a text with its length.
  mutating func append(text: String) {
    let bytes = text.utf8
    append(integer: UInt32(clamping: bytes.count))
    append(contentsOf: bytes)
  }

  /// Adds numbers, each with its eight bytes.
  mutating func append(numbers: some Sequence<Double>) {
    for number in numbers { append(integer: number.bitPattern) }
  }
}

extension ArraySlice<UInt8> {
  /// The numbers whose bytes these are, eight for each.
  var numbers: [Double] {
    // SAFETY: Each number takes eight bytes within the slice.
    unsafe withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { index in
        let pattern = unsafe bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: pattern))
      }
    }
  }
}
