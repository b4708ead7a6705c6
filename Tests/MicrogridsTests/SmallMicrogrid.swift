import Microgrids
import ResultFiles
import Scenarios
import TestSupport

/// A day of two houses, described in memory, run into a file.
struct SmallMicrogrid {
  var profile = SmallMicrogrid.profile(stepMinutes: 15)
  var profileFile = "day.csv"
  var profileBytes: [UInt8]?
  var hasNetwork = true
  var market = "kind: uniform-price-double-auction"
  var interval = "15 min"
  var battery = "battery: {capacity: 6 kWh, power: 2 kW, selfDischarge: 0.002 1/h}"

  /// Constant consumption, and a sun that shines from 8 to 16 o'clock and grows from step to step.
  static func profile(stepMinutes: Int) -> String {
    var text = "time,load,sun\n"
    for minute in stride(from: 0, to: 1440, by: stepMinutes) {
      let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      let sun = (480..<960).contains(minute) ? 0.5 + Double(minute - 480) / 960 : 0
      text += "2016-01-01T\(clock.joined(separator: ":")),0.5,\(sun)\n"
    }
    return text
  }

  /// The network's file, and what the scenario says of it and of each member's connection.
  var network = SmallMicrogrid.network
  var networkKeys = ""
  var aliceKeys = ""
  var bobKeys = ""

  static let network = """
    {"schema": "mgsim-pf-case/1", "name": "feeder", "kind": "balanced", "frequency_hz": 50,
     "sources": [{"id": "S", "bus": "A", "v_pu": 1, "angle_deg": 0, "r_ohm": 0, "x_ohm": 0}],
     "buses": [{"id": "A", "name": "A", "base_kv": 0.4}, {"id": "B", "name": "B", "base_kv": 0.4}],
     "lines": [
      {"id": "AB", "from": "A", "to": "B", "in_service": true, "r_ohm": 0.2, "x_ohm": 0.05,
       "b_us": 0, "length_km": 1, "max_a": 100}],
     "transformers": [], "shunts": [], "loads": [], "gens": []}
    """

  private var yaml: String {
    """
    schemaVersion: 1
    title: Two houses
    seed: 1
    currency: EUR
    time: {zone: UTC, start: 2016-01-01, duration: 1 d, interval: \(interval)}
    profiles: [{name: day, file: \(profileFile)}]
    \(hasNetwork ? "network: {file: feeder.json\(networkKeys)}" : "")
    tariffs:
      - name: household
        kind: flat
        components: [{name: energy, price: 0.30 EUR/kWh}]
        exportPrice: 0.08 EUR/kWh
    market: {\(market)}
    members:
      - name: alice
        \(hasNetwork ? "bus: A" : "")
        \(aliceKeys)
        load: {profile: day/load, power: 2 kW}
        photovoltaic: {profile: day/sun, power: 5 kW}
        tariff: household
        \(battery)
      - name: bob
        \(hasNetwork ? "bus: B" : "")
        \(bobKeys)
        load: {profile: day/load, power: 3 kW}
        tariff: household

    """
  }

  /// Runs the day.
  func run(into path: String) throws -> RunSummary {
    let scenario = try Scenario.read(path: "home.yaml", overrides: []) { name in
      switch name {
      case "home.yaml": Array(yaml.utf8)
      case "feeder.json": Array(network.utf8)
      default: profileBytes ?? Array(profile.utf8)
      }
    }
    return try Microgrid(scenario).run(writing: path, options: WriterOptions(overwrites: true))
  }
}
