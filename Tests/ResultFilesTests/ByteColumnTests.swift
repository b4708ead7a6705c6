import HDF5
import Quantities
import ResultFiles
import TestSupport
import Testing

@Suite
struct ByteColumnTests {
  private static let schema = ResultSchema(
    tables: [
      Table(
        path: "contract/journal", rowDimension: "record",
        columns: [
          TableColumn(name: "kind", type: .uint8, longName: "Kind"),
          .bytes(name: "payload", longName: "Payload"),
          .bytes(name: "sha256", width: 32, longName: "Hash"),
          TableColumn(name: "record_name", type: .text, longName: "Name"),
          .bytes(name: "signatures", longName: "Signatures"),
        ])
    ])

  /// The bytes of a row: none in the first, and more than a chunk in the second.
  private static func payload(_ row: Int) -> [UInt8] {
    var generator = TestGenerator(seed: row)
    return generator.bytes(row == 1 ? 300_000 : row % 97)
  }

  private static func hash(_ row: Int) -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: row &* 31 &+ $0 &* 7) }
  }

  private static func write(
    to path: String, rows: Int, hasLargeRow: Bool, threads: Int = 2
  ) throws {
    let timeAxis = Sample.timeAxis(1)
    var writer = try ResultFileWriter(
      creating: path, schema: schema, timeAxis: timeAxis,
      options: WriterOptions(threads: threads, memoryBudget: 1 << 20))
    let table = writer.table(at: "contract/journal")
    let columns = schema.tables[0].columns.map { writer.column(named: $0.name, of: table) }
    for row in 0..<rows {
      writer.append(200 + row % 50, to: columns[0])
      let bytes = row == 1 && !hasLargeRow ? [] : payload(row)
      // In two parts.
      writer.append(bytes: bytes.prefix(5), to: columns[1])
      writer.append(bytes: bytes.dropFirst(5), to: columns[1])
      if row % 3 != 2 { writer.append(bytes: hash(row)[...], to: columns[2]) }
      writer.append("record \(row)", to: columns[3])
      try writer.endRow(of: table)
    }
    try writer.endInterval()
    try writer.finish(
      trailing: [
        ResultGroup(
          path: "contract",
          scalars: [Scalar("record_count", .integer(Int64(rows)), longName: "Number of records")],
          blobs: [
            Blob("end_state", payload(rows), longName: "State"),
            Blob("nothing", [], longName: "Nothing"),
          ])
      ])
  }

  struct Case: Sendable {
    var rows: Int
    var hasLargeRow: Bool
  }

  static let cases = [
    Case(rows: 0, hasLargeRow: false), Case(rows: 1, hasLargeRow: false),
    Case(rows: 40, hasLargeRow: false), Case(rows: 40, hasLargeRow: true),
    Case(rows: 4000, hasLargeRow: true),
  ]

  @Test("Bytes are read as they were written, whether they fill chunks or not", arguments: cases)
  func roundTrip(example: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bytes.h5")
    try Self.write(to: path, rows: example.rows, hasLargeRow: example.hasLargeRow)
    let reader = try ResultFileReader(opening: path)
    let payloads = (0..<example.rows).map {
      $0 == 1 && !example.hasLargeRow ? [] : Self.payload($0)
    }
    let group = "contract/journal/"
    #expect(try reader.bytes(of: group + "payload") == payloads.flatMap { $0 })
    var end = 0
    let ends = payloads.map { bytes -> Int64 in
      end += bytes.count
      return Int64(end)
    }
    #expect(try reader.integers(of: group + "payload_end") == ends)
    #expect(
      try reader.bytes(of: group + "sha256")
        == (0..<example.rows).flatMap {
          $0 % 3 == 2 ? [UInt8](repeating: 0, count: 32) : Self.hash($0)
        })
    #expect(
      try reader.integers(of: group + "kind") == (0..<example.rows).map { Int64(200 + $0 % 50) })
    #expect(try reader.bytes(of: group + "signatures") == [])
    #expect(
      try reader.integers(of: group + "signatures_end")
        == [Int64](repeating: 0, count: example.rows))
    #expect(try reader.bytes(of: "contract/end_state") == Self.payload(example.rows))
    if example.rows > 3 {
      #expect(try reader.bytes(of: group + "sha256", rows: 3..<4) == Self.hash(3))
    }
    let hashes = try #require(
      try reader.variables(in: "contract/journal").first { $0.name == "sha256" })
    #expect(hashes.dimensions == ["record", "sha256_byte"] && hashes.shape == [example.rows, 32])
    #expect(hashes.type == .uint8)
    let state = try #require(
      try reader.variables(in: "contract").first { $0.name == "end_state" })
    #expect(state.dimensions == ["end_state_byte"])
  }

  @Test("The bytes of a file with columns of bytes do not depend on the threads")
  func determinism() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder.file("1.h5"), rows: 3000, hasLargeRow: true, threads: 1)
    try Self.write(to: folder.file("2.h5"), rows: 3000, hasLargeRow: true, threads: 3)
    #expect(try bytes(of: folder.file("1.h5")) == bytes(of: folder.file("2.h5")))
  }

  @Test("A dimension without coordinates takes no space")
  func bareDimensionsAreFree() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bytes.h5")
    try Self.write(to: path, rows: 4000, hasLargeRow: true)
    let payloadCount = (0..<4000).reduce(0) { $0 + Self.payload($1).count }
    #expect(try bytes(of: path).count < payloadCount + 400_000)
  }

  @Test(
    "Other readers open columns of bytes without a warning",
    .enabled(if: Python.path != nil, "there is no Python with the packages; run make test"),
    arguments: cases)
  func otherReaders(example: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bytes.h5")
    try Self.write(to: path, rows: example.rows, hasLargeRow: example.hasLargeRow)
    let layout = try Python.run("ResultFilesTests/Python/check_layout.py", [path])
    #expect(layout.code == 0, "\(layout.output)")
    let source = """
      import sys, h5py, xarray as xr
      path, rows = sys.argv[1], int(sys.argv[2])
      for engine in ("h5netcdf", "netcdf4"):
        journal = xr.open_dataset(path, group="contract/journal", engine=engine).load()
        assert journal.sha256.dims == ("record", "sha256_byte"), journal.sha256.dims
        assert journal.sha256.shape == (rows, 32) and journal.sha256.dtype == "u1"
        assert list(journal.sha256_byte.values) == list(range(32))
        assert journal.payload.dims == ("payload_byte",) and journal.payload.dtype == "u1"
        assert "payload_byte" not in journal.variables
        if rows:
          assert journal.payload.size == journal.payload_end.values[-1]
          assert journal.kind.values[0] == 200
        assert xr.open_dataset(path, group="contract", engine=engine).end_state.dtype == "u1"
      with h5py.File(path) as file:
        assert file["contract/journal/payload"][:].tobytes() == journal.payload.values.tobytes()
      """
    let values = try Python.run(source: source, [path, "\(example.rows)"])
    #expect(values.code == 0, "\(values.output)")
  }

  @Test("Columns of bytes that would not be readable are refused before anything is written")
  func badColumns() throws {
    let folder = try TemporaryFolder()
    func reason(_ columns: [TableColumn]) -> String? {
      do throws(ResultFileError) {
        _ = try ResultFileWriter(
          creating: folder.file("x.h5"),
          schema: ResultSchema(tables: [Table(path: "t", rowDimension: "row", columns: columns)]),
          timeAxis: Sample.timeAxis(1))
        return nil
      } catch {
        return error.description
      }
    }
    #expect(reason([.bytes(name: "x", width: 0, longName: "X")]) != nil)
    #expect(
      reason([
        .bytes(name: "x", longName: "X"), TableColumn(name: "x_end", type: .int32, longName: "Y"),
      ]) == "can't lay out the result file: two variables are called 'x_end'.")
    #expect(
      reason([TableColumn("x", type: .int8, width: 4, VariableDescription(longName: "X"))]) != nil)
    #expect(folder.names.isEmpty)
  }
}
