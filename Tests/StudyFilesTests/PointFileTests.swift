import Foundation
import StudyFiles
import TestSupport
import Testing

@Suite
struct PointFileTests {
  @Test("A point file gives back its record, whole or from its end")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let record = StudySamples.record("p1")
    try PointFile.write(image: StudySamples.image, record: record, to: folder.file("p1.h5"))
    #expect(try PointFile.record(ofFileAt: folder.file("p1.h5"), expectedID: "p1") == record)
    #expect(PointFile.isWhole(at: folder.file("p1.h5"), id: "p1"))
    #expect(!PointFile.isWhole(at: folder.file("p1.h5"), id: "p2"))
    #expect(try PointFile.record(ofFileAt: folder.file("p2.h5")) == nil)
    #expect(folder.names == ["p1.h5"])
  }

  @Test("Records of any length are read back", arguments: 0..<20)
  func anyLength(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let labels = (0..<Int.random(in: 0...800, using: &generator)).map { "member \($0)" }
    let columns = (0..<Int.random(in: 0...9, using: &generator)).map { column in
      AxisColumn(
        "c\(column)", labels.map { _ in Double(bitPattern: generator.next()) }, units: "1",
        longName: "")
    }
    let record = PointRecord(
      pointID: "p", runID: "", version: "é", seed: .max,
      indicators: [IndicatorRecord("i", .infinity, units: "1", longName: "")],
      tables: [AxisTable(axis: "member", labels: labels, columns: columns)])
    let image = generator.bytes(Int.random(in: 0...40_000, using: &generator))
    try PointFile.write(image: image, record: record, to: folder.file("p.h5"))
    let found = try #require(try PointFile.record(ofFileAt: folder.file("p.h5")))
    #expect(found.tables[0].labels == labels)
    for (left, right) in zip(found.tables[0].columns, columns) {
      #expect(left.values.map(\.bitPattern) == right.values.map(\.bitPattern))
    }
    #expect(PointFile.isWhole(at: folder.file("p.h5"), id: "p"))
  }

  @Test("A file that was written elsewhere becomes the same point file")
  func seals() throws {
    let folder = try TemporaryFolder()
    let record = StudySamples.record("p1")
    try PointFile.write(image: StudySamples.image, record: record, to: folder.file("a.h5"))
    try folder.create("scratch", StudySamples.image)
    try PointFile.seal(folder.file("scratch"), record: record, to: folder.file("b.h5"))
    #expect(try bytes(of: folder.file("a.h5")) == bytes(of: folder.file("b.h5")))
    #expect(folder.names == ["a.h5", "b.h5"])
  }

  @Test("Every changed byte and every cut is found")
  func findsDamage() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("p1.h5")
    try PointFile.write(
      image: StudySamples.image, record: StudySamples.record("p1"), to: path)
    let whole = Array(try bytes(of: path))
    var generator = TestGenerator(seed: 1)
    let tail = whole.count - 1500..<whole.count
    for round in 0..<600 {
      var damaged = whole
      let place = Int.random(in: round % 2 == 0 ? 0..<whole.count : tail, using: &generator)
      if round % 3 == 0 {
        damaged.removeLast(whole.count - place)
      } else {
        damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
      }
      try folder.create("p1.h5", damaged)
      #expect(!PointFile.isWhole(at: path, id: "p1"), "byte \(place)")
      // What is read from the end is either refused or true.
      if let record = try? PointFile.record(ofFileAt: path) {
        #expect(record == StudySamples.record("p1"))
      }
    }
    try folder.create("p1.h5", whole + [0])
    #expect(!PointFile.isWhole(at: path, id: "p1"))
  }

  @Test("Lengths that can't be are refused", arguments: 0..<300)
  func hugeLengths(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.file("p1.h5")
    try PointFile.write(image: [1, 2, 3], record: StudySamples.record("p1"), to: path)
    var file = Array(try bytes(of: path))
    for _ in 0..<2 {
      let start = file.count - 104 + 8 * Int.random(in: 0..<3, using: &generator)
      let number = UInt64(bitPattern: generator.nextInteger())
      for index in 0..<8 { file[start + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }
    try folder.create("p1.h5", file)
    #expect(throws: StudyFileError.self) { try PointFile.record(ofFileAt: path) }
  }

  @Test("Noise of any length is no point file", arguments: 0..<100)
  func noise(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    try folder.create("p.h5", generator.bytes(seed * 7))
    #expect(throws: StudyFileError.self) { try PointFile.record(ofFileAt: folder.file("p.h5")) }
    #expect(!PointFile.isWhole(at: folder.file("p.h5"), id: "p"))
  }

  @Test("A folder and a column of another length are errors with a sentence")
  func errors() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StudyFileError.self) { try PointFile.record(ofFileAt: folder.path) }
    var record = StudySamples.record("p1")
    record.tables[0].columns[0].values.removeLast()
    #expect(
      throws: StudyFileError.unusable(
        reason: "the column 'bill' has 2 values along 'member', which has 3")
    ) { try PointFile.write(image: [], record: record, to: folder.file("p1.h5")) }
    #expect(folder.names == [])
  }

  @Test(
    "HDF5, netCDF and xarray read the HDF5 file and do not mind what is behind it",
    .enabled(if: Python.path != nil, "'make test' sets up the tests' Python"))
  func otherReaders() throws {
    let folder = try TemporaryFolder()
    try PointFile.write(
      image: StudySamples.image, record: StudySamples.record("p1"), to: folder.file("p1.h5"))
    let outcome = try Python.run(
      source: """
        import sys, h5py, netCDF4, numpy, subprocess, shutil, xarray
        path = sys.argv[1]
        expected = [2, 4, 8, 16]
        with h5py.File(path) as file: assert list(file["value"][:]) == expected
        with netCDF4.Dataset(path) as file: assert list(file["value"][:]) == expected
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(path, engine=engine) as data:
                assert list(data.value.values) == expected and float(data.value.sel(place=3)) == 8
        for tool in ("h5dump", "ncdump"):
            if shutil.which(tool):
                text = subprocess.run([tool, path], check=True, capture_output=True, text=True).stdout
                assert "16" in text, text
        print("read")
        """, [folder.file("p1.h5")])
    #expect(outcome.code == 0 && outcome.output == "read\n", "\(outcome.output)")
  }
}
