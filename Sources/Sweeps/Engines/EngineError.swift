/// Why no scripts can be written for an engine.
public enum EngineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number that must be at least one is not.
  case notPositive(what: String, value: Int)
  /// More shards than the cluster takes in one job array.
  case tooManyShards(asked: Int, limit: Int)
  /// A path or an option has a character that no script can carry.
  case unprintable(what: String, text: String)
  /// An option that is passed through is none.
  case notAnOption(String)
  /// Slurm's answer to a submission names no job.
  case noJob(answer: String)

  public var description: String {
    switch self {
    case .notPositive(let what, let value):
      "\(what) must be at least 1, but is \(value)."
    case .tooManyShards(let asked, let limit):
      """
      \(asked) shards are too many: a job array of this cluster takes at most \(limit). \
      Say --shards \(limit) or less; each shard then runs more points.
      """
    case .unprintable(let what, let text):
      "\(what) has a line break or another control character in it: \(text.debugDescription)."
    case .notAnOption(let text):
      "'\(text)' is no option of sbatch: it must begin with '-', such as --mail-type=END."
    case .noJob(let answer):
      "sbatch named no job, but said: \(answer.debugDescription)."
    }
  }
}
