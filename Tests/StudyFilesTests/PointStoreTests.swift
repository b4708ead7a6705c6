import Foundation
import StudyFiles
import TestSupport
import Testing

@Suite
struct PointStoreTests {
  @Test("A point is missing, failed or done, and done is the last word")
  func states() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.file("study"))
    #expect(store.state(of: "p1") == .missing(reason: nil))
    #expect(await store.states(of: ["p1"]) == [.missing(reason: nil)])
    try store.prepare()
    let failure = PointFailure(
      error: "no \"way\"\n\u{1}ü", host: "h", process: 7, attempts: 2, started: "a", finished: "b")
    try store.save(failure, of: "p1")
    #expect(store.failure(of: "p1") == failure)
    #expect(store.state(of: "p1") == .failed(failure))
    try store.save(StudySamples.record("p1"), image: StudySamples.image)
    #expect(store.state(of: "p1") == .done)
    #expect(store.failure(of: "p1") == nil)
    try store.save(failure, of: "p2")
    #expect(
      await store.states(of: ["p1", "p2", "p3"]) == [
        .done, .failed(failure), .missing(reason: nil),
      ])
    let listing = try store.listing()
    #expect(listing.files == ["p1"] && listing.failures == ["p2"])
  }

  @Test("A damaged point counts as missing, for a reason")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    try store.prepare()
    try store.save(StudySamples.record("p1"), image: StudySamples.image)
    var file = Array(try bytes(of: store.path(of: "p1")))
    file[100] ^= 1
    try Data(file).write(to: URL(fileURLWithPath: store.path(of: "p1")))
    let expected = "can't read '\(store.path(of: "p1"))': it is damaged."
    #expect(store.state(of: "p1") == .missing(reason: expected))
    // Its record is whole; only who reads the whole file sees the damage.
    #expect(store.state(of: "p1", verifies: false) == .done)
  }

  @Test("A damaged failure counts as none", arguments: 0..<200)
  func damagedFailure(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    try store.prepare()
    try store.save(PointFailure(error: "x \\u00e9 y", host: "h"), of: "p1")
    var text = Array(try bytes(of: store.failurePath(of: "p1")))
    switch seed % 3 {
    case 0: text.removeLast(Int.random(in: 2...text.count, using: &generator))
    case 1: text[0] = 0x5B
    default: text = generator.bytes(100)
    }
    try Data(text).write(to: URL(fileURLWithPath: store.failurePath(of: "p1")))
    #expect(store.state(of: "p1") == .missing(reason: nil))
  }

  @Test("What dead processes left is removed, and what others may still write is not")
  func staleFiles() throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    try store.prepare()
    // The highest number of a process is far below this one.
    let dead = Int32.max - 1
    let host = store.scratchPath(for: "p1").split(separator: ".").suffix(4).first ?? ""
    let scratch = store.scratchPath(for: "p2")
    let names = [
      ".p1.h5.\(host).\(dead).1.partial", "..p1.h5.\(host).\(dead).2.partial.\(dead).partial",
      ".p1.h5.elsewhere.\(dead).1.partial", ".p1.h5.\(host).1.1.partial", ".notes", "p1.h5",
      ".p1.partial",
    ]
    for name in names { try folder.create("points/" + name) }
    try Data().write(to: URL(fileURLWithPath: scratch))
    #expect(store.removeStaleFiles() == names.prefix(2).sorted())
    #expect(FileManager.default.fileExists(atPath: scratch))
    store.release(scratchPath: scratch)
    #expect(!FileManager.default.fileExists(atPath: scratch))
    // A file of another host that is older than a day has been left, too.
    let foreign = store.pointsFolder + "/" + names[2]
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -100_000)], ofItemAtPath: foreign)
    #expect(store.removeStaleFiles() == [names[2]])
  }

  @Test(
    "A full disk is an error that says so, and nothing is left",
    .enabled(if: SmallDisk.isPermitted, "this process may not mount a file system"))
  func fullDisk() throws {
    guard let disk = SmallDisk(kibibytes: 64) else { return }
    let store = PointStore(folder: disk.path)
    try store.prepare()
    let image = [UInt8](repeating: 1, count: 200_000)
    let path = store.path(of: "p1")
    #expect(
      throws: StudyFileError.notWritten(path: path, reason: "No space left on device")
    ) { try store.save(StudySamples.record("p1"), image: image) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.pointsFolder) == [])
    var table = StudySamples.sampled(count: 20_000)
    table.indicators = [
      AxisColumn("x", (0..<20_000).map { Double($0).squareRoot() }, units: "1", longName: "X")
    ]
    #expect(
      throws: StudyFileError.notWritten(
        path: disk.path + "/study.h5", reason: "No space left on device")
    ) { try StudyResultFile.write(table, to: disk.path + "/study.h5") }
    #expect(disk.names == ["points"])
  }
}
