import RandomStreams
import Testing

@Suite struct PhiloxTests {
  struct KnownAnswer: CustomTestStringConvertible {
    let counter: SIMD4<UInt32>
    let key: SIMD2<UInt32>
    let block: SIMD4<UInt32>
    let testDescription: String
  }

  /// The answers for `philox4x32 10` in `kat_vectors` of the Random123 library.
  static let answers = [
    KnownAnswer(
      counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
      block: SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8),
      testDescription: "zeros"),
    KnownAnswer(
      counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      block: SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD),
      testDescription: "ones"),
    KnownAnswer(
      counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
      key: SIMD2(0xA409_3822, 0x299F_31D0),
      block: SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1),
      testDescription: "digits of pi"),
  ]

  @Test("Blocks are the published known answers", arguments: answers)
  func knownAnswers(answer: KnownAnswer) {
    #expect(Philox.block(counter: answer.counter, key: answer.key) == answer.block)
  }

  @Test("Draws are the words of blocks: number of the block below, ordinal above")
  func layout() {
    var draws = RandomDraws(key: 0x299F_31D0_A409_3822, ordinal: 0x0370_7344_1319_8A2E)
    for number: UInt32 in 0..<4 {
      let block = Philox.block(
        counter: SIMD4(number, 0, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
      #expect(draws.next() == UInt64(block.y) << 32 | UInt64(block.x))
      #expect(draws.next() == UInt64(block.w) << 32 | UInt64(block.z))
    }
  }
}
