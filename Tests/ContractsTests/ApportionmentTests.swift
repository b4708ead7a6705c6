import Contracts
import TestSupport
import Testing

struct ApportionmentTests {
  struct Division: Sendable {
    var whole: Int64
    var weights: [Int64]
    var shares: [Int64]
  }

  @Test(
    "A whole is divided in proportion, what is missing goes to the largest remainders",
    arguments: [
      Division(whole: 10, weights: [], shares: []),
      Division(whole: 10, weights: [0, 0], shares: [0, 0]),
      Division(whole: 0, weights: [1, 2], shares: [0, 0]),
      Division(whole: 10, weights: [0, 7, 0], shares: [0, 10, 0]),
      Division(whole: 7, weights: [1, 1, 1], shares: [3, 2, 2]),
      Division(whole: 10, weights: [150, 250, 300], shares: [2, 4, 4]),
      Division(whole: 100, weights: [1, 1, 1], shares: [34, 33, 33]),
      Division(whole: .max, weights: [.max, .max], shares: [.max / 2 + 1, .max / 2]),
      Division(whole: .max, weights: [.max], shares: [.max]),
      Division(whole: 1, weights: [.max - 1, .max], shares: [0, 1]),
    ])
  func division(division: Division) {
    #expect(apportion(division.whole, by: division.weights) == division.shares)
  }

  @Test("Shares sum to the whole and lie within one unit of the quotient", arguments: 0..<200)
  func quotas(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let weights = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      max(random.nextInteger(), 0)
    }
    let whole = max(random.nextInteger(), 0)
    let sum = weights.reduce(into: Int128(0)) { $0 += Int128($1) }
    let shares = apportion(whole, by: weights)
    guard sum > 0 else {
      #expect(shares.allSatisfy { $0 == 0 })
      return
    }
    #expect(shares.reduce(into: Int128(0)) { $0 += Int128($1) } == Int128(whole))
    for (share, weight) in zip(shares, weights) {
      let lower = Int128(whole) * Int128(weight) / sum
      #expect(Int128(share) == lower || Int128(share) == lower + 1)
      #expect(weight > 0 || share == 0)
    }
  }

  @Test("A million weights at the end of the range are divided without a trap")
  func millionWeights() {
    let weights = [Int64](repeating: .max, count: 1_000_000)
    let shares = apportion(.max, by: weights)
    #expect(shares.reduce(0, +) == .max)
    #expect(shares.first == Int64.max / 1_000_000 + 1)
    #expect(shares.last == Int64.max / 1_000_000)
  }
}
