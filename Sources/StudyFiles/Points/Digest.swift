import Crypto

/// The SHA-256 of what is fed to it, piece by piece.
struct DigestStream {
  private var hash = SHA256()

  /// Adds bytes.
  mutating func update(_ bytes: ArraySlice<UInt8>) {
    // SAFETY: the bytes of the slice, which lives until the end of the call.
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  /// The 32 bytes of the digest.
  func digest() -> [UInt8] { Array(hash.finalize()) }

  /// The digest of bytes.
  static func digest(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var stream = DigestStream()
    stream.update(bytes)
    return stream.digest()
  }
}
