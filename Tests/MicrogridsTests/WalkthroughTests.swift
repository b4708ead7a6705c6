import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// The scenario of the tutorial: every operation of the contract once, with figures worked out by
/// hand from its rules.
struct WalkthroughTests {
  private static let path = URL(filePath: #filePath)
    .appending(path: "../../../scenarios/contract-walkthrough/walkthrough.yaml").standardized
    .path()

  /// Runs the scenario, checks the file, and gives it to a body.
  private func run(
    _ overrides: [String] = [], _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let scenario = try Scenario.read(path: Self.path, overrides: overrides)
    let summary = try Microgrid(scenario).run(writing: folder.file("run.h5"))
    let reader = try ResultFileReader(opening: folder.file("run.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  @Test("Every call of the walkthrough is accepted, and every operation is called")
  func allCallsSucceed() throws {
    try run { summary, reader in
      let names = try reader.texts(of: "indicators/contract_calls/call_name")
      let counts = try reader.integers(of: "indicators/contract_calls/call_count")
      let calls = Dictionary(uniqueKeysWithValues: zip(names, counts))
      for operation in [
        "admission", "admissionResult", "vote", "changeResult", "powerUp", "powerUpResult", "bid",
        "changeBid", "changeProfile", "changeRegister", "deleteMember", "changeUtility",
        "changeTimeToMarket", "deletePlant", "trade", "summary", "listMembers", "listPlants",
      ] {
        #expect(calls["calls: \(operation)", default: 0] > 0, "\(operation)")
      }
      #expect(summary.governance?.first { $0.name == "refused_calls" }?.value == 0)
      #expect(summary.governance?.first { $0.name == "quota_residual" }?.value == 0)
      #expect(summary.governance?.first { $0.name == "token_residual" }?.value == 0)
    }
  }

  /// A row of `contract/registers`: the member, its quota in W and its tokens.
  private struct Row: Hashable {
    var member: Int64
    var quota: Double
    var tokens: Double
  }

  @Test("The registers move as the rules say")
  func registers() throws {
    try run { _, reader in
      let members = try reader.integers(of: "contract/registers/member")
      let quotas = try reader.numbers(of: "contract/registers/quota")
      let tokens = try reader.numbers(of: "contract/registers/tokens")
      let rows = members.indices.map {
        Row(member: members[$0], quota: quotas[$0], tokens: tokens[$0])
      }
      let expected = [
        // 6 kW for 30,000, funded by 14,000, 12,000 and 4,000.
        Row(member: 0, quota: 2800, tokens: 2.8), Row(member: 1, quota: 2400, tokens: 2.4),
        Row(member: 2, quota: 800, tokens: 0.8),
        // Ana gives 1 kW to Caio for half a token.
        Row(member: 0, quota: 1800, tokens: 3.3), Row(member: 2, quota: 1800, tokens: 0.3),
        // Bia hands over 400 W, which belong to nobody then.
        Row(member: 1, quota: 2000, tokens: 2.4),
        // Caio leaves: 900 W for each of the others, the tokens to the reserve.
        Row(member: 0, quota: 2700, tokens: 3.3), Row(member: 1, quota: 2900, tokens: 2.4),
        Row(member: 2, quota: 0, tokens: 0),
        // The plant is removed: no capacity, no quota; tokens stay.
        Row(member: 0, quota: 0, tokens: 3.3), Row(member: 1, quota: 0, tokens: 2.4),
      ]
      #expect(rows.count == expected.count)
      #expect(Set(rows) == Set(expected))
      #expect(Array(rows.prefix(6)) == Array(expected.prefix(6)))
    }
  }

  @Test("The plant injects from the second of its commissioning to that of its removal")
  func plantLife() throws {
    try run { _, reader in
      let energy = try reader.numbers(of: "shared_generation_energy")
      // Hours of the year: 25 July, 10 o'clock, is the hour 205 × 24 + 10 from the start.
      let first = 205 * 24 + 10
      #expect(energy[..<first].allSatisfy { $0 == 0 })
      // The sun of a day at 6 kW, in the profile of the scenario.
      let day = (6..<18).map { (sin(.pi * (Double($0) + 0.5 - 6) / 12) * 1000).rounded() / 1000 }
      #expect(abs(energy[first] - 6 * day[4]) < 1e-9)
      let next = energy[(206 * 24)..<(207 * 24)].reduce(0, +)
      #expect(abs(next - 6 * day.reduce(0, +)) < 1e-9)
      // Removed on 8 December at 10 o'clock.
      let last = 341 * 24 + 10
      #expect(energy[last - 1] > 0)
      #expect(energy[last...].allSatisfy { $0 == 0 })
    }
  }

  @Test("Monthly credits are earned by quota, and used above the minimum consumption")
  func credits() throws {
    try run { _, reader in
      let earned = try reader.numbers(of: "contract/credits/earned")
      let used = try reader.numbers(of: "contract/credits/used")
      let expired = try reader.numbers(of: "contract/credits/expired")
      let banked = try reader.numbers(of: "contract/credits/banked")
      let members = try reader.integers(of: "contract/credits/member")
      // Each member's bank is what it earned less what it used or lost.
      var bank = [0.0, 0, 0]
      for row in members.indices {
        let member = Int(members[row])
        bank[member] += earned[row] - used[row] - expired[row]
        #expect(abs(bank[member] - banked[row]) < 1e-6)
      }
      // All the energy of August: Ana has 1.8 of 6 kW from the 1st at 10 o'clock on, 2.8 before.
      let energy = try reader.numbers(of: "shared_generation_energy")
      let july = energy[(205 * 24)..<(212 * 24)].reduce(0, +)
      let ana = members.indices.filter { members[$0] == 0 }
      #expect(abs(earned[ana[0]] - july * 2800 / 6000) < 1e-5)
      // Consumption of July less 30 kWh is far more than a week's credits, so all are used.
      #expect(abs(used[ana[0]] - earned[ana[0]]) < 1e-9)
    }
  }

  @Test(
    "Credits live for the months that the scenario says, that of their origin included",
    arguments: [1, 2, 60])
  func creditLife(months: Int) throws {
    // Consumption stays below the minimum, so that no credit is used.
    let overrides = ["ana", "bia", "caio"].map { "members.\($0).load.power=0.01 kW" }
    try run(overrides + ["contract.plants.creditLife=\(months)"]) { _, reader in
      let members = try reader.integers(of: "contract/credits/member")
      let rows = members.indices.filter { members[$0] == 0 }
      let earned = try reader.numbers(of: "contract/credits/earned")
      let used = try reader.numbers(of: "contract/credits/used")
      let expired = try reader.numbers(of: "contract/credits/expired")
      // Ana earns from July to December.
      #expect(rows.count == 6)
      #expect(rows.allSatisfy { earned[$0] > 0 && used[$0] == 0 })
      for (month, row) in rows.enumerated() {
        let lost = month >= months ? earned[rows[month - months]] : 0
        #expect(abs(expired[row] - lost) < 1e-9, "month \(month)")
      }
    }
  }

  @Test("Upkeep is billed for the quota at the end of a month and the length of the month")
  func upkeep() throws {
    try run(["contract.plants.upkeep=120 BRL/kW/a"]) { _, reader in
      let kinds = try reader.integers(of: "bills/kind")
      let members = try reader.integers(of: "bills/member")
      let amounts = try reader.numbers(of: "bills/amount")
      // The code of `upkeep` among the kinds of postings.
      let rows = kinds.indices.filter { kinds[$0] == 8 }
      let ana = rows.filter { members[$0] == 0 }.map { amounts[$0] }
      // 2.8 kW in July, 1.8 kW from August to October, 2.7 kW in November, nothing in December.
      let year = 31_556_952.0
      let expected = [(2.8, 31.0), (1.8, 31), (1.8, 30), (1.8, 31), (2.7, 30)].map {
        120 * $0.0 * $0.1 * 86_400 / year
      }
      #expect(ana.count == expected.count)
      for (found, wanted) in zip(ana, expected) { #expect(abs(found - wanted) < 1e-6) }
    }
  }

  @Test("Settled in each interval, quota offsets consumption of the same hour")
  func intervalSettlement() throws {
    try run(["contract.plants.settlement=interval"]) { _, reader in
      let credited = try reader.numbers(of: "member_quota_credit")
      let energy = try reader.numbers(of: "shared_generation_energy")
      // Before anything was traded, all the energy is credited in proportion to quota.
      for hour in (206 * 24)..<(207 * 24) {
        for (member, quota) in [2800.0, 2400, 800].enumerated() {
          #expect(abs(credited[hour * 3 + member] - energy[hour] * quota / 6000) < 2e-6)
        }
      }
      let whole = credited.reduce(0, +)
      let injected = energy.reduce(0, +)
      // What nobody owned in October and November is not credited.
      #expect(whole < injected)
      #expect(whole > 0.9 * injected)
    }
  }

  @Test("Investments are postings to the plant's builder that stand on no bill")
  func investments() throws {
    try run { _, reader in
      let accounts = try reader.texts(of: "account")
      let balances = try reader.numbers(of: "indicators/by_account/balance")
      let builder = try #require(accounts.firstIndex(of: "plant builder"))
      #expect(balances[builder] == 30_000)
      let investments = try reader.numbers(of: "indicators/economics/saving")
      #expect(investments.allSatisfy { $0 > 0 })
    }
  }

  @Test("The same walkthrough gives the same bytes")
  func determinism() throws {
    let folder = try TemporaryFolder()
    let scenario = try Scenario.read(path: Self.path, overrides: [])
    for name in ["one.h5", "two.h5"] {
      _ = try Microgrid(scenario).run(writing: folder.file(name))
    }
    let files = try ["one.h5", "two.h5"].map {
      try Data(contentsOf: URL(filePath: folder.file($0)))
    }
    #expect(files[0] == files[1])
  }
}
