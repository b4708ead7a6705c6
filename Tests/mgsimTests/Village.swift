import Foundation

/// A day of four members on a feeder with three buses, as files that a user would write.
enum Village {
  static let yaml = """
    schemaVersion: 1
    title: A village for a day
    seed: 7
    time:
      zone: UTC
      start: 2016-01-01
      duration: 1 d
      interval: 15 min
    profiles:
      - name: day
        file: day.csv
        step: 15 min
    network:
      file: feeder.json
      minimumVoltage: 0.95
      maximumVoltage: 1.05
    tariffs:
      - name: household
        kind: flat
        components:
          - name: energy
            price: 0.30 EUR/kWh
        exportPrice: 0.08 EUR/kWh
    market:
      kind: uniform-price-double-auction
      k: 0.5
    members:
      - name: mill
        bus: square
        load:
          profile: day/load
          power: 3 kW
        photovoltaic:
          profile: day/sun
          power: 9 kW
        battery:
          capacity: 10 kWh
          power: 4 kW
          minimumStateOfCharge: 10 %
          maximumStateOfCharge: 90 %
        tariff: household
        strategy: zero-intelligence
      - name: baker
        bus: square
        load:
          profile: day/load
          power: 4 kW
        photovoltaic:
          profile: day/sun
          power: 6 kW
        tariff: household
        strategy: zero-intelligence
      - name: smith
        bus: hill
        load:
          profile: day/load
          power: 5 kW
        tariff: household
        strategy: zero-intelligence
      - name: school
        bus: hill
        load:
          profile: day/load
          power: 2 kW
        tariff: household
        strategy: zero-intelligence
    contract:
      utility: north
      agents: false
      members:
        - {member: mill, quota: 5 kW, tokens: 5 SEB}
        - {member: smith, tokens: 4 SEB}
      calls:
        - at: "2016-01-01T12:00"
          caller: mill
          operation: trade
          to: smith
          quota: 1 kW
          tokens: 2 SEB
          witnesses: [mill, smith]

    """

  /// The scenario with one piece of text replaced.
  static func changed(_ old: String, _ new: String) -> String {
    guard let range = yaml.firstRange(of: old) else { return "there is no '\(old)'" }
    return yaml.replacingCharacters(in: range, with: new)
  }

  /// The scenario over many years, so that a run takes some seconds.
  static let long = changed("duration: 1 d", "years: 100")
    .replacing("    step: 15 min", with: "    step: 15 min\n    repeat: by-row")

  /// Rows of quarter hours from 1 January 2016, sun around noon.
  static func rows(_ count: Int = 96) -> [String] {
    (0..<count).map { row in
      let (day, step) = (row / 96 + 1, row % 96)
      let stamp =
        "2016-01-\(twoDigits(day))T\(twoDigits(step / 4)):\(twoDigits(step % 4 * 15))"
      let load = (step * 37 % 50) + 25
      return "\(stamp),0.\(load),\((32..<64).contains(step) ? "0.\(step + 20)" : "0")"
    }
  }

  /// A profile with a heading.
  static func profile(_ rows: [String] = rows()) -> String {
    (["time,load,sun"] + rows).joined(separator: "\n") + "\n"
  }

  static let network = """
    {"schema": "mgsim-pf-case/1", "name": "feeder", "kind": "balanced", "frequency_hz": 50,
     "sources": [{"id": "S", "bus": "0", "v_pu": 1, "angle_deg": 0, "r_ohm": 0, "x_ohm": 0}],
     "buses": [
      {"id": "0", "name": "station", "base_kv": 0.4}, {"id": "1", "name": "square", "base_kv": 0.4},
      {"id": "2", "name": "hill", "base_kv": 0.4}],
     "lines": [
      {"id": "main", "from": "0", "to": "1", "in_service": true, "r_ohm": 0.1, "x_ohm": 0.05,
       "b_us": 0, "length_km": 1, "max_a": 100},
      {"id": "lane", "from": "1", "to": "2", "in_service": true, "r_ohm": 0.1, "x_ohm": 0.05,
       "b_us": 0, "length_km": 1, "max_a": 100}],
     "transformers": [], "shunts": [], "loads": [], "gens": []}
    """

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
