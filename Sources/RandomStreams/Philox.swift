/// The counter-based generator Philox4x32 with ten rounds.
///
/// A block of 128 random bits is a pure function of a counter and a key: there is no state that one
/// draw could change for another, so any draw can be made at any time, in any order.
///
/// > J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw. "Parallel random numbers: as easy as
/// > 1, 2, 3." SC '11. [doi:10.1145/2063384.2063405](https://doi.org/10.1145/2063384.2063405)
@frozen
public enum Philox {
  /// The random bits of a counter under a key.
  @inlinable
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let (even, odd) = block(
      (UInt64(counter.x), UInt64(counter.z)), (UInt64(counter.y), UInt64(counter.w)),
      (UInt64(key.x), UInt64(key.y)))
    return SIMD4(
      UInt32(truncatingIfNeeded: even.0), UInt32(truncatingIfNeeded: odd.0),
      UInt32(truncatingIfNeeded: even.1), UInt32(truncatingIfNeeded: odd.1))
  }

  /// The words of a block, each in a register of its own: those that are multiplied in each round,
  /// the first and third, and those that are not.
  ///
  /// The upper halves of the results are zero if those of the counter are.
  @inlinable
  static func block(
    _ even: (UInt64, UInt64), _ odd: (UInt64, UInt64), _ key: (UInt64, UInt64)
  ) -> (even: (UInt64, UInt64), odd: (UInt64, UInt64)) {
    let word: UInt64 = 0xFFFF_FFFF
    var (even, odd, key) = (even, odd, key)
    for _ in 0..<10 {
      let first = 0xD251_1F53 &* even.0
      let second = 0xCD9E_8D57 &* even.1
      even = ((second >> 32) ^ odd.0 ^ key.0, (first >> 32) ^ odd.1 ^ key.1)
      odd = (second & word, first & word)
      key = ((key.0 &+ 0x9E37_79B9) & word, (key.1 &+ 0xBB67_AE85) & word)
    }
    return (even, odd)
  }
}
