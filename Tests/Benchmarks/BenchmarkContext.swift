import Foundation

/// What a benchmark is given: the way to its peers, and how often to measure.
struct BenchmarkContext {
  /// The folder of the benchmarks.
  var folder: URL

  /// The Python interpreter in whose environment the peers are installed.
  var python: String

  /// The `mgsim` program, for what is measured of whole processes.
  var program: String

  /// The number of repetitions, of which the median counts.
  var repetitions: Int

  /// Runs a peer, a Python program in the folder `Peers` that prints one JSON value.
  func runPeer<Result: Decodable>(
    _ program: String, _ arguments: [String], as type: Result.Type
  ) throws -> Result {
    let path = folder.appending(path: "Peers/\(program)").path(percentEncoded: false)
    return try JSONDecoder().decode(
      Result.self, from: output(of: [python, path] + arguments))
  }
}
