import Foundation
import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization
import TestSupport
import Testing

struct KilledSweepTests {
  @Test("A sweep that is killed at any moment loses nothing, doubles nothing, and goes on")
  func survivesKills() async throws {
    let parent = try TemporaryFolder()
    let path = parent.file("s")
    for moment in 0..<8 {
      // The child kills itself while its other threads write.
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, moment = moment as Int] in
        let started = Atomic<Int>(0)
        let model = PureModel(starting: { _ in
          let count = started.add(1, ordering: .relaxed).newValue
          if count == 1 + moment * 3 { kill(getpid(), SIGKILL) }
        })
        let folder = try SweepFolder(path, of: "test")
        try folder.prepare(study: "test", version: "1")
        _ = try SweepRunner(model: model, store: folder, threads: 3).run(
          try Studies.plan(Studies.study(repetitions: 40)))
      }
    }
    let folder = try SweepFolder(path, of: "test")
    try folder.prepare(study: "test", version: "1")
    let plan = try Studies.plan(Studies.study(repetitions: 40))
    let before = try SweepStatus(plan, in: folder)
    #expect(before.done > 0 && before.failed == 0)
    let report = try SweepRunner(model: PureModel(), store: folder, threads: 2).run(plan)
    #expect(report.progress.ran == before.missing)

    let calm = try SweepFolder(parent.file("calm"), of: "test")
    try calm.prepare(study: "test", version: "1")
    _ = try SweepRunner(model: PureModel(), store: calm).run(plan)
    for point in plan.points {
      #expect(
        try bytes(of: folder.points.path(of: point.id)) == bytes(of: calm.points.path(of: point.id))
      )
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.points.pointsFolder)
    #expect(names.count == plan.points.count)
  }
}
