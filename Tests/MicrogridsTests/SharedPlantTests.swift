import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// Shared plants on a feeder.
struct SharedPlantTests {
  private static func yaml(_ plants: String, agents: String = "agents: false") -> String {
    """
    schemaVersion: 1
    title: A roof for two houses
    currency: EUR
    time: {zone: UTC, start: 2016-01-01, duration: 1 d, interval: 15 min}
    profiles: [{name: day, file: day.csv}]
    network: {file: feeder.json}
    tariffs:
      - name: household
        kind: flat
        components: [{name: energy, price: 0.30 EUR/kWh}]
        exportPrice: 0.08 EUR/kWh
    members:
      - {name: alice, bus: A, load: {profile: day/load, power: 2 kW}, tariff: household}
      - {name: bob, bus: B, load: {profile: day/load, power: 3 kW}, tariff: household}
    contract:
      rules: {referendumWindow: 1 h, crowdfundingWindow: 1 h, minimumTimeToMarket: 1 h}
      \(agents)
      keeper: {active: false}
      plants: {production: {profile: day/sun}, \(plants)}
      calls:
        - {at: 2016-01-01T00:10, caller: alice, operation: admission}
        - {at: 2016-01-01T00:20, caller: alice, operation: powerUp, capacity: 4 kW, cost: 20000, timeToMarket: 1 h, as: roof}
        - {at: 2016-01-01T00:30, caller: alice, operation: vote, referendum: roof, answer: true}
        - {at: 2016-01-01T01:25, caller: alice, operation: powerUpResult, referendum: roof, as: plant}
        - {at: 2016-01-01T01:30, caller: alice, operation: bid, plant: plant, amount: 20000}
        - {at: 2016-01-01T02:26, caller: alice, operation: powerUpResult, plant: plant}
        - {at: "2016-01-01T10:07:30", caller: alice, operation: powerUpResult, plant: plant}
    """
  }

  private func run(
    _ yaml: String, _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let scenario = try Scenario.read(path: "home.yaml", overrides: []) { name in
      switch name {
      case "home.yaml": Array(yaml.utf8)
      case "feeder.json": Array(SmallMicrogrid.network.utf8)
      default: Array(SmallMicrogrid.profile(stepMinutes: 15).utf8)
      }
    }
    let summary = try Microgrid(scenario).run(writing: folder.file("day.h5"))
    let reader = try ResultFileReader(opening: folder.file("day.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  @Test("A plant that is commissioned inside an interval injects at its bus from that second")
  func commissioning() throws {
    try run(Self.yaml("buses: [B], settlement: interval")) { summary, reader in
      let shared = try reader.numbers(of: "shared_generation_energy")
      let credited = try reader.numbers(of: "member_quota_credit")
      let voltages = try reader.numbers(of: "bus_voltage")
      #expect(shared[..<40].allSatisfy { $0 == 0 })
      // From 10:07:30 to 10:15 at 0.625 of 4 kW; nobody owned quota when the interval began.
      #expect(abs(shared[40] - 4 * 0.625 * 0.125) < 1e-12)
      #expect(credited[80] == 0)
      // From 10:15 on all of it is Alice's.
      #expect(abs(shared[41] - 4 * 0.640625 * 0.25) < 1e-12)
      #expect(abs(credited[82] - shared[41]) < 1e-9)
      #expect(credited[83] == 0)
      // The plant lifts the voltage at the end of the feeder above that of the night.
      #expect(voltages[41 * 2 + 1] > voltages[20 * 2 + 1])
      #expect(summary.powerFlows == 97)
    }
  }

  @Test("At another bus the same plant lifts no voltage")
  func place() throws {
    try run(Self.yaml("buses: [A], settlement: interval")) { _, reader in
      let voltages = try reader.numbers(of: "bus_voltage")
      #expect(abs(voltages[41 * 2 + 1] - voltages[20 * 2 + 1]) < 1e-6)
    }
  }

  @Test("What was paid for a plant is paid back when it is removed while it is being built")
  func refund() throws {
    let yaml =
      Self.yaml("buses: [B]") + """

            - {at: 2016-01-01T02:30, caller: alice, operation: deletePlant, plant: plant, as: end}
            - {at: 2016-01-01T02:31, caller: alice, operation: vote, referendum: end, answer: true}
            - {at: 2016-01-01T03:31, caller: alice, operation: changeResult, referendum: end}
        """
    try run(yaml) { _, reader in
      let accounts = try reader.texts(of: "account")
      let balances = try reader.numbers(of: "indicators/by_account/balance")
      let investments = try reader.numbers(of: "indicators/economics/investment")
      let amounts = try reader.numbers(of: "ledger/amount")
      let builder = try #require(accounts.firstIndex(of: "plant builder"))
      #expect(amounts.contains(20_000) && amounts.contains(-20_000))
      #expect(balances[builder] == 0)
      #expect(investments == [0, 0])
    }
  }

  @Test("Voters learn that the feeder cannot host a plant", arguments: [true, false])
  func hostingScreen(screens: Bool) throws {
    // 100 kW at the end of this feeder lift the voltage by more than a tenth.
    let yaml = Self.yaml("buses: [B], hostingScreen: \(screens)", agents: "agents: true")
      .replacing("capacity: 4 kW", with: "capacity: 100 kW")
      .replacing("referendumWindow: 1 h", with: "referendumWindow: 6 h")
      .replacing(
        "{name: bob, bus: B,",
        with: """
          {name: bob, bus: B, governance: {voting: {turnout: 1, timing: early, hostingHeed: 1,
             solidarity: 1}, admission: {rate: 0 1/a}},
          """
      )
      .replacing(
        "{name: alice, bus: A,",
        with: """
          {name: alice, bus: A, governance: {voting: {turnout: 1, timing: early, hostingHeed: 1,
             solidarity: 1}, admission: {isFounder: true}},
          """
      )
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("operation: vote") && !$0.contains("plant: plant") }
      .filter { !$0.contains("powerUpResult") && !$0.contains("operation: admission") }
      .joined(separator: "\n")
    try run(yaml) { _, reader in
      let votes = try reader.integers(of: "contract/referendums/votes")
      let yes = try reader.integers(of: "contract/referendums/yes_votes")
      #expect(votes == [1])
      #expect(yes == [screens ? 0 : 1])
    }
  }
}
