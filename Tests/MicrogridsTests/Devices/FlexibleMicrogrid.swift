import Microgrids
import ResultFiles
import Scenarios
import TestSupport

/// Two days of two members with devices whose use follows prices, described in memory.
struct FlexibleMicrogrid {
  var devices = ""
  var otherDevices = ""
  var market = "kind: none"
  var dispatch = "members"
  /// Whether the price is that of the day at all times.
  var isFlat = false
  /// More keys of the tariff's energy component.
  var component = ""
  var nightFrom = "01:00"
  var seed = 1
  var interval = "15 min"
  var duration = "2 d"

  /// Constant consumption, a sun from 8 to 16 o'clock, and a cold night.
  private var profile: String {
    var text = "time,load,sun,outdoor\n"
    for minute in stride(from: 0, to: 2880, by: 15) {
      let day = minute / 1440 + 1
      let clock = [minute % 1440 / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      let isDay = (480..<960).contains(minute % 1440)
      text +=
        "2016-01-0\(day)T\(clock.joined(separator: ":")),0.5,\(isDay ? 0.8 : 0),\(isDay ? 8 : -2)\n"
    }
    return text
  }

  /// Cheap for four hours of the night, dear in the evening.
  private var yaml: String {
    """
    schemaVersion: 1
    title: Devices that follow prices
    seed: \(seed)
    currency: EUR
    time: {zone: UTC, start: 2016-01-01, duration: \(duration), interval: \(interval)}
    profiles: [{name: day, file: day.csv}]
    tariffs:
      - name: household
        kind: time-of-use
        windows:
          - {period: night, from: "\(nightFrom)", to: "05:00"}
          - {period: evening, from: "17:00", to: "21:00"}
        components:
          - name: energy
            price: 0.30 EUR/kWh
            prices: [\(isFlat ? "" : prices)]
            \(component)
        exportPrice: 0.08 EUR/kWh
    market: {\(market)}
    dispatch: \(dispatch)
    members:
      - name: alice
        load: {profile: day/load, power: 1 kW}
        tariff: household
        \(devices)
      - name: bob
        load: {profile: day/load, power: 1 kW}
        photovoltaic: {profile: day/sun, power: 6 kW}
        tariff: household
        \(otherDevices)

    """
  }

  private let prices =
    "{period: night, price: 0.10 EUR/kWh}, {period: evening, price: 0.50 EUR/kWh}"

  func run(into path: String) throws -> RunSummary {
    let scenario = try Scenario.read(path: "flexible.yaml", overrides: []) { name in
      name == "flexible.yaml" ? Array(yaml.utf8) : Array(profile.utf8)
    }
    return try Microgrid(scenario).run(writing: path, options: WriterOptions(overwrites: true))
  }
}
