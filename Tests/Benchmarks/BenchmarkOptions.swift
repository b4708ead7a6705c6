import Foundation

/// What the command line asks for.
struct BenchmarkOptions {
  /// The benchmarks to run; all when empty.
  var names: [String] = []

  /// The file that the report is written to as JSON.
  var output: String?

  /// The Python interpreter in whose environment the peers are installed.
  var python = "python3"

  /// The `mgsim` program: the one beside this program unless said otherwise.
  var program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "mgsim").path(percentEncoded: false)

  /// The number of repetitions.
  var repetitions = 9

  /// The folder of the benchmarks.
  var folder = URL(filePath: "Tests/Benchmarks")

  /// What a person types to get the same.
  var command = "Tests/Benchmarks/run"

  /// Reads the arguments of the program.
  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--python": python = try Self.value(of: argument, from: &rest)
      case "--folder": folder = URL(filePath: try Self.value(of: argument, from: &rest))
      case "--json":
        let file = try Self.value(of: argument, from: &rest)
        output = file
        command += " --json \(file)"
      case "--repetitions":
        let value = try Self.value(of: argument, from: &rest)
        guard let number = Int(value), (1...1000).contains(number) else {
          throw BenchmarkFailure(description: "'\(value)' is no number of repetitions.")
        }
        repetitions = number
        command += " --repetitions \(number)"
      case let argument where argument.hasPrefix("-"):
        throw BenchmarkFailure(
          description: """
            unknown option '\(argument)'. Usage: run [--json FILE] [--repetitions N] [NAME …]
            """)
      default:
        names.append(argument)
        command += " \(argument)"
      }
    }
  }

  private static func value(
    of option: String, from rest: inout ArraySlice<String>
  ) throws -> String {
    guard let value = rest.popFirst() else {
      throw BenchmarkFailure(description: "'\(option)' needs a value.")
    }
    return value
  }
}
