import Foundation
import HDF5
import StudyFiles
import TestSupport
import Testing

@Suite
struct StudyResultFileTests {
  /// A table with the values of all points but one, which failed.
  private static func filled(_ frame: StudyTable) async throws -> StudyTable {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    try StudySamples.run(Array(frame.pointIDs.dropLast()), in: store)
    if let last = frame.pointIDs.last {
      try store.save(PointFailure(error: "it did not converge"), of: last)
    }
    return try await StudyCollection.collect(frame, from: store).table
  }

  @Test("A table is read back as it was written", arguments: [true, false])
  func roundTrip(isFactorial: Bool) async throws {
    let folder = try TemporaryFolder()
    let table = try await Self.filled(
      isFactorial ? StudySamples.factorial : StudySamples.sampled(count: 3000))
    let path = folder.file("study.h5")
    try StudyResultFile.write(table, to: path)
    #expect(StudyResultFile.isStudy(at: path))
    #expect(try StudyResultFile.read(path: path).exact == table.exact)
    #expect(folder.names == ["study.h5"])
  }

  @Test("Names that are taken or can't be are replaced in the file and read back")
  func awkwardNames() throws {
    var table = StudySamples.sampled(count: 2)
    table.factors[0].name = "seed"
    table.factors[1].name = "member"
    func column(_ name: String, _ count: Int) -> AxisColumn {
      AxisColumn(name, (0..<count).map { Double($0) }, units: "1", longName: "L")
    }
    table.indicators = ["bill", "a/b", "2nd", "point", "member", "id", "a b", "a_b"].map {
      column($0, 2)
    }
    table.tables = [
      AxisTable(
        axis: "member", labels: ["x", "y"], columns: [column("bill", 4), column("id", 4)]),
      AxisTable(axis: "account", labels: ["z"], columns: [column("bill", 2)]),
    ]
    let folder = try TemporaryFolder()
    try StudyResultFile.write(table, to: folder.file("study.h5"))
    #expect(try StudyResultFile.read(path: folder.file("study.h5")).exact == table.exact)
  }

  @Test("A table that contradicts itself is refused before anything is written")
  func contradictions() async throws {
    let folder = try TemporaryFolder()
    let whole = try await Self.filled(StudySamples.factorial)
    var tables = [StudyTable](repeating: whole, count: 7)
    tables[0].rows.swapAt(0, 1)
    tables[1].rows.removeLast()
    tables[2].indicators[0].values.removeLast()
    tables[3].tables[0].labels.removeLast()
    tables[4].rows[5].levels[0] = 3
    tables[5].rows[5].replication = -1
    tables[6].rows = []
    for table in tables {
      #expect(throws: StudyFileError.self) {
        try StudyResultFile.write(table, to: folder.file("study.h5"))
      }
    }
    #expect(folder.names == [])
  }

  @Test("What is no study is an error with a sentence")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    try folder.create("image.h5", StudySamples.image)
    try folder.create("noise.h5", [1, 2, 3])
    func message(_ name: String) -> String? {
      do {
        _ = try StudyResultFile.read(path: folder.file(name))
        return nil
      } catch {
        return error.description.replacing(folder.path + "/", with: "")
      }
    }
    #expect(message("image.h5") == "can't read 'image.h5': it is not the result of a study.")
    #expect(message("none.h5") == "can't read 'none.h5': No such file or directory.")
    #expect(message("noise.h5")?.hasPrefix("can't read 'noise.h5': ") == true)
    #expect(!StudyResultFile.isStudy(at: folder.file("image.h5")))
    #expect(!StudyResultFile.isStudy(at: folder.file("none.h5")))
  }

  @Test("A file that was cut is an error", arguments: 0..<40)
  func cutFile(seed: Int) async throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.file("study.h5")
    try StudyResultFile.write(StudySamples.sampled(count: 20), to: path)
    var file = Array(try bytes(of: path))
    file.removeLast(Int.random(in: 1...file.count, using: &generator))
    try folder.create("study.h5", file)
    #expect(throws: StudyFileError.self) { try StudyResultFile.read(path: path) }
    #expect(!StudyResultFile.isStudy(at: path))
  }

  @Test("What a killed process left of the same file is removed, and nothing else")
  func earlierAttempts() throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let host = store.scratchPath(for: "p1").split(separator: ".").suffix(4).first ?? ""
    let dead = Int32.max - 1
    let others = [
      ".notes.h5.\(host).\(dead).1.partial", ".study.h5.elsewhere.\(dead).1.partial",
      "study.h5.partial",
    ]
    for name in others + [".study.h5.\(host).\(dead).1.partial"] { try folder.create(name) }
    try StudyResultFile.write(StudySamples.sampled(count: 5), to: folder.file("study.h5"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(others + ["study.h5"]))
  }

  @Test(
    "A file whose parts contradict each other is an error",
    .enabled(if: Python.path != nil, "'make test' sets up the tests' Python"),
    arguments: Damage.allCases)
  func contradictingFile(damage: Damage) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("study.h5")
    try StudyResultFile.write(try await Self.filled(StudySamples.sampled(count: 5)), to: path)
    let change = try Python.run(
      source: "import h5py, sys\nfile = h5py.File(sys.argv[1], 'a')\n" + damage.rawValue, [path])
    #expect(change.code == 0, "\(change.output)")
    #expect(throws: StudyFileError.self) { try StudyResultFile.read(path: path) }
  }

  /// What can be done to a file with other tools.
  enum Damage: String, CaseIterable {
    case missingGroup = "del file['study']"
    case missingColumn = "del file['points/arm_code']"
    case wrongArm = "file['points/arm_code'][0] = 7"
    case wrongLevel = "file['points/market_code'][0] = -2"
    case fewerNumbers =
      "del file['study/seeds/value']; file.create_dataset('study/seeds/value', (0,), 'i8')"
    case textForNumbers =
      "del file['study/seeds/value']; file['study/seeds/value'] = ['a']"
    case hugeExtent =
      "del file['points/cell']; file.create_dataset('points/cell', (10**12,), 'i4', chunks=(9,))"
  }
}
