import Sweeps

/// What was submitted to Slurm.
struct SlurmSubmission {
  /// The number of the job array.
  let array: String
  /// The number of the job that collects the results.
  let collection: String

  /// The greatest number of tasks in an array of this cluster.
  static var arrayLimit: Int {
    let answer = ExternalProgram.run(["scontrol", "show", "config"], showsErrors: false)
    return SlurmEngine.arrayLimit(fromConfiguration: answer?.output ?? "")
  }

  /// Submits the jobs of an engine whose files are written.
  init(_ engine: SlurmEngine, folder: EngineFolder) throws(CommandFailure) {
    array = try Self.submit(engine.arrayCommand)
    try folder.remember(job: array)
    collection = try Self.submit(engine.collectionCommand(after: array))
  }

  /// Finds out whether an array is still waiting or running.
  static func isQueued(_ job: String) -> Bool {
    let answer = ExternalProgram.run(
      ["squeue", "--noheader", "--format=%i", "--jobs=\(job)"], showsErrors: false)
    // For a job that Slurm has forgotten, squeue fails.
    guard let answer, answer.code == 0 else { return false }
    return answer.output.contains { $0.isNumber }
  }

  private static func submit(_ words: [String]) throws(CommandFailure) -> String {
    guard let outcome = ExternalProgram.run(words) else {
      throw CommandFailure(
        message: """
          mgsim: there is no 'sbatch' on this machine, so nothing was submitted. Run the command \
          where Slurm is, or use --engine files, or mgsim sweep run.
          """, exitCode: CommandFailure.workFailed)
    }
    guard outcome.code == 0 else {
      throw CommandFailure(
        message: """
          mgsim: sbatch refused the job (exit code \(outcome.code)): \(ShellText.line(words))
          """, exitCode: CommandFailure.workFailed)
    }
    do {
      return try SlurmEngine.job(fromAnswer: outcome.output)
    } catch {
      throw CommandFailure.work(error)
    }
  }
}
