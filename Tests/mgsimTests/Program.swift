import Foundation
import TestSupport

/// The program as a user starts it: the real file, in a process of its own.
enum Program {
  /// Where it is: beside the tests, or where `MGSIM_BINARY` says.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["MGSIM_BINARY"] { return path }
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "mgsim").path()
  }()

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], in folder: String = "/", environment: [String: String] = [:],
    outputPath: String? = nil, timeout: Duration = .seconds(60)
  ) throws -> ChildProcess.Outcome {
    try start(arguments, in: folder, environment: environment, outputPath: outputPath)
      .outcome(within: timeout)
  }

  /// Starts the program.
  static func start(
    _ arguments: [String], in folder: String = "/", environment: [String: String] = [:],
    outputPath: String? = nil
  ) throws -> ChildProcess {
    // A crash shall end the process at once, without a report that takes seconds.
    let quick = ["SWIFT_BACKTRACE": "enable=no"]
    return try ChildProcess(
      path, arguments, in: folder, environment: environment.merging(quick) { $1 },
      outputPath: outputPath)
  }
}
