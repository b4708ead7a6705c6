import Contracts
import TestSupport
import Testing

/// A failing history must become one that a person can read: tried with rules that do not hold.
struct ContractShrinkingTests {
  /// Untrue: plants do start.
  struct NoPlantEverStarts: ContractCheck {
    init(start: QuotaContract) {}

    func violation(at moment: ContractMoment) -> String? {
      moment.after.plants.contains { $0.hasStarted } ? "broken: a plant started" : nil
    }
  }

  /// Untrue: members can be removed.
  struct NobodyLeaves: ContractCheck {
    init(start: QuotaContract) {}

    func violation(at moment: ContractMoment) -> String? {
      moment.after.members.count < moment.before.members.count ? "broken: somebody left" : nil
    }
  }

  private func shrunkHistory<Check: ContractCheck>(
    breaking check: Check.Type, seed: UInt64
  ) throws -> ContractHistory? {
    let trial = try ContractTrial(seed: seed, callCount: 1000, check: check)
    guard trial.violation != nil else { return nil }
    return trial.history.shrunk(breaking: check)
  }

  @Test("The shortest history in which a plant starts has at most seven calls", arguments: 0..<20)
  func startOfAPlant(seed: UInt64) throws {
    guard let history = try shrunkHistory(breaking: NoPlantEverStarts.self, seed: seed) else {
      return
    }
    // A founder, unless there is one from the start, proposes, votes, asks for the result, bids and
    // asks for both further steps.
    let calls = history.steps.map(\.call.operation.name)
    let life = ["powerUp", "vote", "powerUpResult", "bid", "powerUpResult", "powerUpResult"]
    #expect(
      calls == (history.founders.isEmpty ? ["admission"] + life : life), "\(history.json)")
    #expect(try history.firstViolation(of: NoPlantEverStarts.self)?.step == calls.count - 1)
    // Nothing can be left out.
    for index in history.steps.indices {
      var shorter = history
      shorter.steps.remove(at: index)
      #expect(try shorter.firstViolation(of: NoPlantEverStarts.self) == nil)
    }
  }

  @Test("The shortest history in which a member leaves has few calls", arguments: 0..<20)
  func removalOfAMember(seed: UInt64) throws {
    guard let history = try shrunkHistory(breaking: NobodyLeaves.self, seed: seed) else { return }
    #expect(history.founders.count <= 2)
    #expect(history.steps.count <= 8, "\(history.json)")
  }

  @Test("Some histories break the untrue rules")
  func rulesAreBroken() throws {
    #expect(
      try (0..<20).contains {
        try ContractTrial(seed: $0, callCount: 1000, check: NoPlantEverStarts.self).violation != nil
      })
    #expect(
      try (0..<20).contains {
        try ContractTrial(seed: $0, callCount: 1000, check: NobodyLeaves.self).violation != nil
      })
  }

  @Test("A failure is told with its seed and as a vector that can be replayed")
  func reportIsAVector() throws {
    var reports: [String] = []
    for seed in 0..<20 where reports.isEmpty {
      let trial = try ContractTrial(
        seed: UInt64(seed), callCount: 1000, check: NoPlantEverStarts.self)
      if let report = trial.report(shrunkBy: NoPlantEverStarts.self) { reports.append(report) }
    }
    let report = try #require(reports.first)
    #expect(report.hasPrefix("seed "))
    #expect(report.contains("\"config\": {\"majorityBase\": \"electorate\""))
    #expect(report.contains("\"op\": \"powerUp\", \"caller\": "))
    #expect(report.contains("\"args\": {\"ref\": \"$R1\"}, \"expect\": {\"bind\": \"P1\"}"))
  }
}
