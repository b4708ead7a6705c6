import Profiles
import Quantities
import TestSupport
import Testing

@Suite("Resampling")
struct ResamplingTests {
  static func profile(
    _ values: [Double], start: Int64 = 0, step: Int64 = 60
  ) throws -> Profile {
    try Profile(grid: grid(start: start, step: step, count: values.count), values: values)
  }

  static func grid(start: Int64 = 0, step: Int64, count: Int) throws -> ProfileGrid {
    try ProfileGrid(
      start: Instant(seconds: start), stepNanoseconds: step * 1_000_000_000, count: count)
  }

  @Test("onto a coarser grid takes the mean of each group")
  func coarser() throws {
    let coarse = try Self.profile([1, 2, 6, 4, 5, 0]).resampled(
      onto: Self.grid(step: 180, count: 2))
    #expect(coarse.values == [3, 3])
  }

  @Test("onto a finer grid repeats values bit for bit")
  func finer() throws {
    let fine = try Self.profile([0.1, 0.7]).resampled(onto: Self.grid(step: 20, count: 6))
    #expect(fine.values == [0.1, 0.1, 0.1, 0.7, 0.7, 0.7])
  }

  @Test("onto a grid that fits neither way weighs by overlap")
  func overlap() throws {
    // 90 s from 30 s on: 30 s of 1 and 60 s of 4, then 60 s of 10 and 30 s of 7.
    let profile = try Self.profile([1, 4, 10, 7])
    let mixed = try profile.resampled(onto: Self.grid(start: 30, step: 90, count: 2))
    #expect(mixed.values == [3, 9])
  }

  @Test("keeps the integral", arguments: 0..<100)
  func integral(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let step = Int64.random(in: 1...120, using: &generator)
    let count = Int.random(in: 1...80, using: &generator)
    let start = Int64.random(in: -5000...5000, using: &generator)
    let values = (0..<count).map { _ in Double.random(in: -10...10, using: &generator) }
    let profile = try Self.profile(values, start: start, step: step)
    let length = step * Int64(count)
    let targetCount = Int64.random(in: 1...min(length, 90), using: &generator)
    let targetStep = length / targetCount
    let targetStart = start + Int64.random(in: 0...(length % targetCount), using: &generator)
    let target = try Self.grid(start: targetStart, step: targetStep, count: Int(targetCount))
    let resampled = try profile.resampled(onto: target)
    for row in 0..<target.count {
      // Second by second: an independent and exact decomposition of the interval.
      var sum = 0.0
      let first = targetStart + Int64(row) * targetStep
      for second in first..<(first + targetStep) { sum += values[Int((second - start) / step)] }
      #expect(abs(resampled.values[row] - sum / Double(targetStep)) < 1e-9)
    }
  }

  @Test("of what is not covered is an error that names both times")
  func uncovered() throws {
    let profile = try Self.profile([1, 2])
    let error = #expect(throws: ProfileError.self) {
      try profile.resampled(onto: Self.grid(start: 60, step: 60, count: 2))
    }
    #expect(
      error?.description == """
        the profile covers 1970-01-01T00:00:00Z to 1970-01-01T00:02:00Z, but \
        1970-01-01T00:01:00Z to 1970-01-01T00:03:00Z is needed. Shorten the horizon, or say how \
        the profile repeats.
        """)
  }

  @Test("of samples takes the trapezoid between neighbours")
  func samples() throws {
    let profile = try Profile(
      meansBetweenSamples: [0, 2, 5], from: Instant(seconds: 0), stepNanoseconds: 1_000_000_000)
    #expect(profile.values == [1, 3.5])
    #expect(throws: ProfileError.self) {
      try Profile(meansBetweenSamples: [1], from: Instant(seconds: 0), stepNanoseconds: 1)
    }
    let large = try Profile(
      meansBetweenSamples: [.greatestFiniteMagnitude, .greatestFiniteMagnitude],
      from: Instant(seconds: 0), stepNanoseconds: 1)
    #expect(large.values == [.greatestFiniteMagnitude])
  }
}
