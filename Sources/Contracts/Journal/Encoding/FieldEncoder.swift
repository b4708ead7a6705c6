/// Writes fields one after another so that no two lists of fields give the same bytes.
///
/// Each field is its length in bytes, as an unsigned integer of 32 bits, then its bytes. Integers are
/// big-endian and signed ones in two's complement; texts are UTF-8 as they are, without
/// normalisation. So the bytes depend on no platform, locale or Unicode version.
///
/// The buffer is used again after ``removeAll(from:)``, so that a journal allocates nothing per call.
struct FieldEncoder: Sendable {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  /// Forgets what stands from a place on and keeps the memory.
  mutating func removeAll(from place: Int = 0) { bytes.removeLast(bytes.count - place) }

  mutating func append(_ value: some FieldCodable) { value.encode(into: &self) }

  /// Appends the number of elements, then each of them.
  mutating func append(listOf values: some Collection<some FieldCodable>) {
    append(count: values.count)
    for value in values { value.encode(into: &self) }
  }

  mutating func append(count: Int) { append(Int64(count)) }

  mutating func append(code: UInt8) {
    appendBigEndian(UInt32(1))
    bytes.append(code)
  }

  mutating func append(number: Int64) {
    appendBigEndian(UInt32(8))
    appendBigEndian(number)
  }

  mutating func append(text: String) {
    let start = beginField()
    bytes.append(contentsOf: text.utf8)
    endField(start)
  }

  mutating func append(bytes field: some Collection<UInt8>) {
    let start = beginField()
    bytes.append(contentsOf: field)
    endField(start)
  }

  /// Appends a hash without its length, which is fixed.
  mutating func append(raw hash: JournalHash) {
    hash.appendBytes(to: &bytes)
  }

  /// Leaves room for the length of a field that follows.
  mutating func beginField() -> Int {
    appendBigEndian(UInt32(0))
    return bytes.count
  }

  /// Fills in the length of the field that was begun.
  mutating func endField(_ start: Int) {
    var length = UInt32(clamping: bytes.count - start)
    for place in stride(from: start - 1, through: start - 4, by: -1) {
      bytes[place] = UInt8(truncatingIfNeeded: length)
      length >>= 8
    }
  }

  private mutating func appendBigEndian(_ number: some FixedWidthInteger & BitwiseCopyable) {
    // SAFETY: the bytes of the number, read only while it lives.
    unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}
