/// What a person asks of Slurm, in Slurm's own words; `nil` leaves it to the cluster.
public struct SlurmOptions: Hashable, Sendable {
  /// The partition, such as `short`.
  public var partition: String?
  /// The time that a task may take, such as `04:00:00`.
  public var time: String?
  /// The memory of a task, such as `2G`.
  public var memory: String?
  /// The account that pays.
  public var account: String?
  /// The quality of service.
  public var qualityOfService: String?
  /// The features that a node must have.
  public var constraint: String?
  /// Further options of `sbatch` as they are, such as `--mail-type=END`.
  public var others: [String]
  /// The greatest number of tasks that run at one time.
  public var maximumRunning: Int?

  /// Creates options.
  public init(
    partition: String? = nil, time: String? = nil, memory: String? = nil, account: String? = nil,
    qualityOfService: String? = nil, constraint: String? = nil, others: [String] = [],
    maximumRunning: Int? = nil
  ) {
    self.partition = partition
    self.time = time
    self.memory = memory
    self.account = account
    self.qualityOfService = qualityOfService
    self.constraint = constraint
    self.others = others
    self.maximumRunning = maximumRunning
  }

  /// The lines of a script for all that is the same in every job.
  func directives() throws(EngineError) -> [String] {
    if let maximumRunning, maximumRunning < 1 {
      throw .notPositive(what: "the number of running tasks", value: maximumRunning)
    }
    let named = [
      ("partition", partition), ("time", time), ("mem", memory), ("account", account),
      ("qos", qualityOfService), ("constraint", constraint),
    ]
    var options = named.compactMap { name, value in value.map { "--\(name)=\($0)" } }
    for option in others {
      guard option.hasPrefix("-"), option.count > 1 else { throw .notAnOption(option) }
      options.append(option)
    }
    for option in options where option.hasControlCharacters {
      throw .unprintable(what: "an option of sbatch", text: option)
    }
    return options.map(ShellText.directive)
  }
}
