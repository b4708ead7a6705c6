import Scenarios

/// A small scenario with every section, in memory, and ways to change and to read it.
enum ScenarioExample {
  static let yaml = """
    schemaVersion: 1
    title: Two houses and a farm
    seed: 42
    currency: EUR
    time:
      zone: UTC
      start: 2016-01-01
      duration: 1 d
      interval: 15 min
      # An hour would do as well.
      holidays: germany
      extraHolidays: [2016-12-24]
    profiles:
      - name: day
        file: day.csv
        step: 15 min
    network:
      file: feeder.json
      minimumVoltage: 0.95
    tariffs:
      - name: household
        kind: flat
        components:
          - {name: energy, price: 0.30 EUR/kWh}
        exportPrice: 0.08 EUR/kWh
        standingCharge: 8.50 EUR/month
    market:
      kind: uniform-price-double-auction
      k: 0.25
      gateClosureLead: 30 min
    members:
      - name: alice
        bus: A
        load: {profile: day/load, power: 4 kW, reactivePower: 1.5 kvar}
        photovoltaic: {profile: day/sun, power: 6 kW}
        battery:
          capacity: 10 kWh
          chargeEfficiency: 95 %
        tariff: household
        strategy: zero-intelligence
        fullName: Alice A.
      - name: bob
        bus: B
        load: {profile: day/load, power: 3 kW}
        tariff: household
    contract:
      utility: U
      members:
        - {member: alice, quota: 5 kW, tokens: 5 SEB}
        - {member: bob, tokens: 2 SEB}
      calls:
        - {at: "2016-01-01T12:00", caller: alice, operation: trade, to: bob, quota: 1 kW, tokens: 1 SEB, witnesses: [bob]}
    recording:
      voltagePrecision: float64

    """

  /// One day of quarter hours, consumption constant, sun around noon.
  static let profile: String = {
    var text = "time,load,sun\n"
    for step in 0..<96 {
      let (hour, minute) = (step / 4, step % 4 * 15)
      let stamp = "2016-01-01T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
      text += "\(stamp),0.5,\((32..<64).contains(step) ? "0.8" : "0")\n"
    }
    return text
  }()

  static let network = """
    {"schema": "mgsim-pf-case/1", "name": "feeder", "kind": "balanced", "frequency_hz": 50,
     "sources": [{"id": "S", "bus": "A", "v_pu": 1, "angle_deg": 0, "r_ohm": 0, "x_ohm": 0}],
     "buses": [{"id": "A", "name": "A", "base_kv": 0.4}, {"id": "B", "name": "B", "base_kv": 0.4},
               {"id": "C", "name": "C", "base_kv": 0.4}],
     "lines": [
      {"id": "AB", "from": "A", "to": "B", "in_service": true, "r_ohm": 0.1, "x_ohm": 0.05,
       "b_us": 0, "length_km": 1, "max_a": 100},
      {"id": "BC", "from": "B", "to": "C", "in_service": true, "r_ohm": 0.1, "x_ohm": 0.05,
       "b_us": 0, "length_km": 1, "max_a": 100}],
     "transformers": [], "shunts": [], "loads": [], "gens": []}
    """

  /// A file that is not there.
  struct NoFile: Error, CustomStringConvertible {
    let description = "there is no such file."
  }

  /// Reads a scenario whose other files are in memory.
  static func read(
    _ yaml: String, overrides: [String] = [], arm: String? = nil, files: [String: String] = [:]
  ) throws(ScenarioError) -> Scenario {
    try read(bytes: Array(yaml.utf8), overrides: overrides, arm: arm, files: files)
  }

  static func read(
    bytes: [UInt8], overrides: [String] = [], arm: String? = nil, files: [String: String] = [:]
  ) throws(ScenarioError) -> Scenario {
    try Scenario.read(path: "folder/home.yaml", overrides: overrides, arm: arm) { path in
      if path == "folder/home.yaml" { return bytes }
      let standard = ["folder/day.csv": profile, "folder/feeder.json": network]
      guard let text = files[path] ?? standard[path] else { throw NoFile() }
      return Array(text.utf8)
    }
  }

  /// What is said about a scenario, without the path of the file; empty when it is valid.
  static func faults(
    _ yaml: String, overrides: [String] = [], arm: String? = nil, files: [String: String] = [:]
  ) -> [String] {
    faults(bytes: Array(yaml.utf8), overrides: overrides, arm: arm, files: files)
  }

  static func faults(
    bytes: [UInt8], overrides: [String] = [], arm: String? = nil, files: [String: String] = [:]
  ) -> [String] {
    do {
      _ = try read(bytes: bytes, overrides: overrides, arm: arm, files: files)
      return []
    } catch {
      return error.diagnostics.map { fault in
        let text = fault.description
        return text.hasPrefix("folder/home.yaml:") ? String(text.dropFirst(17)) : text
      }
    }
  }

  /// The example with one piece of text replaced.
  static func changed(_ old: String, _ new: String) -> String {
    guard let range = yaml.firstRange(of: old) else { return "no '\(old)' in the example" }
    return yaml.replacingCharacters(in: range, with: new)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
