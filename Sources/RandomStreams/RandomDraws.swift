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
  @usableFromInline let key: UInt64
  @usableFromInline let ordinal: UInt64
  @usableFromInline var block: UInt64
  @usableFromInline var second: UInt64
  @usableFromInline var hasSecond: Bool

  /// Creates the draws of an ordinal under a key.
  @inlinable
  public init(key: UInt64, ordinal: UInt64) {
    self.key = key
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
    let word: UInt64 = 0xFFFF_FFFF
    let (even, odd) = Philox.block(
      (block & word, ordinal & word), (block >> 32, ordinal >> 32), (key & word, key >> 32))
    block &+= 1
    second = odd.1 << 32 | even.1
    hasSecond = true
    return odd.0 << 32 | even.0
  }
}
