import Foundation
import RandomStreams
import Testing

/// Statistical checks with fixed seeds: bounds of five standard deviations, so that a right
/// generator fails one in two million and the result is the same in each run.
@Suite struct DistributionTests {
  private static let count = 200_000

  private func draws(_ name: String, _ seed: UInt64) -> RandomDraws {
    RandomStream(seed: seed, stream: name, entity: "test").draws(at: seed)
  }

  /// The mean and variance of a sample lie near those of its distribution.
  private func check(
    _ sample: [Double], mean: Double, variance: Double, kurtosis: Double,
    location: SourceLocation = #_sourceLocation
  ) {
    let count = Double(sample.count)
    let average = sample.reduce(0, +) / count
    let spread = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    #expect(
      abs(average - mean) < 5 * (variance / count).squareRoot(), sourceLocation: location)
    #expect(
      abs(spread - variance) < 5 * variance * ((kurtosis - 1) / count).squareRoot(),
      sourceLocation: location)
  }

  /// The greatest distance of a sample from its distribution (Kolmogorov and Smirnov) stays below
  /// the bound that one of 10⁶ samples passes.
  private func check(
    _ sample: [Double], distribution: (Double) -> Double,
    location: SourceLocation = #_sourceLocation
  ) {
    let count = Double(sample.count)
    var distance = 0.0
    for (index, number) in sample.sorted().enumerated() {
      let probability = distribution(number)
      distance = max(
        distance, probability - Double(index) / count, Double(index + 1) / count - probability)
    }
    #expect(distance * count.squareRoot() < 2.7, sourceLocation: location)
  }

  @Test("Uniform numbers have the moments and the distribution of their range", arguments: 0..<4)
  func uniform(seed: UInt64) {
    var draws = draws("uniform", seed)
    let sample = (0..<Self.count).map { _ in draws.uniform() }
    #expect(sample.allSatisfy { $0 >= 0 && $0 < 1 })
    check(sample, mean: 0.5, variance: 1.0 / 12, kurtosis: 1.8)
    check(sample) { $0 }
    let ranged = (0..<Self.count).map { _ in draws.uniform(in: -3...5) }
    #expect(ranged.allSatisfy { $0 >= -3 && $0 <= 5 })
    check(ranged, mean: 1, variance: 64.0 / 12, kurtosis: 1.8)
    check(ranged) { ($0 + 3) / 8 }
  }

  @Test("Normal numbers have their moments and distribution", arguments: 0..<4)
  func normal(seed: UInt64) {
    var draws = draws("normal", seed)
    let sample = (0..<Self.count).map { _ in draws.normal(mean: 10, standardDeviation: 3) }
    check(sample, mean: 10, variance: 9, kurtosis: 3)
    check(sample) { 0.5 * erfc((10 - $0) / (3 * 2.0.squareRoot())) }
  }

  @Test("Exponential numbers have their moments and distribution", arguments: 0..<4)
  func exponential(seed: UInt64) {
    var draws = draws("exponential", seed)
    let sample = (0..<Self.count).map { _ in draws.exponential(mean: 4) }
    #expect(sample.allSatisfy { $0 > 0 && $0.isFinite })
    check(sample, mean: 4, variance: 16, kurtosis: 9)
    check(sample) { 1 - exp(-$0 / 4) }
  }

  @Test("Events happen as often as their probability says, never at 0 and always at 1")
  func bernoulli() {
    var draws = draws("bernoulli", 1)
    for probability in [0.001, 0.3, 0.5, 0.97] {
      let happened = (0..<Self.count).count { _ in draws.bernoulli(probability: probability) }
      let deviation = (Double(Self.count) * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(happened) - Double(Self.count) * probability) < 5 * deviation)
    }
    #expect((0..<1000).count { _ in draws.bernoulli(probability: 0) } == 0)
    #expect((0..<1000).count { _ in draws.bernoulli(probability: 1) } == 1000)
    #expect((0..<1000).count { _ in draws.bernoulli(probability: .nan) } == 0)
  }

  @Test("Integers below a bound are equally likely", arguments: [1, 2, 3, 7, 10, 97] as [UInt64])
  func integers(bound: UInt64) {
    var draws = draws("integers", bound)
    var counts = [Int](repeating: 0, count: Int(bound))
    for _ in 0..<Self.count { counts[Int(draws.uniformInteger(below: bound))] += 1 }
    let expected = Double(Self.count) / Double(bound)
    #expect(counts.allSatisfy { abs(Double($0) - expected) <= 5 * expected.squareRoot() })
  }

  @Test("Integers below a bound that rejects a third of the draws are equally likely")
  func rejection() {
    // Without rejection, two of three results would be twice as likely as the third.
    let bound: UInt64 = 3 << 62
    var draws = draws("rejection", 1)
    var thirds = [0, 0, 0]
    for _ in 0..<Self.count {
      let number = draws.uniformInteger(below: bound)
      thirds[Int(number >> 62)] += 1
    }
    let expected = Double(Self.count) / 3
    #expect(thirds.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
  }

  @Test("All orders of a shuffled array are equally likely")
  func shuffle() {
    var draws = draws("shuffle", 1)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<Self.count {
      var numbers = [0, 1, 2, 3]
      draws.shuffle(&numbers)
      counts[numbers, default: 0] += 1
    }
    let expected = Double(Self.count) / 24
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
    var empty: [Int] = []
    draws.shuffle(&empty)
    #expect(empty.isEmpty)
  }

  @Test("Ranges of any finite numbers hold their draws")
  func extremeRanges() {
    var draws = draws("ranges", 1)
    let most = Double.greatestFiniteMagnitude
    for range in [
      -most...most, 0...0, 1...1.0.nextUp,
      -Double.leastNonzeroMagnitude...Double.leastNonzeroMagnitude,
    ] {
      #expect((0..<1000).allSatisfy { _ in range.contains(draws.uniform(in: range)) })
    }
  }

  /// The numbers come from a script in Python, with distributions from mpmath.
  @Test("The first draws of a stream are what the documented rules give")
  func sequence() {
    var draws = RandomStream(seed: 42, stream: "weather.clouds", entity: "site").draws(at: 17)
    let uniform = draws.uniform()
    let normal = draws.normal()
    let exponential = draws.exponential(mean: 1)
    let integer = draws.uniformInteger(below: 1000)
    #expect(uniform == 0.04003724245236673)
    #expect(abs(normal - 0.240076918004434038) < 1e-14)
    #expect(abs(exponential - 1.89049976382232975) < 1e-14)
    #expect(integer == 423)
  }
}
