import Foundation
import ResultFiles
import Testing

/// The Python that has the packages of `Tests/requirements.txt`.
enum Python {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// Where it is; `nil` when `make test` has not set it up.
  static let path: String? = {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["MGSIM_PYTHON"], root.path + "/.venv/bin/python",
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs a script, with warnings as errors, and gives its exit code and what it prints.
  static func run(_ script: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/false")
    process.arguments = ["-W", "error", folder.path + "/Python/" + script] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

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
    let layout = try Python.run("check_layout.py", [path])
    #expect(layout.code == 0, "\(layout.output)")
    let intervals = example.ended ?? example.intervals
    let values = try Python.run(
      "check_sample.py", [path, "\(intervals)", "\(intervals * example.rowsPerInterval)"])
    #expect(values.code == 0, "\(values.output)")
  }
}
