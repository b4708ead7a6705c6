import Scenarios
import Testing

/// A change of the example, with everything that is then said.
struct BadInput: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let faults: [String]

  init(_ old: String, _ new: String, _ faults: String...) {
    self.old = old
    self.new = new
    self.faults = faults
  }

  var testDescription: String { new }

  static let cases = [
    BadInput(
      "seed: 42", "sed: 42",
      "3:1: unknown key 'sed' in 'scenario'. Did you mean 'seed'?"),
    BadInput(
      "capacity: 10 kWh", "capacty: 10 kWh",
      "37:7: 'battery' needs the key 'capacity': an energy such as '13.5 kWh'.",
      "37:7: unknown key 'capacty' in 'battery'. Did you mean 'capacity'?"),
    BadInput(
      "power: 4 kW,", "power: [4, 5],",
      "34:38: 'power' in 'load' must be a power such as '3.5 kW', but is a list."),
    BadInput(
      "seed: 42", "seed: many", "3:7: 'seed' in 'scenario' must be a whole number, but is 'many'."),
    BadInput(
      "seed: 42", "seed: -1",
      "3:7: 'seed' in 'scenario' must be at least 0, but is '-1'."),
    BadInput(
      "power: 3 kW}", "power: 3 kWh}",
      "44:38: 'power' in 'load' must be a power such as '3.5 kW', but '3 kWh' has the unit 'kWh'. "
        + "Units: W, kW, MW."),
    BadInput(
      "power: 3 kW}", "power: 3}",
      "44:38: 'power' in 'load' must be a power such as '3.5 kW', but '3' has no unit. "
        + "Units: W, kW, MW."),
    BadInput(
      "price: 0.30 EUR/kWh", "price: 0.30 USD/kWh",
      "24:31: 'price' in 'component' must be a price such as '0.30 EUR/kWh', but '0.30 USD/kWh' has "
        + "the unit 'USD/kWh'. Units: EUR/kWh, EUR/MWh."),
    BadInput(
      "capacity: 10 kWh", "capacity: -5 kWh",
      "37:17: 'capacity' in 'battery' must be above 0 Wh, but is '-5 kWh'."),
    BadInput(
      "chargeEfficiency: 95 %", "chargeEfficiency: 120 %",
      "38:25: 'chargeEfficiency' in 'battery' must be at most 1, but is '120 %'."),
    BadInput(
      "chargeEfficiency: 95 %", "minimumStateOfCharge: 90 %\n      maximumStateOfCharge: 20 %",
      "38:29: 'minimumStateOfCharge' in 'battery' must be below maximumStateOfCharge, but 0.9 is "
        + "not below 0.2."),
    BadInput(
      "bus: B", "bus: D",
      "43:10: there is no bus 'D' in the network. Known: 'A', 'B', 'C'."),
    BadInput(
      "    bus: B\n", "",
      "42:5: 'member' needs the key 'bus', because the scenario has a network."),
    BadInput(
      "power: 3 kW}\n    tariff: household", "power: 3 kW}\n    tariff: houshold",
      "45:13: there is no tariff 'houshold'. Did you mean 'household'?"),
    BadInput(
      "profile: day/sun", "profile: dya/sun",
      "35:29: there is no profile file 'dya'. Did you mean 'day'?"),
    BadInput(
      "kind: flat", "kind: flta", "22:11: unknown kind 'flta' of 'tariff'. Did you mean 'flat'?"),
    BadInput(
      "holidays: germany", "holidays: gemany",
      "11:13: 'holidays' in 'time' cannot be 'gemany'. Did you mean 'germany'?"),
    BadInput(
      "zone: UTC", "zone: Europe/Berln",
      "6:9: there is no time zone 'Europe/Berln'. Did you mean 'Europe/Berlin'?"),
    BadInput(
      "name: bob", "name: alice",
      "42:11: there is more than one member called 'alice'.",
      "50:16: there is no member 'bob'. Known: 'alice'.",
      "52:69: there is no member 'bob'. Known: 'alice'.",
      "52:113: there is no member 'bob'. Known: 'alice'."),
    BadInput(
      "duration: 1 d", "end: 2015-01-01",
      "8:8: 'end' in 'time' must come after 'start'."),
    BadInput(
      "duration: 1 d", "duration: 1 d\n  end: 2016-01-02",
      "6:3: 'time' needs exactly one of the keys 'end', 'duration', 'years', but has 2."),
    BadInput(
      "interval: 15 min", "interval: 7 min",
      "9:13: 'interval' in 'time' must divide a day into equal parts, such as '15 min' or '1 h'."),
    BadInput(
      "start: 2016-01-01", "start: \"2016-01-01T00:07\"",
      "7:10: 'start' in 'time' must be midnight or a whole number of intervals after it."),
    BadInput(
      "kind: flat", "kind: time-of-use\n    windows: [{period: p, from: \"08:05\", to: \"09:00\"}]",
      "21:11: the tariff 'household' changes at 08:05, which is no boundary of the intervals."),
    BadInput(
      "gateClosureLead: 30 min", "gateClosureLead: 10 min",
      "30:20: 'gateClosureLead' in 'market' must be a whole number of intervals, and shorter than "
        + "the horizon."),
    BadInput(
      "k: 0.25", "k: 1.5", "29:6: 'k' in 'market' must be at most 1, but is '1.5'."),
    BadInput(
      "file: day.csv", "file: night.csv",
      "15:11: can't read 'night.csv': there is no such file."),
    BadInput(
      "schemaVersion: 1", "schemaVersion: 2",
      "1:16: 'schemaVersion' in 'scenario' must be at most 1, but is '2'."),
    BadInput(
      "currency: EUR", "currency: euro",
      "4:11: 'currency' in 'scenario' must be the code of a currency such as 'EUR', but is 'euro'."),
    BadInput(
      "seed: 42", "seed: 42\nseed: 43",
      "3:1: 'seed' is written more than once in one section."),
    BadInput(
      "quota: 1 kW", "quota: 0.5 W",
      "52:81: 'quota' in 'call' must be a whole number of W."),
    BadInput(
      "at: \"2016-01-01T12:00\"", "at: \"2017-01-01T12:00\"",
      "52:12: 'at' in 'call' lies outside the horizon."),
    BadInput(
      "title: Two houses and a farm\n", "",
      "1:1: 'scenario' needs the key 'title': a text."),
  ]
}

@Suite("What is said about bad input")
struct DiagnosticTests {
  @Test(
    "A fault is said with its place, what was found and what to write", arguments: BadInput.cases)
  func message(input: BadInput) {
    #expect(ScenarioExample.faults(ScenarioExample.changed(input.old, input.new)) == input.faults)
  }

  @Test("All faults of a file are said at once, sorted by place")
  func allFaults() {
    let yaml = ScenarioExample.yaml
      .replacing("seed: 42", with: "sed: 42")
      .replacing("k: 0.25", with: "k: a")
      .replacing("capacity: 10 kWh", with: "capacity: -5 kWh")
      .replacing("bus: B", with: "bus: Z9")
      .replacing("float64", with: "float65")
    let faults = ScenarioExample.faults(yaml)
    #expect(faults.count == 5)
    #expect(faults.map { $0.prefix { $0 != ":" } } == ["3", "29", "37", "43", "54"])
  }

  @Test("A scenario that is not there is said to be missing")
  func missingFile() throws {
    let error = #expect(throws: ScenarioError.self) {
      try Scenario.read(path: "/no/such/home.yaml")
    }
    #expect(
      error?.description
        == "/no/such/home.yaml: can't read the scenario: there is no such file.")
    let folder = #expect(throws: ScenarioError.self) { try Scenario.read(path: "/") }
    #expect(folder?.description == "/: can't read the scenario: it is a folder.")
    let device = #expect(throws: ScenarioError.self) { try Scenario.read(path: "/dev/zero") }
    #expect(device?.description == "/dev/zero: can't read the scenario: it is no regular file.")
  }

  @Test("A feeder with an island is refused at the line that names it")
  func island() {
    let network = ScenarioExample.network.replacing(
      #""BC", "from": "B", "to": "C", "in_service": true"#,
      with: #""BC", "from": "B", "to": "C", "in_service": false"#)
    let faults = ScenarioExample.faults(
      ScenarioExample.yaml, files: ["folder/feeder.json": network])
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("18:9: feeder.json: a bus has no connection") == true)
  }

  @Test("Faults of a network file have both places")
  func brokenNetwork() {
    let network = ScenarioExample.network.replacing(#""to": "C""#, with: #""to": "D""#)
    let faults = ScenarioExample.faults(
      ScenarioExample.yaml, files: ["folder/feeder.json": network])
    #expect(faults.first?.hasPrefix("18:9: feeder.json:8:") == true)
  }

  @Test("A profile that is shorter than the horizon is refused")
  func shortProfile() {
    let faults = ScenarioExample.faults(
      ScenarioExample.changed("duration: 1 d", "duration: 2 d"))
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("15:11: day.csv: the profile covers") == true)
  }

  @Test("A gap in a profile is refused at the line that names the file")
  func gap() {
    let profile = ScenarioExample.profile.replacing("2016-01-01T03:00,0.5,0\n", with: "")
    let faults = ScenarioExample.faults(
      ScenarioExample.yaml, files: ["folder/day.csv": profile])
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("15:11: day.csv:14") == true)
  }

  @Test("A value that is no number is refused where its column is used, and nowhere else")
  func notANumber() {
    let profile = ScenarioExample.profile.replacing("T10:00,0.5,0.8", with: "T10:00,0.5,NaN")
    let faults = ScenarioExample.faults(
      ScenarioExample.yaml, files: ["folder/day.csv": profile])
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("35:29: day.csv:42") == true)
  }

  @Test("A column that does not exist is refused where it is used")
  func unknownColumn() {
    let faults = ScenarioExample.faults(ScenarioExample.changed("day/sun", "day/snu"))
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("35:29: day.csv:1") == true)
    #expect(faults.first?.contains("'sun'") == true)
  }

  @Test("A profile that reaches powers beyond any feeder is refused where it is used")
  func enormousProfile() {
    let faults = ScenarioExample.faults(
      ScenarioExample.changed("step: 15 min", "step: 15 min\n    scale: 1e15"))
    #expect(faults.count == 2)
    #expect(faults.allSatisfy { $0.hasSuffix("which is more than 10 GW.") })
  }
}
