import Foundation
import TestSupport
import Testing

/// Random command lines and random changes of a scenario; whatever comes, no trap and no hang.
struct FuzzTests {
  private static let words = [
    "run", "validate", "schema", "show", "help", Study.scenario, "village.h5", "none.yaml", "-o",
    "--output", "a.h5", "b.nc", "--set", "seed=3", "market.k=2", "members[0].bus=hill",
    "time.years=",
    "=", "--threads", "1", "0", "-1", "64", "9223372036854775808", "--compression", "3", "12",
    "--force", "--format", "json", "text", "--quiet", "--log-level", "trace", "--check",
    "--variables", "--version", "--help", "-h", "--", "-", "", "\u{1F600}", "-oa.h5", "--set=k=",
    "--format=json", "--generate-completion-script", "bash", ".", "\u{7F}\u{1}", "%s%n",
    "--no-force",
    "../input/day.csv", "--experimental-dump-help", "---completion", "'", "\\", "a\nb",
  ]

  @Test("Random command lines end with 0, 1 or 2", arguments: 0..<10)
  func commandLines(seed: UInt64) throws {
    let study = try Study()
    var generator = TestGenerator(seed: seed)
    for _ in 0..<30 {
      // Most begin as a command does, or nothing behind it would be looked at.
      var arguments: [String] = []
      if Int.random(in: 0..<4, using: &generator) > 0 {
        arguments =
          [["run", Study.scenario], ["run"], ["validate"], ["show"], ["schema"]]
          .randomElement(using: &generator) ?? []
      }
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        arguments.append(Self.words.randomElement(using: &generator) ?? "")
      }
      let outcome = try Program.run(arguments, in: study.outputFolder, timeout: .seconds(20))
      #expect(outcome.signal == nil, "\(arguments)")
      if let code = outcome.code { #expect((0...2).contains(code), "\(arguments): \(code)") }
      #expect(study.partials == [], "\(arguments)")
    }
  }

  /// Values that a person or a program may write where another one is expected.
  private static let values = [
    "0", "-1", "1", "1e9", "1e-9", "1e308", "9223372036854775807", "-9223372036854775808", ".inf",
    ".nan", "~", "true", "[]", "{}", "''", "1 s", "1 min", "24 h", "25 h", "2 d", "0 kW", "-3 kW",
    "1e9 kW", "1e-9 kW", "1e15 kWh", "0 kWh", "0 EUR/kWh", "-0.3 EUR/kWh", "9e12 EUR/kWh",
    "0.0000001 EUR/kWh", "0 %", "100 %", "101 %", "UTC", "Europe/Berlin", "America/St_Johns",
    "2016-01-01", "2016-12-31T23:59", "0001-01-01", "9999-12-31", "truthful", "zero-intelligence",
    "hill", "station", "mill", "smith", "day/load", "day/sun", "none", "farm", "&x 1", "*x",
    "!!int 3",
  ]

  /// A scenario with one to three lines changed.
  private func mutated(_ generator: inout TestGenerator) -> String {
    var lines = Village.yaml.split(separator: "\n").map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let index = Int.random(in: lines.indices, using: &generator)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[.random(in: lines.indices, using: &generator)], at: index)
      case 2: lines[index] = String(repeating: " ", count: 2) + lines[index]
      case 3:
        var bytes = Array(lines[index].utf8)
        if !bytes.isEmpty {
          bytes[.random(in: bytes.indices, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        lines[index] = String(decoding: bytes, as: UTF8.self)
      default:
        // The value of a key, so that most files are still scenarios.
        guard let colon = lines[index].firstIndex(of: ":") else { break }
        lines[index] =
          lines[index][...colon] + " " + (Self.values.randomElement(using: &generator) ?? "")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("Random changes of a scenario give a result or an error", arguments: 0..<10)
  func scenarios(seed: UInt64) throws {
    let study = try Study()
    var generator = TestGenerator(seed: 1000 + seed)
    for _ in 0..<20 {
      let yaml = mutated(&generator)
      try study.add("mutant.yaml", yaml)
      let outcome = try study.program(
        "run", "../input/mutant.yaml", "--force", timeout: .seconds(30))
      #expect(outcome.signal == nil, "\(yaml)")
      if let code = outcome.code { #expect((0...2).contains(code), "\(yaml)") }
      guard outcome.code == 0 else {
        #expect(!outcome.errors.isEmpty)
        #expect(study.partials == [])
        continue
      }
      let shown = try study.program("show", "mutant.h5", "--check")
      #expect(shown.code == 0, "\(shown.output)\n\(yaml)")
    }
  }
}
