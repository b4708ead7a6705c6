import ResultFiles
import TestSupport
import Testing

@Suite(.enabled(if: Python.path != nil, "there is no Python with the packages; run make test"))
struct PythonTests {
  struct Case: Sendable {
    var intervals: Int
    var ended: Int?
    var rowsPerInterval: Int
  }

  @Test(
    "Other readers open a file without a warning and find the values that were written",
    arguments: [
      Case(intervals: 100, ended: nil, rowsPerInterval: 1),
      Case(intervals: 1, ended: nil, rowsPerInterval: 0),
      Case(intervals: 5, ended: 0, rowsPerInterval: 0),
      Case(intervals: 5000, ended: nil, rowsPerInterval: 2),
      Case(intervals: 9000, ended: 1500, rowsPerInterval: 3),
    ])
  func otherReaders(example: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    try Sample.write(
      to: path, intervals: example.intervals, ended: example.ended,
      rowsPerInterval: example.rowsPerInterval)
    let layout = try Python.run("ResultFilesTests/Python/check_layout.py", [path])
    #expect(layout.code == 0, "\(layout.output)")
    let intervals = example.ended ?? example.intervals
    let values = try Python.run(
      "ResultFilesTests/Python/check_sample.py",
      [path, "\(intervals)", "\(intervals * example.rowsPerInterval)"])
    #expect(values.code == 0, "\(values.output)")
  }
}
