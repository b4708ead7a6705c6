import Foundation
import StudyDesigns
import Sweeps
import TestSupport
import Testing

struct SweepCostTests {
  /// Set MGSIM_SWEEP_POINTS to 100000 for the figures of the documentation.
  static let count =
    ProcessInfo.processInfo.environment["MGSIM_SWEEP_POINTS"].flatMap { Int($0) } ?? 2000

  @Test("A point costs little beyond its run, even where other work shares the cores")
  func isCheap() throws {
    let parent = try TemporaryFolder()
    let folder = try SweepFolder(parent.file("s"), of: "test")
    try folder.prepare(study: "test", version: "1")
    let clock = ContinuousClock()
    let study = Studies.study(
      factors: [Studies.factor("a", (0..<max(1, Self.count / 20)).map { "\($0)" })],
      repetitions: 20)
    let model = PureModel(cacheKey: "k", value: { _ in 1 })
    let planner = SweepPlanner(description: study, model: model, threads: 2)
    var plan: SweepPlan?
    let planning = try clock.measure { plan = try planner.plan(cache: folder.cachePath) }
    let known = try #require(plan)
    known.writeCache(to: folder.cachePath)
    let again = try clock.measure { plan = try planner.plan(cache: folder.cachePath) }
    let runner = SweepRunner(model: model, store: folder, threads: 2)
    let running = try clock.measure { _ = try runner.run(known) }
    let skipping = try clock.measure { _ = try runner.run(known) }
    var done = 0
    let looking = try clock.measure {
      done = try SweepStatus(known, in: folder, threads: 2).done
    }
    #expect(done == known.points.count)
    let peak = Self.peakMegabytes
    print(
      """
      \(known.points.count) points: planned in \(planning), from the cache in \(again), run in \
      \(running), skipped in \(skipping), status in \(looking); at most \(peak) MB
      """)
    #expect(running / Double(known.points.count) < .milliseconds(20))
  }

  private static var peakMegabytes: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss / 1024
  }
}
