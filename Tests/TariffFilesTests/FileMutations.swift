import TestSupport

/// Changes bytes of files at random, with pieces that mean something to their readers.
struct FileMutations {
  private var generator: TestGenerator

  static let pieces = [
    ",", ";", "\n", "\r\n", "\"", "-", "1e999", "nan", "2026-02-30", "24:00", "Z", "+25:00", ":",
    "/", "import", "member", "\u{FEFF}", "\u{0}", "é", "9223372036854775807", " ", "\t", "0,5",
    "1e308", "[", "]", "{", "}", "year", "[kWh]", "null",
  ]

  init(seed: Int) { generator = TestGenerator(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &generator) }

  mutating func mutation(of original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...below(4) where !bytes.isEmpty {
      let position = below(bytes.count)
      switch below(6) {
      case 0: bytes[position] = UInt8(below(256))
      case 1: bytes.remove(at: position)
      case 2: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)].utf8, at: position)
      case 3: bytes.removeSubrange(position..<min(bytes.count, position + below(40)))
      case 4:
        let end = min(bytes.count, position + below(80))
        bytes.insert(contentsOf: Array(bytes[position..<end]), at: below(bytes.count))
      default: bytes.swapAt(position, below(bytes.count))
      }
    }
    return bytes
  }
}
