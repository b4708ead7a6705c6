import ArgumentParser
import Foundation
import StudyDesigns
import StudyFiles
import Sweeps

/// `mgsim sweep collect`: the results of a study in one file.
struct SweepCollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Gathers the results of a study's points into one file.",
    discussion: """
      The file has the indicators of all points with the factors as labelled coordinates; xarray \
      opens that of a factorial study as a dense dataset. Points that are missing or failed are not \
      a number there, and make the exit code 1. Only points that are new since the last time are \
      read. Equal points make an equal file, to the last byte.

      A study that keeps the series of its points (collect: {series: true}) gets a second file, \
      'study_series.h5' in its folder, that shows the series of all points and copies none.
      """)

  @OptionGroup var options: SweepStudyOptions

  @Option(
    name: [.short, .long], help: "The file to write; 'study.h5' in the folder of the study.",
    completion: .file(extensions: ["h5", "nc"]))
  var output: String?

  @Flag(help: "Replace a file that exists. That in the folder of the study is always replaced.")
  var force = false

  @Flag(
    inversion: .prefixedNo,
    help: "Compare every byte of each new point with its digest, not only what is collected.")
  var verify = true

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let study = try options.open(acceptsMany: true, isQuiet: common.quiet)
    guard study.folder.exists else {
      throw CommandFailure(
        message: "mgsim: \(options.study): nothing has been run: there is no study in "
          + "'\(study.folder.path)'. 'mgsim sweep run' makes its points.",
        exitCode: CommandFailure.wrongInput)
    }
    let path = try outputPath(in: study.folder)
    let choice = study.plan.description.collection
    let outcome: StudyCollection.Outcome
    var series: StudySeriesFile.Outcome?
    do {
      outcome = try await StudyCollection.collect(
        study.plan.frame(rows: try countedRows(of: study)), from: study.folder.points,
        options: StudyCollection.Options(
          indicators: choice.indicators, byMember: choice.byMember, byAccount: choice.byAccount,
          verifies: verify, width: options.threads))
      try StudyResultFile.write(outcome.table, to: path)
      if choice.keepsSeries {
        series = try StudySeriesFile.write(outcome.table, from: study.folder.points)
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure.work(error)
    }
    try tell(SweepCollectText(outcome, series: series, study: study, path: path))
    guard outcome.isComplete else {
      throw CommandFailure(
        message: "mgsim: \(outcome.pointCount - outcome.doneCount) of \(outcome.pointCount) points "
          + "are not in '\(path)'; 'mgsim sweep run' goes on with them"
          + (outcome.failedCount > 0
            ? ", and with --retry-failed runs those that failed again." : "."),
        exitCode: CommandFailure.workFailed)
    }
  }

  /// Where the file goes; only the study's own is replaced without being asked.
  private func outputPath(in folder: SweepFolder) throws(CommandFailure) -> String {
    guard let output else { return folder.path + "/study.h5" }
    var isFolder: ObjCBool = false
    // SAFETY: The answer is written to the variable of this function.
    guard unsafe FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) else {
      return output
    }
    guard !isFolder.boolValue else {
      throw CommandFailure(
        message: "mgsim: can't create '\(output)': that is a folder.",
        exitCode: CommandFailure.wrongInput)
    }
    guard force else {
      throw CommandFailure(
        message: "mgsim: can't create '\(output)': a file of that name exists already. "
          + "Use --force to replace it.",
        exitCode: CommandFailure.wrongInput)
    }
    return output
  }

  /// The rows that belong to the study: with a stopping rule as many as it asks for.
  private func countedRows(of study: SweepStudy) throws(CommandFailure) -> [Int]? {
    guard study.plan.description.stopping != nil else { return nil }
    var outcomes: [String: RepetitionOutcome] = [:]
    do throws(SweepError) {
      for id in Set(study.folder.ids()).intersection(study.plan.points.map(\.id)) {
        let record = study.folder.record(of: id)
        let hasFailed = record == nil && !study.folder.failure(of: id).isEmpty
        outcomes[id] = try study.plan.outcome(
          state: record != nil ? .done : hasFailed ? .failed : .missing, record: record)
      }
    } catch {
      throw .sweep(error, study: options.study)
    }
    return study.plan.countedRows { outcomes[$0] ?? .missing }
  }

  private func tell(_ text: SweepCollectText) throws {
    if common.format == .json {
      try printJSON(text)
      return
    }
    guard !common.quiet else { return }
    Console.print(text.text)
    for note in text.notes { Console.printError("note: \(note)") }
  }
}

/// What `sweep collect` prints.
struct SweepCollectText: Encodable {
  let study: String
  let output: String
  let series: String?
  let rows: Int
  let points: Int
  let done: Int
  let failed: Int
  let missing: Int
  let read: Int
  let indicators: Int
  let damaged: [String]
  let notes: [String]

  private static let damageLimit = 20

  init(
    _ outcome: StudyCollection.Outcome, series: StudySeriesFile.Outcome?, study: SweepStudy,
    path: String
  ) {
    self.study = study.plan.description.name
    output = path
    self.series =
      series?.variables.isEmpty == false
      ? StudySeriesFile.path(in: study.folder.points) : nil
    rows = outcome.table.rows.count
    points = outcome.pointCount
    done = outcome.doneCount
    failed = outcome.failedCount
    missing = outcome.missingCount
    read = outcome.readCount
    indicators = outcome.table.indicators.count
    damaged = Array(outcome.damaged.prefix(Self.damageLimit))
    notes = outcome.notes + (series?.notes ?? [])
  }

  var text: String {
    var text = "\(study): \(done) of \(points) points are done"
    if failed > 0 { text += ", \(failed) failed" }
    if missing > 0 { text += ", \(missing) missing" }
    text +=
      "; \(read) were read now.\nWrote \(rows) rows of \(indicators) indicators to '\(output)'"
    if let series { text += ", and the series to '\(series)'" }
    return ([text + "."] + damaged).joined(separator: "\n")
  }
}
