import ArgumentParser
import Foundation
import Logging
import Microgrids
import ResultFiles
import Scenarios
import Studies

/// `mgsim run`: scenarios in, result files out.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulates scenarios and writes one HDF5 file for each.")

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  @Option(
    name: .shortAndLong,
    help: "The result file; with several scenarios or arms, the folder for their files.",
    completion: .file(extensions: ["h5", "nc"]))
  var output: String?

  @Option(name: .customLong("set"), help: "Replaces a value: path=value, such as market.k=0.3.")
  var overrides: [String] = []

  @OptionGroup var arms: ArmOptions

  @Option(help: "Threads that may work at once; the result does not depend on it.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Level of compression, from 1 (fast) to 12 (small).")
  var compression: Int = 1

  @Flag(help: "Replace result files that exist.")
  var force = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be at least 1.") }
    guard 1...12 ~= compression else {
      throw ValidationError("--compression must lie between 1 and 12.")
    }
  }

  func run() async throws {
    StopSignal.install()
    let variants = try arms.variants(of: scenarios)
    let outputs = try outputPaths(of: variants)
    let progress = ProgressBar(runs: variants.count, isQuiet: common.quiet)
    let logger = common.logger
    let width = min(threads, variants.count)
    let options = WriterOptions(
      threads: max(1, threads / width), compressionLevel: compression, overwrites: force)
    let overrides = overrides
    let outcomes = await concurrentMap(Array(zip(variants, outputs)), width: width) {
      index, run in
      Result {
        try Self.run(
          run.0, overrides: overrides, output: run.1, options: options,
          logger: logger,
          observer: RunObserver(
            progress: { progress.report($0, ofRun: index) },
            shouldStop: { StopSignal.current != nil }))
      }
    }
    progress.finish()
    try report(outcomes)
  }

  /// Reads and runs one scenario.
  private static func run(
    _ variant: ScenarioVariant, overrides: [String], output: String, options: WriterOptions,
    logger: Logger, observer: RunObserver
  ) throws(CommandFailure) -> RunSummary {
    let start = RunStamp.now()
    let path = variant.path
    let scenario: Scenario
    do {
      scenario = try variant.read(overrides: overrides)
    } catch {
      throw CommandFailure(
        message: variant.lines(of: error.diagnostics.map(\.description)).joined(separator: "\n"),
        exitCode: CommandFailure.wrongInput)
    }
    try refuseToReplaceInputs(of: scenario, at: path, output: output)
    logger.info("read \(variant.description): \(scenario.members.count) members")
    do {
      let summary = try Microgrid(scenario).run(
        writing: output, options: options, observer: observer)
      RunStamp(since: start, threads: options.threads).write(beside: output, logger: logger)
      logger.info("wrote \(output): \(summary.events) events")
      return summary
    } catch RunError.stopped {
      let signal = StopSignal.current ?? SIGINT
      throw CommandFailure(
        message:
          "mgsim: stopped by signal \(signal) before the end of \(variant.description); no result file was "
          + "written. Run the same command again to start over.",
        exitCode: 128 + signal)
    } catch let error as ResultFileError where error.isWrongUse {
      let exists = !options.overwrites && FileManager.default.fileExists(atPath: output)
      throw CommandFailure(
        message: "mgsim: \(error)" + (exists ? " Use --force to replace it." : ""),
        exitCode: CommandFailure.wrongInput)
    } catch {
      throw .work(error)
    }
  }

  /// Results never take the place of what they were made from.
  private static func refuseToReplaceInputs(
    of scenario: Scenario, at path: String, output: String
  ) throws(CommandFailure) {
    func resolved(_ url: URL) -> String { url.resolvingSymlinksInPath().standardizedFileURL.path() }
    let folder = URL(filePath: path).deletingLastPathComponent()
    let inputs =
      [URL(filePath: path)]
      + scenario.inputs.dropFirst().map { URL(filePath: $0.path, relativeTo: folder) }
    let target = resolved(URL(filePath: output))
    guard inputs.contains(where: { resolved($0.absoluteURL) == target }) else { return }
    throw CommandFailure(
      message: "mgsim: can't create '\(output)': the scenario is made from that file.",
      exitCode: CommandFailure.wrongInput)
  }

  private func report(_ outcomes: [Result<RunSummary, any Error>]) throws {
    var failures: [CommandFailure] = []
    var summaries: [RunSummary] = []
    for outcome in outcomes {
      switch outcome {
      case .success(let summary): summaries.append(summary)
      case .failure(let failure as CommandFailure): failures.append(failure)
      case .failure(let error): failures.append(.work(error))
      }
    }
    if common.format == .json {
      try printJSON(summaries)
    } else if !common.quiet {
      for summary in summaries { Console.print(SummaryText.describe(summary)) }
    }
    guard let worst = failures.max(by: { $0.exitCode < $1.exitCode }) else { return }
    throw CommandFailure(
      message: failures.map(\.message).joined(separator: "\n"), exitCode: worst.exitCode)
  }

  /// Where each result goes.
  private func outputPaths(of variants: [ScenarioVariant]) throws(CommandFailure) -> [String] {
    if variants.count == 1 { return [output ?? variants[0].outputName] }
    let folder = output.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
    let paths = variants.map { folder + $0.outputName }
    for (index, path) in paths.enumerated() where paths[..<index].contains(path) {
      throw CommandFailure(
        message: "mgsim: two scenarios would both write '\(path)'; run them one by one with -o.",
        exitCode: CommandFailure.wrongInput)
    }
    return paths
  }
}
