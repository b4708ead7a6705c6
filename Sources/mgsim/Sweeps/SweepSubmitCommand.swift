import ArgumentParser
import Foundation
import StudyDesigns
import Sweeps

/// `mgsim sweep submit`: hands what is left of a study to an engine for many machines.
struct SweepSubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hands what is left of a study to Slurm, or writes files for another engine.",
    discussion: """
      A study is divided into shards, each of which 'mgsim sweep run --shard i/n' runs wherever the \
      study's folder can be written. Only shards with something left to do are submitted, so that \
      the same command goes on after anything that went wrong.

      With --engine slurm the shards are the tasks of a job array, and a job that waits for it \
      collects the results. With --engine files the shards are written for --kind.
      """)

  /// Who runs the shards.
  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case slurm
    case files
  }

  @OptionGroup var options: SweepStudyOptions

  @Option(help: "Who runs the shards.")
  var engine: Engine

  @Option(help: "What the files of --engine files are for.")
  var kind: FileEngine?

  @Option(help: "The number of shards of the whole study; 100 unless it is smaller.")
  var shards: Int?

  @Option(help: "The number of cores, and of points at one time, of each shard.")
  var cpusPerTask = 1

  @Flag(help: "Run points again that have failed.")
  var retryFailed = false

  @Flag(help: "Print the files and the commands, and do nothing.")
  var dryRun = false

  @OptionGroup(title: "Slurm") var slurm: SlurmArguments

  @OptionGroup var common: CommonOptions

  func validate() throws {
    switch engine {
    case .slurm:
      guard kind == nil else { throw ValidationError("--kind belongs to --engine files.") }
    case .files:
      guard slurm.given.isEmpty else {
        throw ValidationError("\(slurm.given[0]) belongs to --engine slurm.")
      }
    }
  }

  func run() throws {
    let study = try options.open(isQuiet: common.quiet)
    let status = try status(of: study)
    let open = status.todoIndices + (retryFailed ? status.failedIndices : [])
    guard !open.isEmpty else { return try tellNothingLeft(status, of: study) }
    let task: EngineTask
    do {
      let count = try EngineTask.shardCount(
        pointCount: study.plan.dealtCount, asked: shards,
        limit: engine == .slurm ? SlurmSubmission.arrayLimit : .max)
      task = try EngineTask(
        studyName: study.plan.description.name, program: Self.program,
        studyPath: absolute(options.study), folderPath: absolute(study.folder.path),
        shardCount: count, openShards: try study.plan.shards(of: open, shardCount: count),
        retriesFailed: retryFailed, acceptsMany: options.yes, coresPerShard: cpusPerTask)
    } catch {
      throw CommandFailure.input(error)
    }
    let name = engine == .slurm ? "slurm" : (kind ?? .gnuParallel).rawValue
    let folder = EngineFolder(path: "\(absolute(study.folder.path))/engines/\(name)")
    var report = SweepSubmitText(task, points: open.count, folder: folder.path)
    switch engine {
    case .slurm: try submit(task, study, folder, &report)
    case .files: try write((kind ?? .gnuParallel).scripts(for: task), study, folder, &report)
    }
    if dryRun { return }
    if common.format == .json {
      try printJSON(report)
    } else if !common.quiet {
      Console.print(report.text)
    }
  }

  private func submit(
    _ task: EngineTask, _ study: SweepStudy, _ folder: EngineFolder,
    _ report: inout SweepSubmitText
  ) throws {
    let engine = SlurmEngine(task: task, options: slurm.options, scriptFolder: folder.path)
    let scripts: EngineScripts
    do {
      scripts = try engine.scripts()
    } catch {
      throw CommandFailure.input(error)
    }
    report.commands = [engine.arrayCommand, engine.collectionCommand(after: "ARRAY")]
      .map(ShellText.line)
    if dryRun { return show(scripts, report) }
    if let job = folder.lastJob, SlurmSubmission.isQueued(job) {
      throw CommandFailure(
        message: """
          mgsim: the job array \(job) of this study is still in Slurm's queue. Wait for its end, or \
          end it with 'scancel \(job)'.
          """, exitCode: CommandFailure.workFailed)
    }
    try study.prepareFolder()
    try folder.write(scripts)
    let submission = try SlurmSubmission(engine, folder: folder)
    report.job = submission.array
    report.collectionJob = submission.collection
    report.commands[1] = ShellText.line(engine.collectionCommand(after: submission.array))
  }

  private func write(
    _ scripts: EngineScripts, _ study: SweepStudy, _ folder: EngineFolder,
    _ report: inout SweepSubmitText
  ) throws {
    report.commands = ["cd \(ShellText.word(folder.path))", scripts.startLine]
    if dryRun { return show(scripts, report) }
    try study.prepareFolder()
    try folder.write(scripts)
  }

  private func show(_ scripts: EngineScripts, _ report: SweepSubmitText) {
    for file in scripts.files {
      Console.print("==> \(report.folder)/\(file.name) <==\n\(file.text)")
    }
    Console.print("==> commands <==\n" + report.commands.joined(separator: "\n"))
  }

  private func status(of study: SweepStudy) throws(CommandFailure) -> SweepStatus {
    do {
      return try SweepStatus(study.plan, in: study.folder, threads: options.threads)
    } catch {
      throw .sweep(error, study: options.study)
    }
  }

  private func tellNothingLeft(_ status: SweepStatus, of study: SweepStudy) throws {
    if common.format == .json {
      return try printJSON(SweepSubmitText(nothingLeftOf: study))
    }
    if common.quiet { return }
    var text = "Nothing is left to submit: \(status.done) of \(status.total) points are done"
    text +=
      status.failed > 0 ? " and \(status.failed) failed. --retry-failed runs them again." : "."
    Console.print(text + " 'mgsim sweep collect' collects the results.")
  }

  /// The program that runs this command, for machines that see the same files.
  private static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "mgsim"
  }

  private func absolute(_ path: String) -> String {
    let folder = FileManager.default.currentDirectoryPath
    return ((path.hasPrefix("/") ? path : folder + "/" + path) as NSString).standardizingPath
  }
}
