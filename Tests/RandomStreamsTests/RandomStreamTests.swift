import RandomStreams
import Testing

@Suite struct RandomStreamTests {
  private func draws(_ stream: RandomStream, at ordinal: UInt64, count: Int = 8) -> [UInt64] {
    var draws = stream.draws(at: ordinal)
    return (0..<count).map { _ in draws.next() }
  }

  @Test("The key is FNV-1a over seed and names, then the finaliser of SplitMix64")
  func key() {
    // Calculated by a Python script of its own from the documented rule.
    #expect(RandomStream(seed: 0, stream: "", entity: "").key == 0xFB11_5F2C_C3C4_C027)
    #expect(
      RandomStream(seed: 42, stream: "weather.clouds", entity: "site").key == 0x518E_C9DF_1A71_4203)
    #expect(
      RandomStream(seed: .max, stream: "load", entity: "Zählpunkt 7").key == 0xADD8_8E72_1D0B_F45C)
  }

  @Test("A draw does not depend on which other entities, ordinals or draws there are")
  func independence() {
    let member = RandomStream(seed: 1, stream: "load", entity: "member 3")
    let alone = draws(member, at: 10)
    var others: [[UInt64]] = []
    for index in 0..<20 {
      let other = RandomStream(seed: 1, stream: "load", entity: "member \(index)")
      others.append(draws(other, at: 10, count: index + 1))
    }
    _ = draws(member, at: 9, count: 100)
    #expect(draws(member, at: 10) == alone)
    #expect(others[3] == Array(alone.prefix(4)))
  }

  @Test("Any other seed, stream, entity, split of names or ordinal gives other draws")
  func differences() {
    let all = [
      draws(RandomStream(seed: 1, stream: "a", entity: "b"), at: 0),
      draws(RandomStream(seed: 2, stream: "a", entity: "b"), at: 0),
      draws(RandomStream(seed: 1 << 63, stream: "a", entity: "b"), at: 0),
      draws(RandomStream(seed: 1, stream: "b", entity: "b"), at: 0),
      draws(RandomStream(seed: 1, stream: "a", entity: "a"), at: 0),
      draws(RandomStream(seed: 1, stream: "ab", entity: ""), at: 0),
      draws(RandomStream(seed: 1, stream: "", entity: "ab"), at: 0),
      draws(RandomStream(seed: 1, stream: "a", entity: "b"), at: 1),
      draws(RandomStream(seed: 1, stream: "a", entity: "b"), at: .max),
    ]
    #expect(Set(all.flatMap { $0 }).count == all.count * 8)
  }

  @Test("A hundred thousand names have a hundred thousand keys")
  func keysDiffer() {
    var keys = Set<UInt64>()
    for seed: UInt64 in 0..<10 {
      for entity in 0..<10_000 {
        keys.insert(RandomStream(seed: seed, stream: "load", entity: "\(entity)").key)
      }
    }
    #expect(keys.count == 100_000)
  }

  @Test("Neighbouring streams and ordinals are uncorrelated")
  func correlation() {
    let count = 100_000
    let stream = RandomStream(seed: 5, stream: "load", entity: "1")
    let neighbour = RandomStream(seed: 5, stream: "load", entity: "2")
    let nextSeed = RandomStream(seed: 6, stream: "load", entity: "1")
    var sums = [0.0, 0.0, 0.0]
    for ordinal in 0..<UInt64(count) {
      var draws = stream.draws(at: ordinal)
      let centred = draws.uniform() - 0.5
      var others = [
        neighbour.draws(at: ordinal), nextSeed.draws(at: ordinal), stream.draws(at: ordinal + 1),
      ]
      for index in others.indices { sums[index] += centred * (others[index].uniform() - 0.5) }
    }
    // The product of two uniform numbers of variance 1/12 has the standard deviation 1/12.
    for sum in sums { #expect(abs(sum) * 12 / Double(count).squareRoot() < 5) }
  }

  @Test("Each of the 64 bits of a draw is set half of the time")
  func bits() {
    let count = 100_000
    var draws = RandomStream(seed: 9, stream: "bits", entity: "").draws(at: 0)
    var set = [Int](repeating: 0, count: 64)
    for _ in 0..<count {
      let word = draws.next()
      for bit in 0..<64 { set[bit] += Int(word >> UInt64(bit) & 1) }
    }
    let deviation = Double(count).squareRoot() / 2
    #expect(set.allSatisfy { abs(Double($0) - Double(count) / 2) < 5 * deviation })
  }
}
