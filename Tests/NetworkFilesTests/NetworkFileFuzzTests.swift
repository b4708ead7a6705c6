import NetworkFiles
import PowerFlow
import TestSupport
import Testing

/// Whatever the bytes are, reading and solving end with a result or an error.
struct NetworkFileFuzzTests {
  @Test("Changed files never trap, and what is still valid can be solved or is refused")
  func mutations() {
    let original = Array(NetworkFileTests.valid.utf8)
    var random = TestGenerator(seed: 2016)
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      guard let network = try? NetworkFile.readBalanced(bytes, named: "fuzz") else { continue }
      accepted += 1
      guard var solver = try? RadialSweepSolver(network) else { continue }
      let (active, reactive) = network.nominalInjections()
      let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      solver.computeBranchFlows()
      #expect(outcome.converged == solver.totalLossWatts.isFinite)
    }
    #expect(accepted > 100)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(UInt8.random(in: 32...126, using: &random), at: index)
    case 3: bytes.removeSubrange(index..<min(index + 20, bytes.count))
    case 4:
      let from = Int.random(in: 0..<bytes.count, using: &random)
      bytes.insert(contentsOf: Array(bytes[from..<min(from + 30, bytes.count)]), at: index)
    default:
      // Digits for digits keep the file valid and its values odd.
      if let digit = bytes[index...].firstIndex(where: { $0 >= 48 && $0 <= 57 }) {
        bytes[digit] = UInt8.random(in: 48...57, using: &random)
      }
    }
    if bytes.isEmpty { bytes = [0] }
  }

  @Test("Random bytes are refused")
  func randomBytes() {
    var random = TestGenerator(seed: 7)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...200, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(throws: NetworkFileError.self) { try NetworkFile.readBalanced(bytes, named: "noise") }
    }
  }

  /// Ten megabytes; a tenth of that where nothing is optimised.
  static var largeSize: Int {
    #if DEBUG
      1_000_000
    #else
      10_000_000
    #endif
  }

  @Test("Megabytes of nonsense are refused in seconds, whatever shape they have")
  func large() {
    let size = Self.largeSize
    var random = TestGenerator(seed: 8)
    var noise = [UInt8](repeating: 0, count: size)
    for index in stride(from: 0, to: size, by: 7) {
      noise[index] = UInt8(truncatingIfNeeded: random.next())
    }
    func repeated(_ text: String, after start: String) -> [UInt8] {
      let piece = Array(text.utf8)
      return Array(start.utf8) + (0..<size).map { piece[$0 % piece.count] }
    }
    let samples = [
      noise, repeated("9", after: "1"), repeated("0,", after: "["), repeated("[", after: ""),
      repeated("é", after: "\""), repeated("{\"x\":1},", after: "{\"buses\":["),
      repeated("{\"x\":1},", after: "[") + Array("0]".utf8),
    ]
    for bytes in samples {
      let time = ContinuousClock().measure {
        #expect(throws: NetworkFileError.self) {
          try NetworkFile.readBalanced(bytes, named: "large")
        }
      }
      #expect(time < .seconds(10))
    }
  }
}
