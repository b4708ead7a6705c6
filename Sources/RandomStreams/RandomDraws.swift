/// The sequence of random numbers that belongs to one ordinal of a ``RandomStream``.
///
/// Each block of the generator has the number of the block in the lower 64 bits of its counter and
/// the ordinal in the upper 64 bits, and gives two draws. Nothing is allocated.
///
/// The distributions are written out here and use no mathematical function of the system, so the
/// same draws are the same numbers, to the last bit, on every machine. The standard library's
/// `random(in:using:)` works as well but promises no stable sequence.
@frozen
public struct RandomDraws: RandomNumberGenerator, Sendable {
  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline let ordinal: UInt64
  @usableFromInline var block: UInt64
  @usableFromInline var second: UInt64
  @usableFromInline var hasSecond: Bool

  /// Creates the draws of an ordinal under a key.
  @inlinable
  public init(key: UInt64, ordinal: UInt64) {
    self.key = SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    self.ordinal = ordinal
    block = 0
    second = 0
    hasSecond = false
  }

  /// Returns the next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    if hasSecond {
      hasSecond = false
      return second
    }
    let bits = Philox.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
        UInt32(truncatingIfNeeded: ordinal), UInt32(truncatingIfNeeded: ordinal >> 32)),
      key: key)
    block &+= 1
    second = UInt64(bits.w) << 32 | UInt64(bits.z)
    hasSecond = true
    return UInt64(bits.y) << 32 | UInt64(bits.x)
  }
}
