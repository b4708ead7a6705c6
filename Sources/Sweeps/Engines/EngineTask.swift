/// What an engine is to run: the shards of a study that have something left to do.
///
/// The number of shards depends on the whole study and not on what is left of it, so that a later
/// submission means the same by `3/100` as the first one.
public struct EngineTask: Hashable, Sendable {
  /// The number of shards when nobody asks for another: enough for a cluster, and few enough that
  /// a shard is more than the start of a process.
  public static let usualShardCount = 100

  /// The name of the study.
  public var studyName: String
  /// How the scripts call the program: a path, or a name that is looked up.
  public var program: String
  /// The path of the study file: absolute, or from the folder of the scripts.
  public var studyPath: String
  /// The path of the study's folder of results: absolute, or from the folder of the scripts.
  public var folderPath: String
  /// The number of shards into which the whole study is divided.
  public var shardCount: Int
  /// The shards with something left to do, counted from 1, in ascending order.
  public var openShards: [Int]
  /// Whether failed points are run again.
  public var retriesFailed: Bool
  /// Whether more points than the limit of the study have been agreed to.
  public var acceptsMany: Bool
  /// The number of cores, and so of points at one time, of each shard.
  public var coresPerShard: Int

  /// Creates a task.
  ///
  /// - Throws: ``EngineError`` when a number is not positive or a path has control characters.
  public init(
    studyName: String, program: String, studyPath: String, folderPath: String, shardCount: Int,
    openShards: [Int], retriesFailed: Bool = false, acceptsMany: Bool = false,
    coresPerShard: Int = 1
  ) throws(EngineError) {
    guard shardCount >= 1 else {
      throw .notPositive(what: "the number of shards", value: shardCount)
    }
    guard coresPerShard >= 1 else {
      throw .notPositive(what: "the number of cores of a shard", value: coresPerShard)
    }
    for (what, text) in [
      ("the name of the study", studyName), ("the path of the program", program),
      ("the path of the study file", studyPath), ("the path of the study's folder", folderPath),
    ] where text.hasControlCharacters {
      throw .unprintable(what: what, text: text)
    }
    self.studyName = studyName
    self.program = program
    self.studyPath = studyPath
    self.folderPath = folderPath
    self.shardCount = shardCount
    self.openShards = openShards
    self.retriesFailed = retriesFailed
    self.acceptsMany = acceptsMany
    self.coresPerShard = coresPerShard
  }

  /// The number of shards for a study.
  ///
  /// - Parameters:
  ///   - pointCount: The number of points of the whole study, those that are done included.
  ///   - asked: The number that a person asked for, if any.
  ///   - limit: The most that the engine takes.
  /// - Returns: The asked number, or the usual one, but never more than there are points.
  /// - Throws: ``EngineError`` when more than the limit are asked for, or none.
  public static func shardCount(
    pointCount: Int, asked: Int?, limit: Int = .max
  ) throws(EngineError) -> Int {
    if let asked {
      guard asked >= 1 else { throw .notPositive(what: "the number of shards", value: asked) }
      let count = min(asked, max(1, pointCount))
      guard count <= limit else { throw .tooManyShards(asked: count, limit: limit) }
      return count
    }
    return max(1, min(usualShardCount, pointCount, limit))
  }

  /// The command that runs a shard.
  ///
  /// - Parameter shard: What stands for the shard, already quoted for the shell.
  func runLine(shard: String) -> String {
    var line = ShellText.line([program, "sweep", "run", studyPath, "--folder", folderPath])
    line += " --shard \(shard) --jobs \(coresPerShard)"
    if retriesFailed { line += " --retry-failed" }
    if acceptsMany { line += " --yes" }
    return line
  }

  /// The command that collects the results.
  var collectLine: String {
    ShellText.line([program, "sweep", "collect", studyPath, "--folder", folderPath])
  }
}

extension String {
  /// Whether the text has characters that end a line of a script or can't be seen in it.
  var hasControlCharacters: Bool {
    unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
