public import StudyFiles

/// The levels of a factor, or the arms, of a study beside one another: paired over seeds, with
/// confidence intervals.
public struct StudyComparison: Sendable {
  /// What is compared, and how.
  public let options: ComparisonOptions
  /// The name of the factor that is compared, or `arm`; `nil` when nothing has levels.
  public let by: String?
  /// The labels of the levels that are compared.
  public let levels: [String]
  /// The label that all others are compared with.
  public let baseline: String
  /// The names of what is looked at level by level.
  public let strata: [String]
  /// The mean of each indicator at each level of each stratum.
  public let means: [LevelMean]
  /// The paired differences of each indicator between each level and the baseline.
  public let differences: [LevelDifference]
  /// What each factor does by itself; empty unless asked for.
  public let effects: [MainEffectRow]
  /// Sobol indices; empty unless asked for or natural.
  public let sobol: [SobolRow]
  /// The designs on the Pareto front; empty unless asked for.
  public let pareto: [ParetoRow]
  /// The number of designs that another one beats in both objectives.
  public let dominatedCount: Int
  /// Who gains and who loses; empty unless asked for.
  public let members: [MemberChange]
  /// What each party gains or loses; empty unless asked for.
  public let parties: [PartyChange]

  let selection: StudySelection

  /// Compares the levels of a study.
  ///
  /// - Parameters:
  ///   - table: The study.
  ///   - options: What is compared, and how.
  /// - Throws: ``ComparisonError`` when there is no such factor, level or indicator, or when the study
  ///   has nothing of what is asked for.
  public init(
    _ table: StudyTable, _ options: ComparisonOptions = ComparisonOptions()
  ) throws(ComparisonError) {
    guard options.confidence > 0, options.confidence < 1 else {
      throw ComparisonError("--confidence goes from above 0 to below 100 %.")
    }
    let selection = try StudySelection(table, options)
    let columns = try IndicatorChoice.columns(options.indicators, among: table.indicators)
    self.options = options
    self.selection = selection
    by = selection.compared?.name
    levels = selection.levels
    baseline = selection.levels[selection.baseline]
    strata = selection.strataDimensions.map(\.name)
    means = columns.flatMap { selection.means(of: $0, confidence: options.confidence) }
    var differences = columns.flatMap { selection.differences(of: $0, options) }
    differences.adjust(confidence: options.confidence)
    self.differences = differences
    effects = options.showsEffects ? columns.flatMap { selection.effects(on: $0, options) } : []
    sobol = try selection.sobolRows(of: columns, options)
    (pareto, dominatedCount) = try selection.paretoRows(options)
    members = options.showsMembers ? selection.memberChanges(options) : []
    parties = options.showsMembers ? selection.partyChanges(options) : []
    guard !options.showsMembers || !(members.isEmpty && parties.isEmpty) || levels.count < 2 else {
      throw ComparisonError(
        "--members: the study holds neither bills by member nor balances of accounts; collect them "
          + "with 'collect: {byMember: all, byAccount: true}'.")
    }
  }

  /// The number of differences that are tested for chance, for all of which p values are adjusted.
  public var testCount: Int { differences.testCount }
}
