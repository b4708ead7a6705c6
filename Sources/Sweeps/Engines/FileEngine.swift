/// An engine that reads a list of shards and rules from files, and is started by its user.
public enum FileEngine: String, CaseIterable, Hashable, Sendable {
  case gnuParallel = "gnu-parallel"
  case htcondor
  case nextflow
  case snakemake

  /// The files for a task.
  ///
  /// Every kind runs a shard with the same `shard.sh` and collects with the same `collect.sh`. A
  /// shard that ends with exit code 1 has done its work: its failed points are recorded, and the
  /// collection names them.
  ///
  /// - Parameter task: What is run.
  /// - Returns: The files, all for one folder.
  public func scripts(for task: EngineTask) -> EngineScripts {
    switch self {
    case .gnuParallel: Self.gnuParallel(task)
    case .htcondor: Self.htcondor(task)
    case .nextflow: Self.nextflow(task)
    case .snakemake: Self.snakemake(task)
    }
  }

  /// The script that runs one shard.
  static func shard(_ task: EngineTask) -> EngineFile {
    EngineFile(
      "shard.sh",
      """
      #!/bin/sh
      # Runs one of the \(task.shardCount) shards of the study '\(task.studyName)': sh shard.sh 3
      # It skips what is done, so that it may be stopped, killed and started again at any moment.
      cd "$(dirname "$(readlink -f "$0")")" || exit 2
      exec \(task.runLine(shard: #""$1/\#(task.shardCount)""#))

      """, isExecutable: true)
  }

  /// The script that collects the results.
  static func collection(_ task: EngineTask) -> EngineFile {
    EngineFile(
      "collect.sh",
      """
      #!/bin/sh
      # Collects the results of the study '\(task.studyName)' into one file.
      cd "$(dirname "$(readlink -f "$0")")" || exit 2
      exec \(task.collectLine)

      """, isExecutable: true)
  }

  /// The shards with something left to do, one in a line.
  static func list(_ task: EngineTask) -> EngineFile {
    EngineFile("shards.txt", task.openShards.map { "\($0)\n" }.joined())
  }
}
