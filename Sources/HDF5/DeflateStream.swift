import CDeflate

/// A stream of the zlib format that is put together from parts.
///
/// Parts are laid down so that each begins with a byte. Only the last one can come from the
/// compressor, because its blocks end with a mark that nothing follows.
struct DeflateStream {
  private var bytes: [UInt8] = []

  /// The bytes that are laid down already.
  private var end = 0

  private var bits: UInt64 = 0
  private var bitCount: UInt64 = 0

  private static let storedLimit = 65_535

  /// The most bytes that stored parts of a length take, together with runs of others.
  static func bound(stored: Int) -> Int { stored + 5 * (stored / storedLimit + 64) + 8 * 2048 }

  /// Starts a stream for which there is room for a number of bytes.
  mutating func start(capacity: Int) {
    if bytes.count < capacity { bytes = [UInt8](repeating: 0, count: capacity) }
    end = 0
    // Deflate with a window of 32 KiB, and the check digits of the fastest level.
    appendByte(0x78)
    appendByte(0x01)
  }

  /// Adds bytes as they are.
  mutating func appendStored(_ part: UnsafeRawBufferPointer) {
    for start in stride(from: 0, to: part.count, by: Self.storedLimit) {
      let block = unsafe UnsafeRawBufferPointer(
        rebasing: part[start..<min(start + Self.storedLimit, part.count)])
      appendStoredHeader(count: block.count, isLast: false)
      let target = end..<end + block.count
      precondition(target.upperBound <= bytes.count, "the stream has no room for the part")
      // SAFETY: The target has the size of the block and lies in the buffer.
      unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[target]).copyMemory(from: block)
      }
      end = target.upperBound
    }
  }

  /// Adds one byte many times over, in the fixed code of the format.
  ///
  /// - Precondition: The count is positive.
  mutating func appendRun(of byte: UInt8, count: Int) {
    appendBits(0b010, count: 3)
    appendLiteral(byte)
    // Repeats of the byte before: as many as possible 258 at a time, then 3, then by itself.
    let (longest, rest) = (count - 1).quotientAndRemainder(dividingBy: 258)
    for _ in 0..<longest { appendCode(0b1100_0101 << 5, count: 13) }
    for _ in 0..<rest / 3 { appendCode(0b000_0001 << 5, count: 12) }
    for _ in 0..<rest % 3 { appendLiteral(byte) }
    appendBits(0, count: 7)
    // An empty stored block brings the stream to the start of a byte.
    appendBits(0, count: 3)
    flushBits()
    appendLength(0)
  }

  /// Ends the stream with what a compressor makes of the bytes.
  mutating func finish(
    _ part: UnsafeRawBufferPointer, compressor: OpaquePointer, checksum: UInt32
  ) -> [UInt8] {
    if unsafe part.isEmpty {
      appendStoredHeader(count: 0, isLast: true)
    } else {
      end += unsafe bytes.withUnsafeMutableBytes { [end] buffer in
        // SAFETY: The compressor writes at most as many bytes as are left.
        unsafe libdeflate_deflate_compress(
          compressor, part.baseAddress, part.count, buffer.baseAddress.map { unsafe $0 + end },
          buffer.count - end)
      }
    }
    for shift: UInt32 in [24, 16, 8, 0] {
      appendByte(UInt8(truncatingIfNeeded: checksum >> shift))
    }
    return Array(bytes[..<end])
  }

  private mutating func appendStoredHeader(count: Int, isLast: Bool) {
    appendByte(isLast ? 1 : 0)
    appendLength(count)
  }

  /// Adds the length of a stored block and its complement.
  private mutating func appendLength(_ count: Int) {
    let low = UInt8(truncatingIfNeeded: count)
    let high = UInt8(truncatingIfNeeded: count >> 8)
    for byte in [low, high, ~low, ~high] { appendByte(byte) }
  }

  private mutating func appendLiteral(_ byte: UInt8) {
    if byte < 144 {
      appendCode(0x30 + UInt64(byte), count: 8)
    } else {
      appendCode(0x190 + UInt64(byte) - 144, count: 9)
    }
  }

  /// Adds a code, whose highest bit comes first.
  private mutating func appendCode(_ code: UInt64, count: UInt64) {
    var code = code
    var reversed: UInt64 = 0
    for _ in 0..<count {
      reversed = reversed << 1 | code & 1
      code >>= 1
    }
    appendBits(reversed, count: count)
  }

  private mutating func appendBits(_ value: UInt64, count: UInt64) {
    bits |= value << bitCount
    bitCount += count
    while bitCount >= 8 {
      appendByte(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  private mutating func flushBits() {
    if bitCount > 0 { appendByte(UInt8(truncatingIfNeeded: bits)) }
    bits = 0
    bitCount = 0
  }

  private mutating func appendByte(_ byte: UInt8) {
    bytes[end] = byte
    end += 1
  }
}
