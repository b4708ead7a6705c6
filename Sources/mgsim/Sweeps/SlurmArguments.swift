import ArgumentParser
import Sweeps

/// The options of `mgsim sweep submit` that go to Slurm.
struct SlurmArguments: ParsableArguments {
  @Option(help: "Slurm: the partition.")
  var partition: String?

  @Option(help: "Slurm: the time that a task may take, such as 04:00:00.")
  var time: String?

  @Option(help: "Slurm: the memory of a task, such as 2G.")
  var memory: String?

  @Option(help: "Slurm: the account that pays.")
  var account: String?

  @Option(help: "Slurm: the quality of service.")
  var qos: String?

  @Option(help: "Slurm: the features that a node must have.")
  var constraint: String?

  @Option(
    name: .customLong("option"), parsing: .unconditionalSingleValue,
    help: "Slurm: any further option of sbatch, such as --mail-type=END.")
  var others: [String] = []

  @Option(help: "Slurm: the greatest number of tasks that run at one time.")
  var maxRunning: Int?

  /// The options, as the engine knows them.
  var options: SlurmOptions {
    SlurmOptions(
      partition: partition, time: time, memory: memory, account: account, qualityOfService: qos,
      constraint: constraint, others: others, maximumRunning: maxRunning)
  }

  /// The options that were given, for the message that they are of no use without Slurm.
  var given: [String] {
    let all: [(String, Bool)] = [
      ("--partition", partition != nil), ("--time", time != nil), ("--memory", memory != nil),
      ("--account", account != nil), ("--qos", qos != nil), ("--constraint", constraint != nil),
      ("--option", !others.isEmpty), ("--max-running", maxRunning != nil),
    ]
    return all.filter(\.1).map(\.0)
  }
}
