public import StudyFiles

/// What a comparison takes from the result file of one run: the figures of the whole run, no series.
public struct ComparedRun: Hashable, Sendable {
  /// A value that the run set in its scenario.
  public struct Override: Hashable, Sendable {
    /// The path of the key.
    public var path: String
    /// What it became, as YAML.
    public var value: String

    /// Creates an override.
    ///
    /// - Parameters:
    ///   - path: The path of the key.
    ///   - value: What it became, as YAML.
    public init(path: String, value: String) {
      self.path = path
      self.value = value
    }
  }

  /// Where the file is.
  public var path: String
  /// The title of the scenario.
  public var title: String
  /// The arm of the scenario; `nil` for the scenario as it stands.
  public var arm: String?
  /// The seed.
  public var seed: UInt64
  /// The currency of all amounts; empty when there is none.
  public var currency: String
  /// The version of the program.
  public var version: String
  /// What the run set in its scenario, the seed left out.
  public var overrides: [Override]
  /// What else makes runs the same but for the seed: the text of the scenario without its seed, and
  /// the hashes of the files that it is made of.
  public var origin: String
  /// The indicators of the whole run.
  public var indicators: [IndicatorRecord]
  /// The columns by member; no labels when the run has no members.
  public var members: AxisTable
  /// The balances of all accounts; no labels when the run has none.
  public var accounts: AxisTable

  /// Creates what is compared of a run.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - title: The title of the scenario.
  ///   - arm: The arm of the scenario.
  ///   - seed: The seed.
  ///   - currency: The currency of all amounts.
  ///   - version: The version of the program.
  ///   - overrides: What the run set in its scenario, the seed left out.
  ///   - origin: What else makes runs the same but for the seed.
  ///   - indicators: The indicators of the whole run.
  ///   - members: The columns by member.
  ///   - accounts: The balances of all accounts.
  public init(
    path: String, title: String, arm: String? = nil, seed: UInt64, currency: String = "",
    version: String = "", overrides: [Override] = [], origin: String = "",
    indicators: [IndicatorRecord],
    members: AxisTable = AxisTable(axis: "member", labels: [], columns: []),
    accounts: AxisTable = AxisTable(axis: "account", labels: [], columns: [])
  ) {
    self.path = path
    self.title = title
    self.arm = arm
    self.seed = seed
    self.currency = currency
    self.version = version
    self.overrides = overrides
    self.origin = origin
    self.indicators = indicators
    self.members = members
    self.accounts = accounts
  }

  /// What the run is but for its seed.
  var design: [String] {
    [title, arm.map { "arm " + $0 } ?? "", origin] + overrides.flatMap { [$0.path, $0.value] }
  }

  /// The name of the file without its folders and its ending.
  var fileStem: String {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".") ?? name.endIndex
    return String(ending == name.startIndex ? name : name[..<ending])
  }

  /// What the run set in its scenario, in one line.
  var overrideText: String {
    overrides.map { "\($0.path)=\($0.value)" }.joined(separator: ", ")
  }
}
