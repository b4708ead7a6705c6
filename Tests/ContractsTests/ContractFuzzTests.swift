import Foundation
import TestSupport
import Testing

/// Random histories for as long as one likes.
///
/// ```text
/// MGSIM_FUZZ_SECONDS=3600 swift test -c release --disable-xctest --filter ContractFuzzTests
/// ```
///
/// The first seed is drawn at random and printed; `MGSIM_FUZZ_SEED` repeats it. A failure prints its
/// seed and the shortest history that breaks the same rule, as a vector for `mgsim contract replay`.
struct ContractFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["MGSIM_FUZZ_SECONDS"].flatMap(Double.init)

  @Test(
    "The invariants hold for hours",
    .enabled(if: seconds != nil, "MGSIM_FUZZ_SECONDS says for how long to try"))
  func invariantsHold() throws {
    let end = ContinuousClock.now.advanced(by: .seconds(Self.seconds ?? 0))
    var seed = Self.environment["MGSIM_FUZZ_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
    var coverage = ContractCoverage()
    var failureCount = 0
    while ContinuousClock.now < end, failureCount < 5 {
      // Told ahead, so that the seed is known even when the process comes to an end.
      print("contract fuzzing: seeds from \(seed), \(coverage.callCount) calls so far")
      for _ in 0..<1000 where ContinuousClock.now < end {
        let trial = try ContractTrial(seed: seed, callCount: Int(100 + seed % 900))
        coverage.add(trial.coverage)
        if let report = trial.report(shrunkBy: ContractInvariants.self) {
          failureCount += 1
          Issue.record("\(report)")
        }
        seed &+= 1
      }
    }
    print("contract fuzzing: \(coverage.callCount) calls, \(failureCount) failures")
  }
}
