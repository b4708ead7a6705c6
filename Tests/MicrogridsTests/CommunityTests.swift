import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// A community that governs itself inside a simulation.
struct CommunityTests {
  /// Twelve units of two distribution companies, a few of them with plants of their own.
  private static let yaml = """
    schemaVersion: 1
    title: A small community
    seed: 5
    currency: BRL
    time: {zone: America/Sao_Paulo, start: 2020-01-01, years: 4, interval: 1 h}
    profiles: [{name: day, file: day.csv, start: 2020-01-01, step: 1 h, repeat: by-row}]
    tariffs:
      - name: B1
        kind: flat
        components:
          - {name: energy, party: retailer, price: 0.60 BRL/kWh}
          - {name: wires, party: distribution-company, price: 0.35 BRL/kWh, localTradeShare: 30 %}
        exportPrice: 0.25 BRL/kWh
        standingCharge: 5 BRL/month
    market: {kind: uniform-price-double-auction}
    members:
      - name: founder
        load: {profile: day/load, power: 2 kW}
        tariff: B1
        governance: {admission: {isFounder: true}}
      - group: home
        count: 11
        load: {profile: day/load, power: [1 kW, 2 kW, 3 kW]}
        photovoltaic: {profile: day/sun, power: 3 kW, share: 30 %}
        tariff: B1
        utility: [LIGHT, LIGHT, ENEL]
        governance: {admission: {rate: 4 1/a}, funding: {yearlyBudget: 6000 BRL/a}}
    contract:
      utility: LIGHT
      plants: {production: {profile: day/sun}, settlement: monthly, minimumConsumption: 30 kWh}
    recording: {interval: 1 d}
    """

  private static let profile: String = {
    var text = "load,sun\n"
    for hour in 0..<24 {
      let sun = (6..<18).contains(hour) ? sin(.pi * (Double(hour) - 5.5) / 12) : 0
      text += "\(0.3 + 0.4 * Double(hour % 12) / 12),\(max(sun, 0))\n"
    }
    return text
  }()

  private func scenario(_ overrides: [String], yaml: String = yaml) throws -> Scenario {
    try Scenario.read(path: "home.yaml", overrides: overrides) { name in
      name == "home.yaml" ? Array(yaml.utf8) : Array(Self.profile.utf8)
    }
  }

  /// Runs the community, checks the file, and gives it to a body.
  private func run(
    _ overrides: [String] = [], yaml: String = yaml,
    _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let summary = try Microgrid(scenario(overrides, yaml: yaml)).run(
      writing: folder.file("run.h5"))
    let reader = try ResultFileReader(opening: folder.file("run.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  private func governance(_ name: String, _ summary: RunSummary) -> Double {
    summary.governance?.first { $0.name == name }?.value ?? .nan
  }

  @Test(
    "A community grows from one founder, builds plants and credits their energy",
    arguments: [
      "monthly", "interval",
    ])
  func grows(settlement: String) throws {
    try run(["contract.plants.settlement=\(settlement)"]) { summary, reader in
      #expect(governance("contract_members", summary) > 4)
      #expect(governance("crowdfundings", summary) > 0)
      #expect(governance("shared_generation", summary) > 0)
      #expect(governance("quota_residual", summary) == 0)
      #expect(governance("token_residual", summary) == 0)
      let credited =
        governance("quota_credit", summary) + governance("credits_earned", summary)
      let shared = governance("shared_generation", summary)
      #expect(credited <= shared + 0.01)
      #expect(credited > 0.5 * shared)
      // Each plant's energy is that of its capacity from its commissioning on.
      let energies = try reader.numbers(of: "contract/plants/plant_energy")
      #expect(abs(energies.reduce(0, +) - shared) < 1e-6 * shared)
    }
  }

  @Test("Members of different distribution companies do not trade")
  func areas() throws {
    try run { _, reader in
      let buyers = try reader.integers(of: "market/local/trades/buyer")
      let sellers = try reader.integers(of: "market/local/trades/seller")
      // The third, sixth … home is served by another company.
      func isOther(_ member: Int64) -> Bool { member > 0 && member % 3 == 0 }
      #expect(!buyers.isEmpty)
      #expect(zip(buyers, sellers).count { isOther($0) != isOther($1) } == 0)
    }
  }

  @Test("Without the contract, the same members consume and generate the same")
  func arms() throws {
    var loads: [Double] = []
    for overrides in [
      ["contract.enabled=false"], ["contract.enabled=false", "market.kind=none"],
      ["market.kind=none"], [],
    ] {
      try run(overrides) { summary, _ in
        loads.append(summary.indicators.first { $0.name == "load_energy" }?.value ?? .nan)
        #expect((summary.governance == nil) == overrides.contains("contract.enabled=false"))
      }
    }
    #expect(Set(loads).count == 1)
  }

  @Test("A run is repeated byte for byte, and another seed makes another history")
  func determinism() throws {
    let folder = try TemporaryFolder()
    for (name, overrides) in [("a.h5", []), ("b.h5", []), ("c.h5", ["seed=6"])] {
      _ = try Microgrid(scenario(overrides)).run(writing: folder.file(name))
    }
    let files = try ["a.h5", "b.h5", "c.h5"].map {
      try Data(contentsOf: URL(filePath: folder.file($0)))
    }
    #expect(files[0] == files[1])
    #expect(files[0] != files[2])
  }

  /// The calls and events of a journal, without the genesis that lists all who may sign.
  private func calls(_ yaml: String) throws -> [[UInt8]] {
    var records: [[UInt8]] = []
    try run(["contract.signatures=false"], yaml: yaml) { _, reader in
      let path = "contract/journal/"
      let payloads = try reader.bytes(of: path + "payload")
      let ends = try reader.integers(of: path + "payload_end")
      let times = try reader.integers(of: path + "contract_time")
      let names = try reader.texts(of: path + "record_name")
      for index in 1..<ends.count {
        let payload = payloads[Int(ends[index - 1])..<Int(ends[index])]
        records.append(Array("\(times[index]) \(names[index]) ".utf8) + payload)
      }
    }
    return records
  }

  @Test("A unit that never acts changes no call of the others")
  func idleMember() throws {
    let idler = """
      members:
        - name: idler
          load: {profile: day/load, power: 2 kW}
          tariff: B1
          governance: {admission: {rate: 0 1/a}}
      """
    let without = try calls(Self.yaml)
    let with = try calls(Self.yaml.replacing("members:", with: idler, maxReplacements: 1))
    #expect(without.count > 100)
    #expect(without == with)
  }

  @Test("Rows of a day hold the sums and means of their hours")
  func rows() throws {
    var daily: [Double] = []
    var hourly: [Double] = []
    try run(["time.years=1"]) { _, reader in
      daily = try reader.numbers(of: "member_import") + reader.numbers(of: "member_load")
    }
    try run(["time.years=1", "recording.interval=1 h"]) { _, reader in
      let imports = try reader.numbers(of: "member_import")
      let loads = try reader.numbers(of: "member_load")
      let (days, members) = (366, 12)
      for (series, divisor) in [(imports, 1.0), (loads, 24.0)] {
        for day in 0..<days {
          for member in 0..<members {
            var sum = 0.0
            for hour in 0..<24 { sum += series[(day * 24 + hour) * members + member] }
            hourly.append(sum / divisor)
          }
        }
      }
    }
    #expect(daily.count == hourly.count)
    #expect(zip(daily, hourly).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) })
  }

  @Test("Governance alone has no series and keeps its journal")
  func governanceAlone() throws {
    let yaml = """
      schemaVersion: 1
      title: Governance alone
      currency: BRL
      time: {zone: UTC, start: 2020-01-01, years: 5, interval: 24 h}
      tariffs: [{name: B1, kind: flat, components: [{name: energy, price: 0.95 BRL/kWh}]}]
      members: [{group: unit, count: 30, tariff: B1}]
      contract: {plants: {expectedYield: 1500 kWh/kW}}
      """
    try run(yaml: yaml) { summary, reader in
      #expect(governance("contract_members", summary) > 10)
      let (signals, groups) = (try reader.signals(), try reader.groups())
      #expect(signals.isEmpty)
      #expect(groups.contains("contract/journal"))
    }
  }
}
