import Crypto

/// A SHA-256 digest, held in place: it allocates nothing.
public struct JournalHash: Hashable, Sendable, CustomStringConvertible {
  /// The digest as four numbers of 64 bits, the first bytes in the highest place.
  let words: (UInt64, UInt64, UInt64, UInt64)

  /// The predecessor of the first record: 32 zeros.
  public static let zero = JournalHash(words: (0, 0, 0, 0))

  /// The number of bytes of a digest.
  public static let byteCount = 32

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Creates a hash from stored bytes; `nil` unless they are 32.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for byte in bytes {
      // One number of 256 bits that moves on by a byte.
      words.0 = words.0 << 8 | words.1 >> 56
      words.1 = words.1 << 8 | words.2 >> 56
      words.2 = words.2 << 8 | words.3 >> 56
      words.3 = words.3 << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// The hash of bytes.
  init(of bytes: ArraySlice<UInt8>) {
    var hasher = SHA256()
    // SAFETY: the bytes of the slice, which lives until the end of the call.
    unsafe bytes.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
    let digest = hasher.finalize()
    // SAFETY: a digest of SHA-256 has 32 bytes, of which each number takes eight.
    words = unsafe digest.withUnsafeBytes { bytes in
      unsafe (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      )
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    appendBytes(to: &bytes)
    return bytes
  }

  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// The digest in hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

extension JournalHash {
  /// Appends the 32 bytes.
  func appendBytes(to bytes: inout [UInt8]) {
    let bigEndian = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    // SAFETY: the 32 bytes of four numbers, read only while they live.
    unsafe withUnsafeBytes(of: bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}

extension JournalHash {
  /// Reads 64 hexadecimal digits in lower case, as ``description`` gives them; `nil` for any other
  /// text.
  public init?(hexadecimal text: String) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }
}
