import Foundation
import Testing

/// The program as a user starts it: the real file, in a process of its own.
enum Program {
  /// Where it is: beside the tests, or where `MGSIM_BINARY` says.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["MGSIM_BINARY"] { return path }
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "mgsim").path()
  }()

  /// How a process ended and what it printed.
  struct Outcome {
    /// The exit code; `nil` when a signal ended the process.
    let code: Int32?
    let signal: Int32?
    let output: String
    let errors: String
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - environment: Variables to set beside those of the tests.
  ///   - input: What standard input holds; nothing by default.
  /// - Throws: ``Hang`` when it does not end in time.
  static func run(
    _ arguments: [String], in folder: String = "/", environment: [String: String] = [:],
    input: [UInt8] = [], timeout: Duration = .seconds(60)
  ) throws -> Outcome {
    try start(arguments, in: folder, environment: environment, input: input)
      .outcome(within: timeout)
  }

  /// Starts the program.
  static func start(
    _ arguments: [String], in folder: String = "/", environment: [String: String] = [:],
    input: [UInt8] = []
  ) throws -> RunningProgram {
    try RunningProgram(
      path: path, arguments: arguments, folder: folder, environment: environment, input: input)
  }

  /// The program did not end in time and was killed.
  struct Hang: Error, CustomStringConvertible {
    let arguments: [String]
    var description: String { "'mgsim \(arguments.joined(separator: " "))' did not end in time" }
  }
}
