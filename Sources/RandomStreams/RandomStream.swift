/// The random numbers of one process of one entity: they depend on the seed, the names and the
/// ordinal of an interval or event, and on nothing else.
///
/// Give every process of every entity a stream of its own. Adding a member, changing the number of
/// threads, or a design that draws more numbers then shifts nobody's other draws, and two designs
/// can be compared under common random numbers.
///
///     let clouds = RandomStream(seed: 42, stream: "weather.clouds", entity: "site")
///     var draws = clouds.draws(at: 17)
///     let cover = draws.uniform()
///
/// The names become the 64 bits of the key of a ``Philox`` generator: the bytes of the seed (least
/// significant first), of the stream's name and of the entity's name are hashed by FNV-1a with 64
/// bits, the byte FF, which occurs in no UTF-8 text, standing behind each name. The finaliser of
/// SplitMix64 then spreads the hash over all bits.
@frozen
public struct RandomStream: Hashable, Sendable {
  /// The key of the generator.
  public let key: UInt64

  /// Creates the stream of a name and an entity under a seed.
  ///
  /// - Complexity: O(*n*) for *n* bytes of names: make it once, not per interval.
  public init(seed: UInt64, stream: String, entity: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for shift in stride(from: 0, to: 64, by: 8) {
      add(UInt8(truncatingIfNeeded: seed >> UInt64(shift)))
    }
    for name in [stream, entity] {
      for byte in name.utf8 { add(byte) }
      add(0xFF)
    }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    key = hash ^ (hash >> 31)
  }

  /// The draws that belong to an interval or event, from the first one on.
  @inlinable
  public func draws(at ordinal: UInt64) -> RandomDraws { RandomDraws(key: key, ordinal: ordinal) }
}
