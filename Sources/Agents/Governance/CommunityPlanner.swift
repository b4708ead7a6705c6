public import Contracts

/// The members of a community as they act in the quota contract: what they mean to do, and what they
/// call when the time has come.
///
/// The planner is driven from outside: it is told what happened (``react(to:contract:situation:intentions:)``)
/// and that a month has begun (``review(month:at:until:contract:situation:intentions:)``), answers with
/// intentions, and turns each into calls when its time has come
/// (``calls(for:contract:situation:into:)``). What a member does is decided then, with what it knows then.
///
/// All chance comes from streams named `governance.…` of each member's address, at the number of the
/// referendum, the plant or the month. So a member that does nothing changes nothing for the others.
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

  let streams: [GovernanceStreams]
  let probabilities: [MonthlyProbabilities]
  /// The places of the members by address; looked up, never walked through.
  let indices: [MemberAddress: Int]
  /// The number of members that may ever be in the contract.
  let possibleMemberCount: Int
  var states: [ParticipantState]
  /// The place of the member with each number of admission; −1 for one that is none of the members.
  var placesBySequence: [Int32] = []
  /// The number of each member's last admission; −1 before the first one is known.
  var sequences: [Int64]
  /// The places in the contract of the plants in funding or being built.
  var activePlants: [Int] = []
  /// Whether the funders of each plant of the contract have paid.
  var paidPlants: [Bool] = []
  /// What the members of each area need; looked up, never walked through.
  var needs: [UtilityName: AreaNeed] = [:]
  /// Whether each member is in the contract, as of the last review.
  var isInside: [Bool]

  /// Creates a community.
  public init(seed: UInt64, participants: [Participant]) {
    self.participants = participants
    streams = participants.map { GovernanceStreams(seed: seed, address: $0.address) }
    probabilities = participants.map { MonthlyProbabilities($0.policies) }
    indices = Dictionary(
      participants.indices.map { (participants[$0].address, $0) },
      uniquingKeysWith: { first, _ in first })
    possibleMemberCount = participants.count {
      $0.policies.admission.rate > 0 || $0.policies.admission.isFounder
    }
    states = participants.map { ParticipantState(budget: $0.policies.funding.initialBudget) }
    sequences = participants.map { _ in -1 }
    isInside = participants.map { _ in false }
  }

  /// What members mean to do because something happened.
  ///
  /// - Parameters:
  ///   - event: What the contract's last call brought about.
  ///   - contract: The contract after the call.
  ///   - situation: What members know.
  ///   - intentions: Receives the intentions, none of them earlier than the contract's time.
  /// - Complexity: O(*n*) for *n* members when a ballot or a crowdfunding begins, else O(1).
  public mutating func react(
    to event: ContractEvent, contract: borrowing QuotaContract, situation: CommunitySituation,
    intentions: inout [Intention]
  ) {
    switch event {
    case .process(.referendum(let id), .started):
      callToVote(on: id, contract, &intentions)
    case .process(.referendum(let id), .denied):
      stay(ifDenied: id, contract)
    case .process(.plant(let id), .crowdfunding):
      callToFund(id, contract, &intentions)
    case .process(.plant(let id), .building):
      pay(for: id, contract)
    case .retract(let id, let address, let amount):
      refund(amount, of: id, to: address)
    case .membership(let address, let step):
      note(step, of: address, at: contract.time, &intentions)
    case .transfer(let giver?, let receiver, _, _):
      note(actOf: giver, at: contract.time)
      note(actOf: receiver, at: contract.time)
    case .process, .ballot, .offer, .change, .transfer, .invalid: break
    }
  }

  /// The calls by which a member does what it meant to do, decided now; none when it thinks better
  /// of it.
  ///
  /// - Complexity: O(*p*) for *p* plants in funding or being built, O(*n*) for proposals and
  ///   departures among *n* members.
  public mutating func calls(
    for intention: Intention, contract: borrowing QuotaContract, situation: CommunitySituation,
    into calls: inout [ContractCall]
  ) {
    guard participants.indices.contains(intention.member) else { return }
    let count = calls.count
    switch intention.act {
    case .apply: apply(intention, contract, situation, &calls)
    case .vote(let id): vote(on: id, intention, contract, situation, &calls)
    case .bid(let id): bid(for: id, intention, contract, situation, &calls)
    case .topUp(let id): topUp(id, intention, contract, situation, &calls)
    case .changeBid(let id): changeBid(for: id, intention, contract, situation, &calls)
    case .propose: propose(intention, contract, situation, &calls)
    case .leave: leave(intention, contract, situation, &calls)
    case .move: move(intention, contract, situation, &calls)
    }
    if calls.count > count { states[intention.member].lastAct = intention.time }
  }

  /// The call that a member makes and signs alone.
  func call(_ operation: ContractOperation, for intention: Intention) -> ContractCall {
    ContractCall(
      time: intention.time, caller: participants[intention.member].address, operation: operation)
  }
}
