import Foundation

/// The program that `make bench` runs: measures, prints a table and checks the demands.
@main
enum Benchmarks {
  /// All benchmarks, in the order in which they run.
  static let all: [any Benchmark] = [
    HoldModelBenchmark(), PowerFlowBenchmark(), ContractBenchmark(), MarketBenchmark(),
    TariffBenchmark(), SweepBenchmark(),
  ]

  static func main() {
    do {
      let options = try BenchmarkOptions(CommandLine.arguments.dropFirst())
      exit(try run(options) ? 0 : 1)
    } catch let failure as BenchmarkFailure {
      print("error: \(failure)")
      exit(2)
    } catch {
      print("error: \(error)")
      exit(1)
    }
  }

  private static func run(_ options: BenchmarkOptions) throws -> Bool {
    let context = BenchmarkContext(
      folder: options.folder, python: options.python, program: options.program,
      repetitions: options.repetitions)
    let chosen = all.filter { options.names.isEmpty || options.names.contains($0.name) }
    guard options.names.count <= chosen.count else {
      let names = all.map(\.name).joined(separator: ", ")
      throw BenchmarkFailure(description: "unknown benchmark; there are: \(names).")
    }
    var report = Report(
      machine: MachineDescription(command: options.command),
      peers: try context.runPeer("versions.py", [], as: [String: String].self))
    for benchmark in chosen {
      print("\(benchmark.name): \(benchmark.summary)")
      report.measurements += try benchmark.run(in: context)
    }
    let names = chosen.map(\.name)
    report.results = try Thresholds(contentsOf: options.folder.appending(path: "Thresholds.json"))
      .demands.filter { names.contains($0.benchmark) }
      .map { $0.checked(against: report.measurements) }
    print("\n\(report.description)")
    if let file = options.output { try report.write(to: file) }
    return report.isSatisfactory
  }
}
