/// Something that is measured, with the peers that it is measured against.
///
/// A further benchmark is one file with a type like this one, and one line in `Benchmarks.all`;
/// what it must reach stands in `Thresholds.json`.
protocol Benchmark: Sendable {
  /// The name on the command line and in the results.
  var name: String { get }

  /// What is measured, in one sentence.
  var summary: String { get }

  /// Measures all cases.
  func run(in context: BenchmarkContext) throws -> [Measurement]
}

/// What was measured of one subject in one case: a median of several repetitions.
struct Measurement: Codable {
  /// The name of the benchmark.
  var benchmark: String

  /// What was varied, such as `"10,000 pending"`.
  var scenario: String

  /// Who was measured: `mgsim`, or a peer.
  var subject: String

  /// The unit of the values, such as `"ns/event"`.
  var unit: String

  /// The values of all repetitions.
  var values: [Double]

  /// The median of the repetitions; not a number when there is none.
  var median: Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return switch sorted.count {
    case 0: .nan
    case let count where count % 2 == 1: sorted[middle]
    default: (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}

/// Why a benchmark can't give a result.
struct BenchmarkFailure: Error, CustomStringConvertible {
  var description: String
}
