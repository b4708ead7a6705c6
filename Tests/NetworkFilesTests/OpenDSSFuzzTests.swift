import Foundation
import NetworkFiles
import PowerFlow
import TestSupport
import Testing

/// Whatever a script is, reading it ends with a network or an error.
struct OpenDSSFuzzTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: ScriptFiles.folder.appending(path: name)))
  }

  @Test("Changed scripts never trap, with and without ignoring, and can be solved or are refused")
  func mutations() throws {
    let original = try Self.bytes("feeder.dss")
    let codes = try Self.bytes("library/codes.dss")
    var random = TestGenerator(seed: 13)
    var accepted = 0
    #if DEBUG
      let rounds = 150
    #else
      let rounds = 2000
    #endif
    for round in 0..<rounds {
      var script = original
      var library = codes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        if Bool.random(using: &random) {
          mutate(&script, &random)
        } else {
          mutate(&library, &random)
        }
      }
      let options = OpenDSSOptions(ignoresUnsupported: round % 2 == 0)
      let imported = try? OpenDSSFile.read(script, named: "fuzz.dss", options: options) { path in
        path == "library/codes.dss" ? library : try Self.bytes(path)
      }
      guard let imported else { continue }
      accepted += 1
      let network = try imported.multiphase
      let written = CaseFile.write(imported.network)
      if let back = try? NetworkFile.read(written, named: "back") {
        #expect(back == imported.network)
      }
      guard var solver = try? MultiphasePowerFlowSolver(network, maximumIterations: 20)
      else { continue }
      _ = solver.solve()
    }
    #expect(accepted > rounds / 20)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(UInt8.random(in: 32...126, using: &random), at: index)
    case 3: bytes.removeSubrange(index..<min(index + 20, bytes.count))
    case 4:
      let from = Int.random(in: 0..<bytes.count, using: &random)
      bytes.insert(contentsOf: Array(bytes[from..<min(from + 30, bytes.count)]), at: index)
    case 5:
      let words = [
        "1e308", "-0", "nan", "999999999999999999999", "(1 0 /)", "[", "like=", ".", "~",
      ]
      bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: index)
    default:
      if let digit = bytes[index...].firstIndex(where: { $0 >= 48 && $0 <= 57 }) {
        bytes[digit] = UInt8.random(in: 48...57, using: &random)
      }
    }
    if bytes.isEmpty { bytes = [0] }
  }

  /// Ten megabytes; a tenth of that where nothing is optimised.
  private static var largeSize: Int {
    #if DEBUG
      300_000
    #else
      10_000_000
    #endif
  }

  static let pieces = [
    "New Load.", "(", "[[", "\"", "1 ", "New Line.a bus1=a bus2=b\n", "~ ", "/*\n", "* /\n", "é",
    "\u{0}",
    "New Circuit.x\nClear\n", "a.b.c=1\n", "x=", "Set voltagebases=[1 1 1]\n", "\n", "!x\n",
  ]

  @Test("Megabytes of one piece are read or refused in seconds", arguments: pieces)
  func large(piece: String) {
    let unit = Array(piece.utf8)
    let start = Array("New Circuit.c\nNew LineCode.l nphases=3 rmatrix=(".utf8)
    for prefix in [[], start] {
      let count = Self.largeSize - prefix.count
      let bytes = prefix + (0..<count).map { unit[$0 % unit.count] }
      let time = ContinuousClock().measure {
        _ = try? OpenDSSFile.read(bytes, named: "large.dss")
      }
      #expect(time < .seconds(10))
    }
  }

  @Test("Ten megabytes of random bytes are refused in seconds")
  func noise() {
    var random = TestGenerator(seed: 4)
    let bytes = random.bytes(Self.largeSize)
    let time = ContinuousClock().measure {
      #expect(throws: NetworkFileError.self) { try OpenDSSFile.read(bytes, named: "noise.dss") }
    }
    #expect(time < .seconds(10))
  }

  @Test("Scripts that name each other without end are refused")
  func redirects() {
    let circle = ["a.dss": "Redirect b.dss", "b.dss": "Redirect a.dss"]
    let error = #expect(throws: NetworkFileError.self) {
      try ScriptFiles.imported(after: "Redirect a.dss", files: circle)
    }
    #expect(error?.description.contains("which is being read already") == true)
    // Each file has another name, so only the depth ends it.
    let deep = #expect(throws: NetworkFileError.self) {
      try OpenDSSFile.read(Array("Redirect x/a.dss".utf8), named: "t.dss") { _ in
        Array("Redirect x/a.dss".utf8)
      }
    }
    #expect(deep?.description.contains("more than 20 deep") == true)
    // Each of 12 levels names the next one eight times.
    let bomb = #expect(throws: NetworkFileError.self) {
      try OpenDSSFile.read(Array("Redirect n1".utf8), named: "t.dss") { path in
        let level = Int(path.dropFirst()) ?? 0
        let line = "Redirect n\(level + 1)\n"
        return Array(String(repeating: level < 12 ? line : "", count: 8).utf8)
      }
    }
    #expect(bomb?.description.contains("one file more than 5000") == true)
  }
}
