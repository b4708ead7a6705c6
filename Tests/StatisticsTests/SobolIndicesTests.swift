import Statistics
import Testing

// The frozen numbers are those of SALib.analyze.sobol.analyze of SALib 1.6.0.
struct SobolIndicesTests {
  /// Arbitrary outputs: six base points of two factors, or four with second order.
  static let outputs = [
    0.3, 1.7, 2.2, -0.4, 5.1, 2.5, 3.3, 0.9, 1.1, 4.2, -2.0, 0.6, 2.8, 3.9, 1.5, 0.2, 2.1, -1.3,
    4.4, 3.0, 1.2, 0.8, 2.9, 3.6,
  ]

  private func expect(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (value, wanted) in zip(found, expected) { #expect(abs(value - wanted) < 1e-12) }
  }

  @Test("First and total order are those of SALib")
  func firstAndTotal() {
    let indices = SobolIndices(outputs: Self.outputs, factorCount: 2)
    expect(indices.first.map(\.value), [-0.748_798_726_223_309_1, 0.619_430_781_041_198_9])
    expect(indices.total.map(\.value), [1.066_560_518_609_081_2, 0.898_353_757_356_913_7])
    #expect(indices.second.isEmpty)
    #expect(indices.basePoints == 6)
    #expect(indices.leftOut == 0)
  }

  @Test("With second order all three are those of SALib")
  func withSecondOrder() throws {
    let indices = SobolIndices(outputs: Self.outputs, factorCount: 2, secondOrder: true)
    expect(indices.first.map(\.value), [-0.149_740_316_625_993_5, 0.189_224_704_336_399_18])
    expect(indices.total.map(\.value), [0.408_860_521_869_720_3, 0.765_158_625_868_218_7])
    #expect(indices.second.map(\.factors) == [[0, 1]])
    expect(indices.second.map(\.index.value), [-0.031_600_025_029_722_56])
  }

  @Test("A base point with an output that is missing is left out whole, and counted")
  func leavesOut() {
    var outputs = Self.outputs
    outputs[5] = .nan
    outputs += [1, 2]
    let indices = SobolIndices(outputs: outputs, factorCount: 2)
    let others = SobolIndices(
      outputs: Array(Self.outputs[..<4] + Self.outputs[8...]), factorCount: 2)
    #expect(indices.basePoints == 5)
    #expect(indices.leftOut == 2)
    #expect(indices.first == others.first)
    #expect(indices.total == others.total)
  }

  @Test("Indices depend on the shape of the output only, not on its place and size")
  func invariance() {
    let indices = SobolIndices(outputs: Self.outputs, factorCount: 2, secondOrder: true)
    let moved = SobolIndices(
      outputs: Self.outputs.map { 1024 * $0 - 65_536 }, factorCount: 2, secondOrder: true)
    for (one, other) in zip(indices.first + indices.total, moved.first + moved.total) {
      #expect(abs(one.value - other.value) < 1e-9)
      #expect(abs(one.halfWidth - other.halfWidth) < 1e-9)
    }
  }

  @Test("Indices of replications are those of the mean output")
  func replications() {
    let noise = Self.outputs.indices.map { Double($0 % 3) }
    let high = zip(Self.outputs, noise).map { $0 + $1 }
    let low = zip(Self.outputs, noise).map { $0 - $1 }
    let indices = SobolIndices(replications: [high, low], factorCount: 2)
    let plain = SobolIndices(outputs: Self.outputs, factorCount: 2)
    expect(indices.first.map(\.value), plain.first.map(\.value))
    expect(indices.total.map(\.value), plain.total.map(\.value))
    var broken = low
    broken[3] = .nan
    #expect(SobolIndices(replications: [high, broken], factorCount: 2).leftOut == 1)
  }

  @Test("Equal outputs have no variance to share, and no outputs no indices")
  func degenerate() {
    let constant = SobolIndices(outputs: Array(repeating: 0.1, count: 40), factorCount: 2)
    #expect(constant.variance == 0)
    #expect(constant.first.allSatisfy { $0.value.isNaN && $0.halfWidth.isNaN })
    let none = SobolIndices(outputs: [], factorCount: 3, secondOrder: true)
    #expect(none.basePoints == 0)
    #expect(none.first.count == 3 && none.total.count == 3 && none.second.count == 3)
    #expect(none.first.allSatisfy { $0.value.isNaN })
    #expect(SobolIndices(outputs: [1, 2], factorCount: 0).first.isEmpty)
    #expect(SobolIndices(replications: [], factorCount: 1).basePoints == 0)
    let single = SobolIndices(outputs: Self.outputs, factorCount: 2, resamples: 1)
    #expect(single.first.allSatisfy { $0.halfWidth.isNaN })
  }

  @Test("Intervals repeat with their seed and change with another")
  func seeds() {
    func halfWidths(_ seed: UInt64) -> [Double] {
      SobolIndices(outputs: Self.outputs, factorCount: 2, seed: seed).first.map(\.halfWidth)
    }
    #expect(halfWidths(1) == halfWidths(1))
    #expect(halfWidths(1) != halfWidths(2))
  }
}
