import ArgumentParser
import NetworkFiles
import NetworkStudies
import PowerFlow
import Quantities
import ResultFiles

/// `mgsim powerflow`: the voltages, currents and losses of a network.
struct PowerFlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "powerflow",
    abstract: "Solves the power flow of a network, once or for each row of a table of loads.",
    discussion: """
      Networks are cases of mgsim or files of OpenDSS, pandapower, power-grid-model or MATPOWER.

      The columns of a table of loads are named by loads and generators (active power in kW; \
      NAME.q_kvar is the reactive power in kvar) or by profiles (factors of the nominal powers).

      Exit code 1: a power flow did not converge, or --compare found more than --max-dv.
      """)

  @OptionGroup var input: NetworkInput

  @Option(
    help: "Table of loads: CSV, also gzipped, or HDF5.",
    completion: .file(extensions: ["csv", "h5"])
  )
  var loads: String?

  @Option(help: "Instant of the first row, such as 2016-01-01T00:00:00Z, where the table has none.")
  var start: String?

  @Option(help: "Time from row to row, such as '1 min', where the table does not tell.")
  var step: String?

  @Option(help: "Method of the power flow.")
  var solver: PowerFlowMethod = .automatic

  @Option(help: "Error of the voltages that may be left, per unit.")
  var tolerance: Double = 1e-10

  @Option(help: "Iterations after which a solution is given up.")
  var maxIterations: Int?

  @Option(help: "What is done with buses that no source feeds.")
  var islands: IslandPolicy = .solveRest

  @Option(
    help: """
      What taps and capacitor controls do; without it, those of OpenDSS files settle and all others \
      are frozen.
      """)
  var controls: ControlAction?

  @Flag(help: "Tell how far all loads can grow before the voltages collapse (balanced networks).")
  var margin = false

  @Flag(help: "Compare with the solution that the case file holds.")
  var compare = false

  @Option(
    name: .customLong("max-dv"),
    help: "Largest deviation of a voltage that --compare accepts, per unit.")
  var maximumDeviation: Double = 1e-8

  @Option(help: "How to print: text, json, csv, or h5 (needs --output).")
  var format: PowerFlowFormat = .text

  @Option(name: .shortAndLong, help: "File for the results instead of standard output.")
  var output: String?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  @Flag(help: "Print nothing but errors and what was asked for.")
  var quiet = false

  func validate() throws {
    guard tolerance > 0, tolerance.isFinite else {
      throw ValidationError("--tolerance must be greater than zero.")
    }
    guard maxIterations ?? 1 > 0 else {
      throw ValidationError("--max-iterations must be at least 1.")
    }
    guard maximumDeviation > 0 else {
      throw ValidationError("--max-dv must be greater than zero.")
    }
    guard format != .h5 || output != nil else {
      throw ValidationError("--format h5 needs --output FILE.")
    }
    guard loads == nil || !(compare || margin) else {
      throw ValidationError("--compare and --margin are for a single solution, without --loads.")
    }
    guard loads != nil || (start == nil && step == nil) else {
      throw ValidationError("--start and --step are for a table of loads.")
    }
  }

  func run() throws {
    if let loads, try GuardedReading.runInChild(for: loads) { return }
    let bytes = try input.bytes()
    let network = try input.read(bytes).network
    do {
      let study = try PowerFlowStudy(network, options: options(for: network, bytes))
      if let loads {
        try PowerFlowSeries(command: self, path: loads).run(study)
      } else {
        try solveOnce(study, bytes)
      }
    } catch let error as NetworkError {
      throw CommandFailure(
        message: "mgsim: \(input.network): \(error)", exitCode: CommandFailure.wrongInput)
    }
  }

  private func options(for network: NetworkModel, _ bytes: [UInt8]) -> PowerFlowOptions {
    let isOpenDSS =
      (input.inputFormat ?? NetworkFileFormat.detect(bytes, named: input.network)) == .openDSS
    return PowerFlowOptions(
      method: solver, tolerancePerUnit: tolerance, maximumIterations: maxIterations,
      controls: controls ?? (isOpenDSS ? .settle : .frozen), islands: islands)
  }

  private func solveOnce(_ study: PowerFlowStudy, _ bytes: [UInt8]) throws {
    var report = study.solve()
    if margin {
      guard let facts = study.marginFacts() else {
        throw CommandFailure(
          message: "mgsim: the margin to collapse is found for balanced networks only.",
          exitCode: CommandFailure.wrongInput)
      }
      report.facts += facts
    }
    let converged = report[fact: "converged"] == .flag(true)
    if compare {
      let comparison: ReferenceComparison
      do {
        comparison = try ReferenceComparison(
          of: report, withSolutionIn: bytes, named: input.network)
      } catch {
        throw CommandFailure.input(error)
      }
      Console.print(comparison.text(format == .json))
      guard comparison.agrees(within: maximumDeviation) else {
        throw CommandFailure(
          message: "mgsim: the voltages deviate by more than \(maximumDeviation) pu.",
          exitCode: CommandFailure.workFailed)
      }
    } else {
      try write(report)
    }
    guard converged else {
      let place = report[fact: "worst_bus"] ?? report[fact: "worst_node"]
      let mismatch = report[fact: "mismatch_kva"]
      throw CommandFailure(
        message: "mgsim: the power flow of '\(input.network)' did not converge; the worst bus is "
          + "'\(place?.shown ?? "?")', with a mismatch of \(mismatch?.shown ?? "?") kVA.",
        exitCode: CommandFailure.workFailed)
    }
  }

  /// Writes a report in the format that was asked for.
  func write(_ report: SolutionReport) throws {
    switch format {
    case .text: if !quiet || output != nil { try put(report.summaryText) }
    case .json: try put(report.json)
    case .csv: try put(report.csv)
    case .h5:
      do {
        try report.writeHDF5(
          to: output ?? "", title: "Power flow of \(input.network)", source: "mgsim",
          overwrites: force)
      } catch {
        throw CommandFailure.work(error)
      }
    }
  }

  private func put(_ text: String) throws {
    guard let output else { return Console.print(text) }
    try OutputFiles.write(text + "\n", to: output, overwrites: force)
  }
}

/// How power flows are printed.
enum PowerFlowFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
  case h5
}
