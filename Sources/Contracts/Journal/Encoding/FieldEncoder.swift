/// Writes fields one after another so that no two lists of fields give the same bytes.
///
/// Each field is its length in bytes, as an unsigned integer of 32 bits, then its bytes. Integers are
/// big-endian and signed ones in two's complement; texts are UTF-8 as they are, without
/// normalisation. So the bytes depend on no platform, locale or Unicode version.
///
/// The buffer is used again after ``removeAll(from:)``, so that a journal allocates nothing per call.
struct FieldEncoder: Sendable {
  /// The number of bytes that were written.
  private(set) var count = 0
  /// The bytes that were written, and room for more.
  private(set) var storage: [UInt8] = []

  /// The bytes that were written; to be let go before more are written.
  var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// Forgets what stands from a place on and keeps the memory.
  mutating func removeAll(from place: Int = 0) { count = place }

  mutating func append(_ value: some FieldCodable) { value.encode(into: &self) }

  /// Appends the number of elements, then each of them.
  mutating func append(listOf values: some Collection<some FieldCodable>) {
    append(count: values.count)
    for value in values { value.encode(into: &self) }
  }

  mutating func append(count: Int) { append(number: Int64(count)) }

  mutating func append(code: UInt8) {
    makeRoom(for: 5)
    storage.store(UInt32(1), at: count)
    storage[count + 4] = code
    count += 5
  }

  mutating func append(number: Int64) {
    makeRoom(for: 12)
    storage.store(UInt32(8), at: count)
    storage.store(UInt64(bitPattern: number), at: count + 4)
    count += 12
  }

  mutating func append(text: String) {
    let length = text.utf8.count
    makeRoom(for: 4 + length)
    storage.store(UInt32(clamping: length), at: count)
    storage.store(text.utf8, at: count + 4)
    count += 4 + length
  }

  mutating func append(bytes field: some Collection<UInt8>) {
    makeRoom(for: 4 + field.count)
    storage.store(UInt32(clamping: field.count), at: count)
    storage.store(field, at: count + 4)
    count += 4 + field.count
  }

  /// Appends a hash without its length, which is fixed.
  mutating func append(raw hash: JournalHash) {
    makeRoom(for: JournalHash.byteCount)
    storage.store(hash.words.0, at: count)
    storage.store(hash.words.1, at: count + 8)
    storage.store(hash.words.2, at: count + 16)
    storage.store(hash.words.3, at: count + 24)
    count += JournalHash.byteCount
  }

  /// Leaves room for the length of a field that follows.
  ///
  /// - Returns: The place where the field begins.
  mutating func beginField() -> Int {
    makeRoom(for: 4)
    count += 4
    return count
  }

  /// Fills in the length of the field that was begun at a place.
  mutating func endField(_ start: Int) {
    storage.store(UInt32(clamping: count - start), at: start - 4)
  }

  private mutating func makeRoom(for length: Int) {
    guard storage.count - count < length else { return }
    let missing = max(storage.count, length, 256)
    storage.append(contentsOf: repeatElement(0, count: missing))
  }
}
