import Microgrids
import ResultFiles
import Scenarios
import TestSupport

/// A street of houses in memory, whose loads follow a profile in ways of their own.
struct Street {
  /// The rows of the profile file, a quarter of an hour each, from the start of 2016.
  var rows: [Double]
  var days: Int
  var count = 1
  /// What stands behind profile and power in the load.
  var load = ""
  var seed = 1
  /// Further keys of the profile file and of the scenario.
  var profileKeys = ""
  var start = "2016-01-01"
  var keys = ""
  var hasNetwork = false
  var devices = ""

  private var profile: String {
    "load\n" + rows.map { "\($0)\n" }.joined()
  }

  private var yaml: String {
    """
    schemaVersion: 1
    title: A street
    seed: \(seed)
    time: {zone: UTC, start: \(start), duration: \(days) d}
    profiles: [{name: file, file: rows.csv, start: 2016-01-01, step: 15 min\(profileKeys)}]
    \(hasNetwork ? "network: {file: feeder.json}" : "")
    tariffs:
      - name: flat
        kind: flat
        components: [{name: energy, price: 0.30 EUR/kWh}]
    members:
      - group: house
        count: \(count)
        \(hasNetwork ? "bus: [A, B]" : "")
        load: {profile: file/load, power: 1 kW\(load)}
        tariff: flat
    \(devices)
    \(keys)

    """
  }

  /// Reads the scenario.
  func scenario(_ overrides: [String] = []) throws -> Scenario {
    try Scenario.read(path: "street.yaml", overrides: overrides) { name in
      switch name {
      case "street.yaml": Array(yaml.utf8)
      case "feeder.json": Array(SmallMicrogrid.network.utf8)
      default: Array(profile.utf8)
      }
    }
  }

  /// The mean power of the load of each member in each interval, in kW, positive: member by member.
  func loads() throws -> [[Double]] {
    let folder = try TemporaryFolder()
    let path = folder.file("street.h5")
    _ = try Microgrid(try scenario()).run(writing: path)
    let reader = try ResultFileReader(opening: path)
    let values = try reader.numbers(of: "member_load")
    return (0..<count).map { member in
      stride(from: member, to: values.count, by: count).map { -values[$0] }
    }
  }
}
