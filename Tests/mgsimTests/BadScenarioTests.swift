import Foundation
import TestSupport
import Testing

struct BadScenarioTests {
  static let cases: [BadInput] = [
    .scenario(
      "unknown key", "capacity: 10", "capacty: 10", at: "capacty",
      says: "unknown key 'capacty'", "Did you mean 'capacity'?"),
    .scenario("unknown key at the top", "seed: 7", "sed: 7", at: "sed: 7", says: "'seed'"),
    .scenario("wrong type", "seed: 7", "seed: seven", at: "seven", says: "'seed'"),
    .scenario(
      "a list where a section is expected",
      "market:\n  kind: uniform-price-double-auction\n  k: 0.5",
      "market: [1, 2]", at: "[1, 2]", says: "'market'"),
    .scenario(
      "a text where a list is expected", "witnesses: [mill, smith]", "witnesses: everybody",
      at: "everybody", says: "'witnesses'"),
    .scenario(
      "wrong unit", "capacity: 10 kWh", "capacity: 10 kW", at: "10 kW\n", says: "'capacity'", "kWh"),
    .scenario(
      "a number without a unit", "capacity: 10 kWh", "capacity: 10", at: "10\n", says: "'capacity'",
      "kWh"),
    .scenario(
      "negative capacity", "capacity: 10 kWh", "capacity: -10 kWh", at: "-10 kWh",
      says: "'capacity'"
    ),
    .scenario(
      "capacity without end", "capacity: 10 kWh", "capacity: 1e999 kWh", at: "1e999",
      says: "'capacity'"),
    .scenario(
      "battery with its minimum above its maximum", "minimumStateOfCharge: 10 %",
      "minimumStateOfCharge: 95 %", at: "95 %", says: "minimumStateOfCharge",
      "maximumStateOfCharge"),
    .scenario("unknown bus", "bus: hill", "bus: hil", at: "hil\n", says: "no bus 'hil'"),
    .scenario(
      "unknown tariff", "tariff: household", "tariff: houshold", at: "houshold",
      says: "'household'"),
    .scenario(
      "unknown profile", "profile: day/sun", "profile: day/sum", at: "day/sum", says: "sun"),
    .scenario(
      "unknown strategy", "strategy: zero-intelligence", "strategy: zero", at: "zero\n",
      says: "'zero-intelligence'"),
    .scenario(
      "unknown member in the contract", "to: smith", "to: smyth", at: "smyth", says: "'smith'"),
    .scenario(
      "two members of one name", "name: baker", "name: mill",
      at: "mill\n    bus: square\n    load:\n      profile: day/load\n      power: 4",
      says: "'mill'"),
    .scenario("unknown time zone", "zone: UTC", "zone: Mars/Base", at: "Mars", says: "Mars/Base"),
    .scenario(
      "a day that does not exist", "start: 2016-01-01", "start: 2016-02-30", at: "2016-02-30",
      says: "2016-02-30"),
    .scenario(
      "an interval that divides no day", "interval: 15 min", "interval: 7 min", at: "7 min",
      says: "'interval'"),
    .scenario(
      "another schema version", "schemaVersion: 1", "schemaVersion: 99", at: "99",
      says: "schemaVersion"),
    .scenario("a tab", "    bus: square", "\tbus: square", at: "\tbus"),
    .scenario("a key twice", "seed: 7", "seed: 7\nseed: 8", at: "seed: 7", says: "seed"),
    BadInput(
      name: "an open bracket", yaml: Village.changed("[mill, smith]", "[mill, smith"),
      place: "81:1", says: ["not valid YAML"]),
    .scenario("a missing file", "file: day.csv", "file: dax.csv", at: "dax.csv", says: "dax.csv"),
    .scenario(
      "a missing network", "file: feeder.json", "file: fedder.json", at: "fedder.json",
      says: "fedder.json"),
    .scenario("a folder as profile", "file: day.csv", "file: .", at: ".\n    step", says: "folder"),
    .scenario(
      "a scenario as network", "file: feeder.json", "file: village.yaml", at: "village.yaml"),
  ]

  @Test("What is wrong in a scenario is said with its place", arguments: cases)
  func badScenario(bad: BadInput) throws { try bad.expectRefusal() }

  @Test("A misspelt bus is answered with the nearest name, not only with identifiers")
  func nearestBus() throws {
    let study = try Study(Village.changed("bus: hill", "bus: hil"))
    let outcome = try study.program("validate", Study.scenario)
    #expect(outcome.errors.contains("'hill'"))
  }

  @Test("A scenario that is missing or a folder is refused")
  func noScenario() throws {
    let study = try Study()
    for (path, reason) in [
      ("missing.yaml", "there is no such file"), ("../input", "it is a folder"),
      ("../input/village.yaml/x", ""), ("", ""), ("/dev/zero", "no regular file"),
      (String(repeating: "x", count: 10_000), ""),
    ] {
      for command in ["run", "validate"] {
        let outcome = try study.program(command, path)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("\(path): can't read the scenario: "))
        if !reason.isEmpty { #expect(outcome.errors.contains(reason)) }
        #expect(study.outputs == [])
      }
    }
  }

  @Test(
    "Random bytes of any number are refused in one sentence",
    arguments: [1, 1000, 4_000_000, 10_000_000])
  func randomBytes(count: Int) throws {
    var generator = TestGenerator(seed: UInt64(count))
    let bytes = generator.bytes(count)
    let study = try Study()
    // As scenario, as profile, and as network.
    try study.add("noise.yaml", bytes)
    let overrides = ["profiles[0].file=noise.yaml", "network.file=noise.yaml"]
    let outcomes = [
      try study.program("run", "../input/noise.yaml"),
      try study.program("run", Study.scenario, "--set", overrides[0]),
      try study.program("run", Study.scenario, "--set", overrides[1]),
    ]
    for outcome in outcomes {
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("noise.yaml"))
      #expect(outcome.errors.utf8.count < 1000)
      #expect(study.outputs == [])
    }
  }

  @Test(
    "Empty files are refused by name",
    arguments: ["", "\n\n", "# nothing\n", "---\n...\n", "\u{FEFF}", "{}"])
  func empty(text: String) throws {
    let study = try Study()
    try study.add("empty.yaml", text)
    let outcome = try study.program("run", "../input/empty.yaml")
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("../input/empty.yaml:"))
    #expect(study.outputs == [])
  }

  @Test(
    "Empty profiles and networks are refused by name",
    arguments: ["profiles[0].file", "network.file"])
  func emptyOther(key: String) throws {
    let study = try Study()
    try study.add("empty", [])
    let outcome = try study.program("run", Study.scenario, "--set", "\(key)=empty")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors.contains("empty: the file is empty")
        || outcome.errors.contains("empty:1:1: the file is empty"))
    #expect(study.outputs == [])
  }

  @Test("Aliases that multiply are refused before they fill the memory")
  func bomb() throws {
    let study = try Study()
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    try study.add("bomb.yaml", text + Village.yaml)
    try study.add("self.yaml", "a: &a [*a]\n" + Village.yaml)
    try study.add("deep.yaml", String(repeating: "[", count: 100_000))
    try study.add("deeper.yaml", String(repeating: "{a: ", count: 100_000))
    try study.add("dashes.yaml", String(repeating: "- ", count: 100_000))
    for name in ["bomb", "self", "deep", "deeper", "dashes"] {
      let outcome = try study.program(
        "run", "../input/\(name).yaml", timeout: .seconds(20))
      #expect(outcome.code == 2, "\(name)")
      #expect(outcome.errors.hasPrefix("../input/\(name).yaml:"), "\(name): \(outcome.errors)")
      #expect(outcome.errors.utf8.count < 4000)
    }
    #expect(study.outputs == [])
  }
}
