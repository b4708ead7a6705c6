import Quantities

/// How the members decided.
///
/// Turnout, margin and absence are those of referendums whose window is over, whether their result
/// was asked for or not: it depends on the ballots alone.
public struct DecisionSummary: Sendable {
  /// The referendums by kind, in the order of ``ReferendumSubject``; kinds that never were are
  /// there with zeros.
  public let kinds: [ReferendumKindSummary]
  /// All kinds together; its name is `all`, and its days to effect are over all kinds.
  public let all: ReferendumKindSummary
  /// The mean delay of what only a caller can bring about, in days: from the first second in which
  /// it was possible to the call.
  public let meanKeeperDelay: Double
  /// The mean delay of the results of referendums, in days.
  public let meanResultDelay: Double
  /// The mean delay of the ends of crowdfundings, in days. It costs nothing as long as it is
  /// shorter than the time to market, which counts from the end of the window.
  public let meanFundingDelay: Double
  /// The mean delay of the beginnings of operation, in days.
  public let meanOperationDelay: Double
  /// The smallest number of members who decide a referendum, at the end:
  ///
  /// ```text
  /// ⌊m / 2⌋ + 1      m = the members (majority of the electorate)
  ///                  m = the mean number of ballots in a referendum (majority of the votes cast)
  /// ```
  public let decidingCoalition: Double
  /// The same as a share of the members.
  public let decidingCoalitionShare: Double
  /// The smallest number of members who own more than half of all members' quota, at the end.
  public let owningCoalition: Double
  /// The same as a share of the members.
  public let owningCoalitionShare: Double
}

/// The referendums of one kind.
public struct ReferendumKindSummary: Sendable {
  /// The name of the kind, ``ReferendumSubject/kindName``.
  public let kind: String
  /// The referendums that were opened.
  public let opened: Int
  /// Those that were approved.
  public let approved: Int
  /// Those that were refused.
  public let refused: Int
  /// Those whose result was not asked for yet.
  public let unresolved: Int
  /// Those of the approved whose change could no longer be carried out.
  public let notExecutable: Int
  /// The share of the approved in those that have a result.
  public let approvalRate: Double
  /// The mean of votes / electors.
  public let meanTurnout: Double
  /// The median of votes / electors.
  public let medianTurnout: Double
  /// The mean of (yes − no) / votes, over the referendums with a vote.
  public let meanYesMargin: Double
  /// The proposals with a majority of the votes cast but not of the electorate.
  public let lostToAbsence: Int
  /// The same as a share of the referendums whose window is over.
  public let lostToAbsenceShare: Double
  /// The mean time from the request to the effect, in days: of a plant to its operation, of
  /// everything else to the call that carried it out.
  public let meanDaysToEffect: Double
  /// The median of the same.
  public let medianDaysToEffect: Double
}

extension GovernanceMetrics {
  func decisionSummary(at time: Int64, _ state: ContractState) -> DecisionSummary {
    var kinds = ReferendumSubject.kindNames.map { ReferendumTally(kind: $0) }
    var all = ReferendumTally(kind: "all")
    var (voteCount, closedCount) = (0.0, 0.0)
    let operations = operationTimes()
    for (index, referendum) in state.referendums.enumerated() {
      let days = daysToEffect(of: referendum, at: index, operations)
      kinds[referendum.subject.kindPlace].count(referendum, at: time, daysToEffect: days)
      all.count(referendum, at: time, daysToEffect: days)
      guard !referendum.isOpen(at: time) else { continue }
      voteCount += Double(referendum.voteCount)
      closedCount += 1
    }
    let members = Double(state.members.count)
    let decider =
      switch state.rules.majorityBase {
      case .electorate: state.members.isEmpty ? .nan : (members / 2).rounded(.down) + 1
      case .votesCast: (voteCount / closedCount / 2).rounded(.down) + 1
      }
    let owner = smallestMajority(of: state.members.map(\.quota.watts)).map(Double.init) ?? .nan
    return DecisionSummary(
      kinds: kinds.map(\.summary), all: all.summary,
      meanKeeperDelay: (keeper.referendums + keeper.fundings + keeper.operations).meanDays,
      meanResultDelay: keeper.referendums.meanDays,
      meanFundingDelay: keeper.fundings.meanDays,
      meanOperationDelay: keeper.operations.meanDays,
      decidingCoalition: decider,
      decidingCoalitionShare: decider / members,
      owningCoalition: owner,
      owningCoalitionShare: owner / members)
  }

  /// When plants began to operate, by the number of their referendum, in the order of both.
  private func operationTimes() -> [Int64: Int64] {
    var times: [Int64: Int64] = [:]
    for plant in plants {
      if let operating = plant.operating { times[plant.referendum.number] = operating }
    }
    return times
  }

  /// The time from a request to its effect, in days, if it had one while the contract was followed.
  private func daysToEffect(
    of referendum: Referendum, at index: Int, _ operations: [Int64: Int64]
  ) -> Double? {
    guard referendum.isExecuted else { return nil }
    if case .newPlant = referendum.subject {
      return operations[referendum.id.number].map { days(from: referendum.start, to: $0) }
    }
    guard index < resolutions.count, resolutions[index] != .min else { return nil }
    return days(from: referendum.start, to: resolutions[index])
  }
}

/// Adds up the referendums of a kind.
private struct ReferendumTally {
  let kind: String
  var opened = 0
  var approved = 0
  var refused = 0
  var notExecutable = 0
  var closed = 0
  var lostToAbsence = 0
  var turnouts: [Double] = []
  var margins: [Double] = []
  var daysToEffect: [Double] = []

  init(kind: String) { self.kind = kind }

  mutating func count(_ referendum: Referendum, at time: Int64, daysToEffect days: Double?) {
    opened += 1
    if referendum.hasResult {
      if referendum.outcome { approved += 1 } else { refused += 1 }
      if referendum.outcome, !referendum.isExecuted { notExecutable += 1 }
    }
    if let days { daysToEffect.append(days) }
    guard !referendum.isOpen(at: time) else { return }
    closed += 1
    let (electors, votes) = (referendum.electorCount, referendum.voteCount)
    if electors > 0 { turnouts.append(Double(votes) / Double(electors)) }
    if votes > 0 { margins.append(Double(2 * referendum.yesCount - votes) / Double(votes)) }
    if 2 * referendum.yesCount > votes, 2 * referendum.yesCount <= electors { lostToAbsence += 1 }
  }

  var summary: ReferendumKindSummary {
    ReferendumKindSummary(
      kind: kind, opened: opened, approved: approved, refused: refused,
      unresolved: opened - approved - refused,
      notExecutable: notExecutable,
      approvalRate: Double(approved) / Double(approved + refused),
      meanTurnout: mean(turnouts), medianTurnout: median(turnouts), meanYesMargin: mean(margins),
      lostToAbsence: lostToAbsence,
      lostToAbsenceShare: Double(lostToAbsence) / Double(closed),
      meanDaysToEffect: mean(daysToEffect), medianDaysToEffect: median(daysToEffect))
  }
}

extension ReferendumSubject {
  /// The names of all kinds.
  public static let kindNames = [
    "admission", "newPlant", "register", "deleteMember", "utility", "deletePlant", "timeToMarket",
  ]

  /// The place of the kind in ``kindNames``.
  var kindPlace: Int {
    switch self {
    case .admission: 0
    case .newPlant: 1
    case .register: 2
    case .deleteMember: 3
    case .utility: 4
    case .deletePlant: 5
    case .timeToMarket: 6
    }
  }
}
