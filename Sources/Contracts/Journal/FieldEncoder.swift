/// Writes fields one after another so that no two lists of fields give the same bytes.
///
/// Each field is its length in bytes, as an unsigned integer of 64 bits, then its bytes. Integers are
/// big-endian and signed ones in two's complement; texts are UTF-8 as they are, without
/// normalisation. So the bytes depend on no platform, locale or Unicode version.
struct FieldEncoder {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ field: some Collection<UInt8>) {
    appendBigEndian(UInt64(field.count))
    bytes.append(contentsOf: field)
  }

  mutating func append(_ text: String) { append(text.utf8) }

  mutating func append(_ number: Int64) {
    appendBigEndian(8)
    appendBigEndian(UInt64(bitPattern: number))
  }

  mutating func append(_ byte: UInt8) { append(CollectionOfOne(byte)) }

  /// Writes bytes without their length, for what has a fixed one and comes last.
  mutating func appendRaw(_ field: some Sequence<UInt8>) { bytes.append(contentsOf: field) }

  private mutating func appendBigEndian(_ number: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }
}
