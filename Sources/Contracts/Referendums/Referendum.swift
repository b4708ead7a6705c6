/// A question to the members, who vote while its window is open.
public struct Referendum: Hashable, Sendable {
  /// What identifies it.
  public let id: ReferendumID
  /// What is asked.
  public let subject: ReferendumSubject
  /// When it was opened, in seconds.
  public let start: Int64
  /// The last second in which votes are taken.
  public let end: Int64
  /// The members who may vote: those at the opening less those removed while it was open.
  public internal(set) var electorCount: Int64
  /// The ballots cast.
  public internal(set) var voteCount: Int64 = 0
  /// The ballots that say yes.
  public internal(set) var yesCount: Int64 = 0
  /// Whether the result was asked for.
  public internal(set) var hasResult = false
  /// Whether it was approved.
  public internal(set) var outcome = false
  /// Whether what was approved was carried out.
  public internal(set) var isExecuted = false
  /// The number of the next admission when it was opened: who was admitted later has no vote.
  let firstSequenceWithoutVote: Int64
  var ballots = BallotBox()

  init(
    id: ReferendumID, subject: ReferendumSubject, start: Int64, end: Int64, electorCount: Int64,
    firstSequenceWithoutVote: Int64
  ) {
    self.id = id
    self.subject = subject
    self.start = start
    self.end = end
    self.electorCount = electorCount
    self.firstSequenceWithoutVote = firstSequenceWithoutVote
  }

  /// Whether votes are taken at a time.
  public func isOpen(at time: Int64) -> Bool { time <= end }

  /// Whether a member may vote, ballot cast or not, while the referendum is open.
  public func hasElector(_ member: ContractMember) -> Bool {
    member.sequence < firstSequenceWithoutVote
  }

  /// How a member voted; `nil` when it did not.
  public func answer(of member: ContractMember) -> Bool? { ballots.answer(of: member.sequence) }

  /// Takes the ballot of an elector that has not voted.
  mutating func take(_ answer: Bool, of sequence: Int64) {
    ballots.record(answer, of: sequence)
    voteCount += 1
    if answer { yesCount += 1 }
  }

  /// Forgets an elector and its ballot.
  mutating func drop(elector sequence: Int64) {
    guard sequence < firstSequenceWithoutVote else { return }
    electorCount -= 1
    guard let answer = ballots.answer(of: sequence) else { return }
    ballots.remove(of: sequence)
    voteCount -= 1
    if answer { yesCount -= 1 }
  }
}

/// What a referendum asks.
public enum ReferendumSubject: Hashable, Sendable {
  /// Whether somebody becomes a member.
  case admission(MemberAddress, fullName: String, utility: UtilityName)
  /// Whether a plant is crowdfunded.
  case newPlant(PlantProposal)
  /// Whether a register is set.
  case register(MemberIdentity, RegisterField, value: Int64)
  /// Whether a member is removed.
  case deleteMember(MemberIdentity)
  /// Whether the distribution company of a plant is renamed.
  case utility(PlantID, UtilityName)
  /// Whether a plant is removed.
  case deletePlant(PlantID)
  /// Whether a plant's time to market is set, in seconds.
  case timeToMarket(PlantID, seconds: Int64)

  /// The name of the kind in the journal and in results.
  public var kindName: String {
    switch self {
    case .admission: "admission"
    case .newPlant: "newPlant"
    case .register: "register"
    case .deleteMember: "deleteMember"
    case .utility: "utility"
    case .deletePlant: "deletePlant"
    case .timeToMarket: "timeToMarket"
    }
  }

  /// Whether the result is asked for by `changeResult`.
  var isChange: Bool {
    switch self {
    case .admission, .newPlant: false
    default: true
    }
  }
}

/// A member as it was when something was asked about it; who leaves and comes back is another one.
public struct MemberIdentity: Hashable, Sendable {
  /// The address.
  public let address: MemberAddress
  /// The number of the admission.
  public let sequence: Int64
}
