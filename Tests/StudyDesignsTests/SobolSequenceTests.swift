import StudyDesigns
import Testing

// The frozen numbers are those of scipy.stats.qmc.Sobol(128, scramble=False, bits=32) of SciPy
// 1.17.1: points times 2³², and FNV-1a hashes over 64-bit words.
struct SobolSequenceTests {
  static let dimensions = [0, 1, 2, 39, 63, 64, 126, 127]

  struct Point: Sendable {
    var number: UInt32
    var coordinates: [UInt32]
  }

  static let points = [
    Point(number: 0, coordinates: [0, 0, 0, 0, 0, 0, 0, 0]),
    Point(number: 1, coordinates: Array(repeating: 2_147_483_648, count: 8)),
    Point(
      number: 100,
      coordinates: [
        1_778_384_896, 1_107_296_256, 3_321_888_768, 570_425_344, 2_785_017_856, 838_860_800,
        838_860_800, 1_979_711_488,
      ]),
    Point(
      number: 2047,
      coordinates: [
        2_097_152, 2_694_840_320, 3_999_268_864, 2_904_555_520, 4_246_732_800, 1_117_782_016,
        2_694_840_320, 94_371_840,
      ]),
    Point(
      number: 3_000_000_000,
      coordinates: [
        9_313_751, 206_004_777, 3_953_899_511, 4_094_526_423, 3_110_013_623, 1_934_658_315,
        602_650_689, 1_124_672_993,
      ]),
    Point(
      number: .max,
      coordinates: [
        1, 4_294_967_295, 3_305_133_397, 1_027_469_633, 303_916_897, 3_615_509_137,
        3_370_437_231, 2_699_379_135,
      ]),
  ]

  private func hash(_ words: some Sequence<UInt64>) -> UInt64 {
    words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01B3 }
  }

  @Test("Points of the first and last dimensions are those of SciPy", arguments: points)
  func pointsAgree(point: Point) {
    var sequence = SobolSequence(dimensions: 128)
    sequence.move(to: point.number)
    let found = sequence.next()
    #expect(Self.dimensions.map { UInt32(found[$0] * 0x1p32) } == point.coordinates)
  }

  @Test("The first 4,096 points in 128 dimensions are those of SciPy")
  func firstPoints() {
    var sequence = SobolSequence(dimensions: 128)
    let words = (0..<4096).flatMap { _ in sequence.next().map { UInt64($0 * 4096) } }
    #expect(hash(words) == 0xC2C9_6941_76CB_E925)
  }

  @Test("All 32 direction numbers of all dimensions are those of SciPy")
  func directionNumbers() {
    var sequence = SobolSequence(dimensions: 128)
    let words = (0..<32).flatMap { place in
      sequence.move(to: 1 << UInt32(place))
      return sequence.next().map { UInt64($0 * 0x1p32) }
    }
    #expect(hash(words) == 0x7205_850A_14B3_8F41)
  }

  @Test("Each coordinate of the first 2ᵏ points falls into each of 2ᵏ parts, shifted or not")
  func net() {
    let shifts = (0..<128).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    for shifts in [[], shifts] {
      var sequence = SobolSequence(dimensions: 128, shifts: shifts)
      let points = (0..<256).map { _ in sequence.next() }
      for dimension in 0..<128 {
        let parts = points.map { Int($0[dimension] * 256) }
        #expect(parts.sorted() == Array(0..<256))
      }
    }
  }

  @Test("After the last point comes the first one")
  func wraps() {
    var sequence = SobolSequence(dimensions: 3)
    sequence.move(to: .max)
    _ = sequence.next()
    #expect(sequence.next() == [0, 0, 0])
    #expect(sequence.next() == [0.5, 0.5, 0.5])
  }

  @Test("A number of dimensions that is out of bounds is taken as the nearest one")
  func bounds() {
    for (asked, given) in [(0, 1), (.min, 1), (129, 128), (.max, 128)] {
      var sequence = SobolSequence(dimensions: asked, shifts: [5])
      #expect(sequence.dimensions == given)
      #expect(sequence.next().count == given)
    }
  }
}
