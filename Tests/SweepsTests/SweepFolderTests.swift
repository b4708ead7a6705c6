import Foundation
import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization
import TestSupport
import Testing

struct SweepFolderTests {
  /// The bytes of all point files of an undisturbed sweep, by name.
  private static func files(of folder: SweepFolder) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.points.pointsFolder) {
      files[name] = try bytes(of: folder.points.pointsFolder + "/" + name)
    }
    return files
  }

  private static func folder(_ parent: borrowing TemporaryFolder, _ name: String = "s") throws
    -> SweepFolder
  {
    let folder = try SweepFolder(parent.file(name), of: "test")
    try folder.prepare(study: "test", version: "1")
    return folder
  }

  @Test(
    "Files that were cut, changed, swapped or lost are run again, and all bytes are as before",
    arguments: 0..<20)
  func heals(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let parent = try TemporaryFolder()
    let plan = try Studies.plan(Studies.study(repetitions: 4))
    let calm = try Self.folder(parent, "calm")
    _ = try SweepRunner(model: PureModel(), store: calm, threads: 2).run(plan)
    let expected = try Self.files(of: calm)
    #expect(expected.count == 24)

    let folder = try Self.folder(parent)
    let broken = PureModel(fails: { hash("\($0)") % 5 == 0 })
    _ = try SweepRunner(model: broken, store: folder, threads: 2).run(
      plan, selection: .shard(index: 1, count: 2))
    for id in folder.ids() where folder.state(of: id) == .done {
      let path = folder.points.path(of: id)
      var bytes = Array(try TestSupport.bytes(of: path))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      case 1: bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << 3
      case 2: bytes += [0]
      case 3: bytes = Array(try TestSupport.bytes(of: calm.points.path(of: plan.points[0].id)))
      case 4:
        try FileManager.default.removeItem(atPath: path)
        continue
      default: continue
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    try Data("torn".utf8).write(
      to: URL(fileURLWithPath: folder.points.pointsFolder + "/.x.h5.host.1.partial"))
    let runner = SweepRunner(model: PureModel(), store: folder, threads: 2, retriesFailed: true)
    let report = try runner.run(plan)
    #expect(report.progress.done == 24 && report.progress.failed == 0)
    var files = try Self.files(of: folder)
    files[".x.h5.host.1.partial"] = nil
    #expect(files == expected)
  }

  @Test("Two runners in one folder give the same files as one")
  func sharesFolder() async throws {
    let parent = try TemporaryFolder()
    let plan = try Studies.plan(Studies.study(repetitions: 40))
    let folder = try Self.folder(parent)
    let calm = try Self.folder(parent, "calm")
    _ = try SweepRunner(model: PureModel(), store: calm).run(plan)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          (try? SweepRunner(model: PureModel(), store: folder, threads: 2).run(plan).progress.done)
            ?? 0
        }
      }
      for await done in group { #expect(done == 240) }
    }
    #expect(try Self.files(of: folder) == Self.files(of: calm))
  }

  @Test("A failure keeps its sentence and the number of attempts")
  func keepsFailures() throws {
    let parent = try TemporaryFolder()
    let folder = try Self.folder(parent)
    let plan = try Studies.plan(Studies.study())
    let id = plan.points[0].id
    var runner = SweepRunner(model: PureModel(fails: { _ in true }), store: folder)
    _ = try runner.run(plan, selection: .indices([0]))
    runner.retriesFailed = true
    _ = try runner.run(plan, selection: .indices([0]))
    let failure = try #require(folder.points.failure(of: id))
    #expect(failure.error == "no power at all." && failure.attempts == 2)
    #expect(failure.started.count == 20 && failure.started <= failure.finished)
    runner.model = PureModel()
    _ = try runner.run(plan, selection: .indices([0]))
    #expect(folder.points.failure(of: id) == nil)
    #expect(folder.record(of: id)?.indicators.first?.name == "y")
  }

  @Test("The folder of another study, or of none, is refused and not touched")
  func refusesFolders() throws {
    let parent = try TemporaryFolder()
    let folder = try Self.folder(parent)
    #expect(throws: SweepError.self) { try SweepFolder(folder.path, of: "other") }
    #expect(throws: Never.self) { try SweepFolder(folder.path, of: "test") }
    try Data("{".utf8).write(to: URL(fileURLWithPath: folder.identityPath))
    #expect(throws: SweepError.self) { try SweepFolder(folder.path, of: "test") }
    try parent.create("letter.txt")
    let before = parent.names
    #expect(throws: SweepError.self) { try SweepFolder(parent.path, of: "test") }
    #expect(throws: SweepError.self) { try SweepFolder(parent.file("letter.txt"), of: "test") }
    #expect(throws: Never.self) { try SweepFolder(parent.file("new"), of: "test") }
    #expect(parent.names == before)
  }

  @Test(
    "A full disk ends the sweep with one message; with room again the same call finishes",
    .enabled(if: SmallDisk.isPermitted))
  func survivesFullDisk() throws {
    guard let disk = SmallDisk(kibibytes: 1024) else { return }
    let folder = try SweepFolder(disk.path + "/s", of: "test")
    try folder.prepare(study: "test", version: "1")
    let ballast = disk.path + "/ballast"
    try Data(count: 768 << 10).write(to: URL(fileURLWithPath: ballast))
    let plan = try Studies.plan(Studies.study(repetitions: 20))
    let runner = SweepRunner(model: PureModel(), store: folder, threads: 2)
    let error = #expect(throws: SweepError.self) { try runner.run(plan) }
    #expect(error?.isWrongUse == false)
    #expect(error?.description.contains("No space left") == true)
    let status = try SweepStatus(plan, in: folder)
    #expect(status.done > 0 && status.missing > 0 && status.failed == 0)
    try FileManager.default.removeItem(atPath: ballast)
    #expect(try runner.run(plan).progress.done == 120)
    let rest = try FileManager.default.contentsOfDirectory(atPath: folder.points.pointsFolder)
    #expect(rest.count == 120)
  }

  @Test("A process notes what it has run")
  func notesWork() throws {
    let parent = try TemporaryFolder()
    let folder = try Self.folder(parent)
    let plan = try Studies.plan(Studies.study())
    _ = try SweepRunner(model: PureModel(), store: folder, logPath: folder.logPath).run(plan)
    #expect(folder.work.points == 12)
    #expect(folder.work.secondsPerPoint ?? 0 > 0)
    #expect(folder.work.workers == 0)
  }
}
