import JSONReading
import Spelling
import StudyFiles

/// Result files of runs beside one another.
///
/// Files that share everything but the seed are repetitions, and are compared as a study is; otherwise
/// each file is a case of its own.
public struct RunComparison: Sendable {
  /// The runs, put together.
  public let runs: ComparedRuns
  /// The cases compared as arms of a study.
  public let study: StudyComparison

  /// Compares runs.
  ///
  /// - Parameters:
  ///   - runs: The runs; the first one is the baseline unless the options name another by its file or
  ///     the name of its case.
  ///   - options: What is compared, and how; conditions and factors are those of studies alone.
  /// - Throws: ``ComparisonError`` when the files or options do not go together.
  public init(
    _ runs: [ComparedRun], _ options: ComparisonOptions = ComparisonOptions()
  ) throws(ComparisonError) {
    let together = try ComparedRuns(runs)
    guard options.by == nil, options.each.isEmpty, options.conditions.isEmpty,
      options.showsSobol != true, !options.showsEffects
    else {
      throw ComparisonError(
        "--by, --each, --where, --effects and --sobol look at the factors of a study; run files have "
          + "none.")
    }
    var own = options
    // A single case has nothing to stand against, and no arm to name.
    if let baseline = options.baseline {
      if let place = runs.firstIndex(where: { $0.path == baseline }) {
        own.baseline = together.caseNames[together.caseOfRun[place]]
      } else if !together.caseNames.contains(baseline) {
        throw ComparisonError(
          "--baseline: '\(baseline)' is none of the files. "
            + advice(for: baseline, among: together.caseNames + runs.map(\.path)))
      }
      if together.caseNames.count == 1 { own.baseline = nil }
    }
    // Without bills and balances there is nobody who gains.
    own.showsMembers = !together.table.tables.isEmpty
    self.runs = together
    study = try StudyComparison(together.table, own)
  }

  /// A member's bills in two cases.
  public struct MemberBills: Hashable, Sendable {
    /// The name of the member.
    public var member: String
    /// The case that is compared with the baseline.
    public var name: String
    /// What the member does in both cases.
    public var role: MemberRole
    /// Whether the member takes part in neither: no generation, no storage, no local trade.
    public var isNonParticipant: Bool
    /// The bills at the baseline and in the case.
    public var before: Double
    public var after: Double
  }

  /// The bills of every member in each case against the baseline; none when cases are repeated, since
  /// seeds may give other members other devices.
  public var memberBills: [MemberBills] {
    let table = runs.table
    guard !runs.isReplicated, let columns = MemberColumns(table),
      let labels = table.tables.first(where: { $0.axis == "member" })?.labels,
      let base = runs.caseNames.firstIndex(of: study.baseline)
    else { return [] }
    return runs.caseNames.indices.filter { $0 != base }.flatMap { row in
      labels.indices.compactMap { member in
        let (before, after) = (columns.bill(member, row: base), columns.bill(member, row: row))
        guard before.isFinite, after.isFinite else { return nil }
        let roles = (columns.role(member, row: base), columns.role(member, row: row))
        return MemberBills(
          member: labels[member], name: runs.caseNames[row], role: roles.0.union(roles.1),
          isNonParticipant: columns.groups(roles.1, roles.0).contains(.nonParticipants),
          before: before, after: after)
      }
    }
  }
}
