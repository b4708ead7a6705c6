import ArgumentParser
import Foundation
import Studies
import StudyDesigns
import Sweeps

/// `mgsim sweep run`: runs what is left of a study.
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the points of a study that are not done, and skips those that are.")

  @OptionGroup var options: SweepStudyOptions

  @Option(
    help: """
      Only one of n parts, such as 2/4; 'auto' takes it from the task of a Slurm job array.
      """)
  var shard: String?

  @Option(name: .customLong("point"), parsing: .upToNextOption, help: "Only points with these ids.")
  var points: [String] = []

  @Option(
    name: .customLong("index"), parsing: .upToNextOption,
    help: "Only points at these places, such as todo_indices of 'sweep status --format json'.")
  var indices: [Int] = []

  @Flag(help: "Run points again that have failed.")
  var retryFailed = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [shard != nil, !points.isEmpty, !indices.isEmpty].count(where: { $0 }) <= 1 else {
      throw ValidationError("Give one of --shard, --point and --index.")
    }
  }

  func run() throws {
    StopSignal.install(withUserSignal: true)
    let selection = try selection()
    let study = try options.open(isQuiet: common.quiet)
    try checkSelection(selection, in: study)
    try study.prepareFolder()
    let progress = SweepProgressBar(isQuiet: common.quiet)
    let runner = SweepRunner(
      model: study.model, store: study.folder, threads: options.threads,
      retriesFailed: retryFailed, logPath: study.folder.logPath)
    let report: SweepReport
    do throws(SweepError) {
      report = try runner.run(
        study.plan, selection: selection,
        observer: SweepObserver(
          progress: { progress.show($0) }, shouldStop: { StopSignal.current != nil }))
      progress.finish()
    } catch {
      progress.finish()
      guard case .storage(let message) = error else {
        throw CommandFailure.sweep(error, study: options.study)
      }
      throw CommandFailure(
        message: "mgsim: \(message) What is done stays; run the same command again to go on.",
        exitCode: CommandFailure.workFailed)
    }
    try tell(report, of: study)
  }

  private func selection() throws(CommandFailure) -> SweepSelection {
    if !points.isEmpty { return .ids(points) }
    if !indices.isEmpty { return .indices(indices) }
    guard let shard else { return .all }
    do {
      return try SweepSelection(shard: shard)
    } catch {
      throw .input(error)
    }
  }

  /// The first failures; those that say the same, together.
  private static func told(_ failures: [SweepFailure]) -> String {
    var order: [String] = []
    var ids: [String: [String]] = [:]
    for failure in failures {
      if ids[failure.message] == nil { order.append(failure.message) }
      ids[failure.message, default: []].append(failure.id)
    }
    return order.map { message in
      let same = ids[message] ?? []
      let others = same.count > 1 ? " and \(same.count - 1) more" : ""
      return "\n  \(same.first ?? "")\(others): \(message)"
    }.joined()
  }

  /// A selection that is none is found before anything is written.
  private func checkSelection(
    _ selection: SweepSelection, in study: SweepStudy
  ) throws(CommandFailure) {
    do {
      _ = try study.plan.indices(of: selection)
    } catch {
      throw .sweep(error, study: options.study)
    }
  }

  private func tell(_ report: SweepReport, of study: SweepStudy) throws {
    let progress = report.progress
    if common.format == .json {
      try printJSON(SweepRunText(report, study: study))
    } else if !common.quiet {
      Console.print(SweepRunText(report, study: study).text)
    }
    if report.isStopped {
      let signal = StopSignal.current ?? SIGINT
      throw CommandFailure(
        message:
          "mgsim: stopped by signal \(signal); \(progress.done) of \(progress.total) points are "
          + "done. Run the same command again to go on.",
        exitCode: signal == SIGUSR1 ? 75 : 128 + signal)
    }
    guard progress.failed > 0 else { return }
    let shown = Self.told(report.failures)
    let advice =
      retryFailed ? "" : " Run the same command with --retry-failed to run them again."
    throw CommandFailure(
      message: "mgsim: \(progress.failed) of \(progress.total) points failed.\(advice)\(shown)",
      exitCode: CommandFailure.workFailed)
  }
}

/// What `sweep run` prints.
struct SweepRunText: Encodable {
  let study: String
  let folder: String
  let total: Int
  let done: Int
  let failed: Int
  let left: Int
  let ran: Int
  let stopped: Bool
  let seconds: Double
  let failures: [Failure]

  struct Failure: Encodable {
    let id: String
    let message: String
  }

  init(_ report: SweepReport, study: SweepStudy) {
    self.study = study.plan.description.name
    folder = study.folder.path
    total = report.progress.total
    done = report.progress.done
    failed = report.progress.failed
    left = report.progress.left
    ran = report.progress.ran
    stopped = report.isStopped
    seconds = report.progress.elapsed / .seconds(1)
    failures = report.failures.map { Failure(id: $0.id, message: $0.message) }
  }

  var text: String {
    var text = "\(study): \(done) of \(total) points are done"
    if failed > 0 { text += ", \(failed) failed" }
    if left > 0 { text += ", \(left) are left" }
    text += "; \(ran) ran now"
    if ran > 0 { text += " in \(TimeText.of(seconds))" }
    return text + ". They are in '\(folder)'."
  }
}
