import Foundation

/// The Python that has the packages of `Tests/requirements.txt`.
public enum Python {
  /// The folder of all tests.
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where it is; `nil` when `make test` has not set it up.
  public static let path: String? = {
    let root = tests.deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["MGSIM_PYTHON"], root.path + "/.venv/bin/python",
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs a script of the tests' folder, with warnings as errors, and gives its exit code and what
  /// it prints.
  public static func run(
    _ script: String, _ arguments: [String]
  ) throws -> (code: Int32, output: String) {
    try run([tests.path + "/" + script] + arguments)
  }

  /// Runs a short text, with warnings as errors, and gives its exit code and what it prints.
  public static func run(
    source: String, _ arguments: [String]
  ) throws -> (code: Int32, output: String) {
    try run(["-c", source] + arguments)
  }

  private static func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let outcome = try ChildProcess(path ?? "/usr/bin/false", ["-W", "error"] + arguments).outcome()
    return (outcome.code ?? -1, outcome.output + outcome.errors)
  }
}
