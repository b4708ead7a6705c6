/// A study as a Slurm job array, with a job that collects the results when the array has ended.
///
/// A task is one shard. The number of the task is the number of the shard, and the number of shards
/// stands in the script, so that a sparse array such as `--array=3,9` runs the shards 3 and 9 of
/// the same division. What a task did is in the study's folder, so that it may be requeued, killed
/// or submitted again at any moment.
public struct SlurmEngine: Hashable, Sendable {
  /// What is run.
  public var task: EngineTask
  /// What is asked of Slurm.
  public var options: SlurmOptions
  /// The absolute path of the folder of the scripts, in which the jobs run.
  public var scriptFolder: String

  /// The number of tasks that an array takes when the cluster does not say: one less than Slurm's
  /// own default of 1001 for `MaxArraySize`, because the numbers begin at 1.
  public static let usualArrayLimit = 1000

  /// Creates a job array.
  public init(task: EngineTask, options: SlurmOptions, scriptFolder: String) {
    self.task = task
    self.options = options
    self.scriptFolder = scriptFolder
  }

  /// The scripts of both jobs.
  ///
  /// - Throws: ``EngineError`` when an option can't be written.
  public func scripts() throws(EngineError) -> EngineScripts {
    guard !scriptFolder.hasControlCharacters else {
      throw .unprintable(what: "the folder of the scripts", text: scriptFolder)
    }
    let common = try options.directives()
    let array = """
      #!/bin/sh
      # Runs the study '\(task.studyName)' as a job array: task i is shard i of \(task.shardCount).
      # A shard skips what is done, so that any task may be requeued or submitted again:
      #   \(ShellText.line(arrayCommand))
      \(directives(name: task.studyName, log: "%A_%a.log", cores: task.coresPerShard))
      #SBATCH --requeue
      #SBATCH --signal=B:USR1@60
      \(common.map { $0 + "\n" }.joined())
      # The program takes the place of this shell, so that Slurm's signals reach it: a minute before
      # the time is up, and when the job is cancelled or preempted, it stops between two intervals.
      exec \(task.runLine(shard: #""$SLURM_ARRAY_TASK_ID/\#(task.shardCount)""#))

      """
    let collection = """
      #!/bin/sh
      # Collects the results of the study '\(task.studyName)' into one file.
      \(directives(name: task.studyName + "-collect", log: "collect-%j.log", cores: 1))
      \(common.map { $0 + "\n" }.joined())
      exec \(task.collectLine)

      """
    return EngineScripts(
      files: [EngineFile("array.sh", array), EngineFile("collect.sh", collection)],
      folders: ["logs"], startLine: ShellText.line(arrayCommand))
  }

  /// The command that submits the array, wherever it is run.
  public var arrayCommand: [String] {
    var indices = Self.ranges(task.openShards)
    if let most = options.maximumRunning { indices += "%\(most)" }
    return ["sbatch", "--parsable", "--array=\(indices)", scriptFolder + "/array.sh"]
  }

  /// The command that submits the collection, wherever it is run.
  ///
  /// - Parameter job: The number of the array, after whose last task it starts, however that ended.
  public func collectionCommand(after job: String) -> [String] {
    ["sbatch", "--parsable", "--dependency=afterany:\(job)", scriptFolder + "/collect.sh"]
  }

  private func directives(name: String, log: String, cores: Int) -> String {
    [
      "--job-name=\(name)", "--chdir=\(scriptFolder)", "--output=logs/\(log)",
      "--open-mode=append", "--cpus-per-task=\(cores)",
    ].map(ShellText.directive).joined(separator: "\n")
  }

  /// The numbers of tasks as Slurm writes them, such as `1-3,7`.
  static func ranges(_ numbers: [Int]) -> String {
    var texts: [String] = []
    var start = 0
    while start < numbers.count {
      var end = start
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
      texts.append(start == end ? "\(numbers[start])" : "\(numbers[start])-\(numbers[end])")
      start = end + 1
    }
    return texts.joined(separator: ",")
  }
}
