import Foundation

/// Runs a program and returns what it prints.
///
/// - Throws: A `BenchmarkFailure` when the program ends with another status than 0.
func output(of command: [String]) throws -> Data {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = command
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw BenchmarkFailure(
      description: """
        '\(command.joined(separator: " "))' failed with status \(process.terminationStatus).
        """)
  }
  return data
}
