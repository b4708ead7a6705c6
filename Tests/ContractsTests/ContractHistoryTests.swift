import Contracts
import TestSupport
import Testing

/// The invariants over 2,000 random histories of 270 calls, and that these reach every corner.
struct ContractHistoryTests {
  private static let seedsPerCase = 50
  private static let callCount = 270

  @Test("The invariants hold after every call of a random history", arguments: 0..<40)
  func invariantsHold(part: Int) throws {
    for seed in part * Self.seedsPerCase..<(part + 1) * Self.seedsPerCase {
      let trial = try ContractTrial(seed: UInt64(seed), callCount: Self.callCount)
      if let report = trial.report(shrunkBy: ContractInvariants.self) { Issue.record("\(report)") }
    }
  }

  @Test("Random histories accept every operation, meet every refusal and reach every step")
  func everyCornerIsReached() throws {
    var coverage = ContractCoverage()
    for seed in 0..<600 {
      coverage.add(
        try ContractTrial(seed: UInt64(seed), callCount: Self.callCount, check: NoCheck.self)
          .coverage)
    }
    #expect(ContractOperation.names.filter { coverage.accepted[$0] == nil } == [])
    #expect(ContractErrorCode.allCases.filter { coverage.errors[$0] == nil } == [])
    #expect(ContractNoopCode.allCases.filter { coverage.noops[$0] == nil } == [])
    #expect(NotExecutableReason.allCases.filter { coverage.notExecutable[$0] == nil } == [])
    let steps = [
      "started", "registered", "crowdfunding", "building", "operating", "fundingFailed",
      "approved", "denied", "requested", "admitted", "refused", "left", "bid changed",
      "register changed", "time to market changed", "plant removed", "area renamed",
      "areas merged",
    ]
    #expect(steps.filter { coverage.happened[$0] == nil } == [])
    // Histories that are mostly refused would prove little.
    let acceptedCount = coverage.accepted.values.reduce(0, +)
    #expect(2 * acceptedCount > coverage.callCount)
    #expect(coverage.happened["operating", default: 0] > 600)
  }

  @Test("Equal seeds draw equal histories")
  func drawsAreRepeatable() throws {
    let trials = try (0..<2).map { _ in try ContractTrial(seed: 7, callCount: 270) }
    #expect(trials[0].history.json == trials[1].history.json)
    #expect(trials[0].contract.state == trials[1].contract.state)
  }

  struct NoCheck: ContractCheck {
    init(start: QuotaContract) {}

    func violation(at moment: ContractMoment) -> String? { nil }
  }
}
