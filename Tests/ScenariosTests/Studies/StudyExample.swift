import Scenarios
import StudyDesigns

/// A study of the example scenario with every key, in memory, and ways to change and to read it.
enum StudyExample {
  static let yaml = """
    schemaVersion: 1
    name: storage
    title: Storage and prices
    description: What a battery is worth.
    base: home.yaml
    set: {time.duration: 12 h}
    factors:
      - name: battery
        title: Capacity of Alice's battery
        path: members.alice.battery.capacity
        values: [5 kWh, 10 kWh]
      - name: price
        paths: ["tariffs.household.components[0].price", tariffs.household.exportPrice]
        range: {from: 0.10 EUR/kWh, to: 0.40 EUR/kWh, levels: 3}
      - name: market
        levels:
          - {label: none, number: 0, set: {market.kind: none}}
          - {label: auction, set: {market.kind: uniform-price-double-auction}}
      - name: k
        path: market.k
        values: [0.3, 0.7]
        when: {market: [auction]}
    design: full-factorial
    replications: {count: 3, firstSeed: 100}
    arms:
      - {name: plain}
      - {name: sunny, title: A greater plant, set: {members.alice.photovoltaic.power: 9 kW}}
    references:
      - no-der
      - no-market
      - central-optimum
      - {name: wide, set: {network.minimumVoltage: 0.8}}
    collect: {indicators: [cost, energy], byMember: all, byAccount: false, series: true}
    stopping: {indicator: cost, halfWidth: 2 %, confidence: 90 %, minimum: 3, maximum: 30}
    limit: 500

    """

  /// Reads a study whose other files are in memory.
  static func read(
    _ yaml: String, base: String = ScenarioExample.yaml, files: [String: String] = [:]
  ) throws(ScenarioError) -> StudyDescription {
    try read(bytes: Array(yaml.utf8), base: base, files: files)
  }

  static func read(
    bytes: [UInt8], base: String = ScenarioExample.yaml, files: [String: String] = [:]
  ) throws(ScenarioError) -> StudyDescription {
    try StudyFile.read(path: "folder/study.yaml") { path in
      if path == "folder/study.yaml" { return bytes }
      if path == "folder/home.yaml" { return Array(base.utf8) }
      guard let text = files[path] else { throw ScenarioExample.NoFile() }
      return Array(text.utf8)
    }
  }

  /// What is said about a study, without the path of the file; empty when it is valid.
  static func faults(
    _ yaml: String, base: String = ScenarioExample.yaml, files: [String: String] = [:]
  ) -> [String] {
    do {
      _ = try read(yaml, base: base, files: files)
      return []
    } catch {
      return error.diagnostics.map { fault in
        let text = fault.description
        return text.hasPrefix("folder/study.yaml:") ? String(text.dropFirst(18)) : text
      }
    }
  }

  /// The example with one piece of text replaced.
  static func changed(_ old: String, _ new: String) -> String {
    guard let range = yaml.firstRange(of: old) else { return "no '\(old)' in the example" }
    return yaml[..<range.lowerBound] + new + yaml[range.upperBound...]
  }

  /// A study of one factor, which is given as YAML.
  static func study(_ rest: String) -> String {
    "schemaVersion: 1\nname: s\nbase: home.yaml\n" + rest
  }
}
