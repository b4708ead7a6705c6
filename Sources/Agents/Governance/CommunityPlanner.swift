public import Contracts

/// The members of a community as they act in the quota contract: what they mean to do, and what they
/// call when the time has come.
public struct CommunityPlanner: Sendable {
  /// One member of the scenario, in the contract or not.
  public struct Participant: Sendable {
    /// The address that it has or would have in the contract; also names its random streams.
    public var address: MemberAddress
    /// The name under which it asks for admission.
    public var fullName: String
    /// The distribution company that it is connected to at the start.
    public var utility: UtilityName
    /// How it acts.
    public var policies: GovernancePolicies

    /// Creates a description.
    public init(
      address: MemberAddress, fullName: String, utility: UtilityName, policies: GovernancePolicies
    ) {
      self.address = address
      self.fullName = fullName
      self.utility = utility
      self.policies = policies
    }
  }

  /// The members, in the order of the scenario.
  public let participants: [Participant]

  /// Creates a community.
  public init(seed: UInt64, participants: [Participant]) { self.participants = participants }

  /// What members mean to do because something happened.
  ///
  /// - Parameters:
  ///   - event: What the contract's last call brought about.
  ///   - contract: The contract after the call.
  ///   - situation: What members know.
  ///   - intentions: Receives the intentions, none of them earlier than the contract's time.
  public mutating func react(
    to event: ContractEvent, contract: borrowing QuotaContract, situation: CommunitySituation,
    intentions: inout [Intention]
  ) {}

  /// What members mean to do when they think about it, which is once in a calendar month.
  ///
  /// - Parameters:
  ///   - month: The number of the month from the start of the run.
  ///   - time: The present, in seconds.
  ///   - nextTime: The time of the next review.
  public mutating func review(
    month: Int, at time: Int64, until nextTime: Int64, contract: borrowing QuotaContract,
    situation: CommunitySituation, intentions: inout [Intention]
  ) {}

  /// The calls by which a member does what it meant to do, decided now; none when it thinks better
  /// of it.
  public mutating func calls(
    for intention: Intention, contract: borrowing QuotaContract, situation: CommunitySituation,
    into calls: inout [ContractCall]
  ) {}
}
