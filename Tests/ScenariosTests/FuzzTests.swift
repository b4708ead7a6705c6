import RandomStreams
import Scenarios
import Testing

@Suite("Broken input")
struct FuzzTests {
  /// Pieces that mean something to YAML, to units or to the reader.
  private static let pieces = [
    "*a", "&a ", "<<: *a", "!!int ", "|", ">", "\"", "'", "[", "]", "{", "}", ":", ",", "-", "? ",
    "\n", "  ", "\t", "#", "%", "1e999", "-1", "999999999999999999999", "nan", ".inf", "~", "null",
    "true", "0x10", "\u{0}", "\u{FEFF}", "\u{E000}", "é", "\\ud800", "kWh", "15 min", "year",
    "group: g\n    count: 3\n", "share: 40 %", "{distribution: normal, mean: 1 kW}", "[1 kW, 2 kW]",
    "2016-02-30", "24:00", "../", "/", "name: bob\n", "kind: flat\n", "members:\n", "---\n",
    "...\n", "as: roof", "referendum: moved", "market.kind: none", "contract.calls.roof.cost: 1",
    "operation: bid", "governance: {voting: {}}", "members[0]: ",
  ]

  private static let originals = [ScenarioExample.yaml, GroupTests.yaml, ContractExample.yaml]

  @Test(
    "Mutations of a valid scenario give a scenario or an error, never a trap", arguments: 0..<30)
  func mutations(seed: Int) {
    var draws = RandomStream(seed: UInt64(seed), stream: "mutations", entity: "yaml").draws(at: 0)
    func below(_ bound: Int) -> Int { Int(draws.uniformInteger(below: UInt64(bound))) }
    let original = Array(Self.originals[seed % 3].utf8)
    for _ in 0..<150 {
      var bytes = original
      for _ in 0...below(4) where !bytes.isEmpty {
        let position = below(bytes.count)
        switch below(7) {
        case 0: bytes[position] = UInt8(below(256))
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)].utf8, at: position)
        case 3:
          let end = min(bytes.count, position + below(40))
          bytes.removeSubrange(position..<end)
        case 4:
          let end = min(bytes.count, position + below(80))
          bytes.insert(contentsOf: bytes[position..<end], at: below(bytes.count))
        case 5: bytes.removeSubrange(position...)
        default:
          let other = below(bytes.count)
          bytes.swapAt(position, other)
        }
      }
      do {
        let scenario = try ScenarioExample.read(bytes: bytes)
        #expect(!scenario.members.isEmpty)
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics == error.diagnostics.sorted())
      }
    }
  }

  @Test("Mutated values give a scenario or an error, never a trap", arguments: 0..<15)
  func values(seed: Int) {
    var draws = RandomStream(seed: UInt64(seed), stream: "values", entity: "yaml").draws(at: 0)
    func below(_ bound: Int) -> Int { Int(draws.uniformInteger(below: UInt64(bound))) }
    let lines = Self.originals[seed % 3].split(separator: "\n")
    let values = [
      "0", "-1", "1e308 kW", "1e308", "9223372036854775807", "-9223372036854775808", "1e15 d",
      "999999 d", "1e-300 min", "0 min", "200", "1677-01-01", "2262-12-31", "2262-12-31T23:59:59",
      "1e9 EUR/kWh", "1e15 kWh", "[]", "{}", "[{}]", "[[]]", "''", "\"\"", "day/", "/", "99999",
      "100 %", "-100 %", "1e300 %", "UTC", "+18:00", "Pacific/Apia", "0.0000001 SEB", "1e15 SEB",
      "{distribution: uniform, from: 2 kWh, to: 1 kWh}", "{distribution: choice, of: []}",
      "{distribution: choice, of: [1 kW]}", "36525 d", "1e10 kW", "1e12 SEB", "1000000000000",
      "{market.kind: none}", "{a: {b: c}}", "1e9 BRL/kW", "1 kWh/kW", "366 d", "roof",
    ]
    for _ in 0..<150 {
      var changed = lines.map(String.init)
      for _ in 0...below(2) {
        let index = below(changed.count)
        guard let colon = changed[index].lastIndex(of: ":") else { continue }
        changed[index] = changed[index][...colon] + " " + values[below(values.count)]
      }
      _ = ScenarioExample.faults(changed.joined(separator: "\n"))
    }
  }
}
