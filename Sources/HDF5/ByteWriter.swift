/// Bytes of a file in memory, integers with the lowest byte first.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    // SAFETY: The bytes of the number are read while it lives.
    unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Goes on at a multiple of eight bytes.
  mutating func align() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Puts in a number that was left out.
  mutating func patch<Number: FixedWidthInteger>(_ number: Number, at position: Int) {
    for index in 0..<(Number.bitWidth / 8) {
      bytes[position + index] = UInt8(truncatingIfNeeded: number >> Number(8 * index))
    }
  }

  /// Puts the checksum of a range behind it.
  mutating func patchChecksum(of range: Range<Int>) {
    let checksum = metadataChecksum(bytes.span.extracting(range))
    patch(checksum, at: range.upperBound)
  }

  /// Adds a dataspace of one dimension; without a count, that of a single element.
  mutating func appendSpace(_ count: Int?) {
    append([2, count == nil ? 0 : 1, 0, count == nil ? 0 : 1])
    if let count { append(UInt64(count)) }
  }
}
