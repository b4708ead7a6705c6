import Agents
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// Three houses along a line, alice and bob with plants behind resistances, carol at its beginning.
///
/// The profile is constant within each of the two hours: sun and half of the load, then load alone.
struct ConstrainedMicrogrid {
  var constraints = ", constraints: {policy: pro-rata, maximumVoltage: 1.05}"
  var market = "kind: uniform-price-double-auction"
  var aliceKeys = "photovoltaic: {profile: day/sun, power: 12 kW}"
  var bobKeys = "photovoltaic: {profile: day/sun, power: 12 kW}"
  var aliceLoad = "1 kW"
  var bobLoad = "1 kW"
  var reactivePower = ""
  var network = ConstrainedMicrogrid.network(lineAmperes: 200)
  var time = "duration: 2 h, interval: 1 h"
  /// Changes what was read, where a file can't say it.
  var change: (inout Scenario) -> Void = { _ in }

  /// A line of two parts, each with 0.4 + j0.1 Ω at 400 V.
  static func network(lineAmperes: Double) -> String {
    """
    {"schema": "mgsim-pf-case/1", "name": "line", "kind": "balanced", "frequency_hz": 50,
     "sources": [{"id": "S", "bus": "A", "v_pu": 1, "angle_deg": 0, "r_ohm": 0, "x_ohm": 0}],
     "buses": [{"id": "A", "name": "A", "base_kv": 0.4}, {"id": "B", "name": "B", "base_kv": 0.4},
      {"id": "C", "name": "C", "base_kv": 0.4}],
     "lines": [
      {"id": "AB", "from": "A", "to": "B", "in_service": true, "r_ohm": 0.4, "x_ohm": 0.1,
       "b_us": 0, "length_km": 1, "max_a": \(lineAmperes)},
      {"id": "BC", "from": "B", "to": "C", "in_service": true, "r_ohm": 0.4, "x_ohm": 0.1,
       "b_us": 0, "length_km": 1, "max_a": 200}],
     "transformers": [], "shunts": [], "loads": [], "gens": []}
    """
  }

  private static let profile = """
    time,load,sun
    2016-01-01T00:00,0.5,1
    2016-01-01T01:00,1,0
    2016-01-01T02:00,1,0
    2016-01-01T03:00,1,0

    """

  private func member(_ name: String, _ bus: String, _ load: String, _ keys: String) -> String {
    """
      - name: \(name)
        bus: \(bus)
        load: {profile: day/load, power: \(load)\(reactivePower)}
        tariff: \(name)
        \(keys)

    """
  }

  private static func tariff(_ name: String, _ exportPrice: String) -> String {
    """
      - name: \(name)
        kind: flat
        components: [{name: energy, price: 0.30 EUR/kWh}]
        exportPrice: \(exportPrice) EUR/kWh

    """
  }

  var yaml: String {
    """
    schemaVersion: 1
    title: Three houses
    seed: 1
    time: {zone: UTC, start: 2016-01-01, \(time)}
    profiles: [{name: day, file: day.csv}]
    network: {file: feeder.json\(constraints)}
    recording: {voltagePrecision: float64}
    tariffs:
    \(Self.tariff("alice", "0.10"))\(Self.tariff("bob", "0.05"))\(Self.tariff("carol", "0.05"))\
    market: {\(market)}
    members:
    \(member("alice", "B", aliceLoad, aliceKeys))\(member("bob", "C", bobLoad, bobKeys))\
    \(member("carol", "A", "8 kW", ""))
    """
  }

  func scenario() throws -> Scenario {
    var scenario = try Scenario.read(path: "home.yaml", overrides: []) { name in
      switch name {
      case "home.yaml": Array(yaml.utf8)
      case "feeder.json": Array(network.utf8)
      default: Array(Self.profile.utf8)
      }
    }
    change(&scenario)
    return scenario
  }

  /// Runs the two hours, checks the file's balances, and gives it to a body.
  func run(_ body: (RunSummary, borrowing ResultFileReader) throws -> Void) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("day.h5")
    let summary = try Microgrid(scenario()).run(writing: path)
    let reader = try ResultFileReader(opening: path)
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  /// The bytes of the file.
  func bytesOfRun() throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.file("day.h5")
    _ = try Microgrid(scenario()).run(writing: path)
    return Array(try bytes(of: path))
  }
}

extension RunSummary {
  /// An indicator's value.
  func value(_ name: String) -> Double? { indicators.first { $0.name == name }?.value }
}
