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
    var block = counter
    var key = key
    block = round(block, key)
    for _ in 1..<10 {
      key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
      block = round(block, key)
    }
    return block
  }

  @inlinable
  static func round(_ block: SIMD4<UInt32>, _ key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let first = UInt64(0xD251_1F53) &* UInt64(block.x)
    let second = UInt64(0xCD9E_8D57) &* UInt64(block.z)
    return SIMD4(
      UInt32(truncatingIfNeeded: second >> 32) ^ block.y ^ key.x,
      UInt32(truncatingIfNeeded: second),
      UInt32(truncatingIfNeeded: first >> 32) ^ block.w ^ key.y,
      UInt32(truncatingIfNeeded: first))
  }
}
