public import Quantities

/// An operation of the contract with its arguments.
public enum ContractOperation: Hashable, Sendable {
  // MARK: Membership

  /// The caller asks to become a member; the first one ever becomes it at once.
  case admission(fullName: String, utility: UtilityName)
  /// Resolves the referendum of an admission.
  case admissionResult(ReferendumID)

  // MARK: Referendums

  /// The caller casts a ballot.
  case vote(ReferendumID, answer: Bool)
  /// Resolves the referendum of a change and carries it out.
  case changeResult(ReferendumID)

  // MARK: Plants

  /// The caller proposes a plant.
  case powerUp(PlantProposal)
  /// Carries out the step of a plant's life that is due.
  case powerUpResult(PowerUpSubject)
  /// The caller adds money to its bid for a plant, in whole units of the currency.
  case bid(PlantID, amount: Int64)
  /// The caller replaces its bid; 0 withdraws it.
  case changeBid(PlantID, amount: Int64)

  // MARK: Changes

  /// The caller changes what it is called or where it is connected.
  case changeProfile(MemberAddress, ProfileField, value: String)
  /// Asks for a referendum that sets a register.
  case changeRegister(MemberAddress, RegisterField, value: Int64)
  /// Asks for a referendum that removes a member.
  case deleteMember(MemberAddress)
  /// Asks for a referendum that renames the distribution company of a plant.
  case changeUtility(PlantID, UtilityName)
  /// Asks for a referendum that sets the time to market of a plant, in seconds.
  case changeTimeToMarket(PlantID, seconds: Int64)
  /// Asks for a referendum that removes a plant.
  case deletePlant(PlantID)

  // MARK: Registers

  /// The caller gives quota to a member, who pays with tokens.
  ///
  /// Without tokens it is a donation of quota; without quota it is a donation of tokens to the
  /// caller.
  case trade(to: MemberAddress, quota: Quota, tokens: Tokens)

  // MARK: Answers without effect

  /// Tells about a member, a plant, a referendum or the group.
  case summary(SummarySubject, SummaryOption)
  /// Lists the members in the order of admission.
  case listMembers
  /// Lists the plants in the order of registration, without the deleted ones.
  case listPlants

  /// An operation that the contract does not have, or one with wrong arguments, as a reader of
  /// untyped calls may meet it.
  case unrecognized(name: String)

  /// The name of the operation in the journal.
  public var name: String {
    switch self {
    case .admission: "admission"
    case .admissionResult: "admissionResult"
    case .vote: "vote"
    case .changeResult: "changeResult"
    case .powerUp: "powerUp"
    case .powerUpResult: "powerUpResult"
    case .bid: "bid"
    case .changeBid: "changeBid"
    case .changeProfile: "changeProfile"
    case .changeRegister: "changeRegister"
    case .deleteMember: "deleteMember"
    case .changeUtility: "changeUtility"
    case .changeTimeToMarket: "changeTimeToMarket"
    case .deletePlant: "deletePlant"
    case .trade: "trade"
    case .summary: "summary"
    case .listMembers: "listMembers"
    case .listPlants: "listPlants"
    case .unrecognized(let name): name
    }
  }

  /// The names of all operations that the contract has.
  public static let names = [
    "admission", "admissionResult", "vote", "changeResult", "powerUp", "powerUpResult", "bid",
    "changeBid", "changeProfile", "changeRegister", "deleteMember", "changeUtility",
    "changeTimeToMarket", "deletePlant", "trade", "summary", "listMembers", "listPlants",
  ]
}

/// A plant that somebody proposes.
public struct PlantProposal: Hashable, Sendable {
  /// The capacity.
  public var capacity: Quota
  /// What it costs, in whole units of the currency: the target of its crowdfunding.
  public var cost: Int64
  /// The distribution company that it is to be connected to.
  public var utility: UtilityName
  /// The time from the end of the crowdfunding to operation, in seconds.
  public var timeToMarket: Int64

  /// Creates a proposal.
  public init(capacity: Quota, cost: Int64, utility: UtilityName, timeToMarket: Int64) {
    self.capacity = capacity
    self.cost = cost
    self.utility = utility
    self.timeToMarket = timeToMarket
  }
}

/// What the step of a plant's life is asked of: its referendum first, then the plant.
public enum PowerUpSubject: Hashable, Sendable {
  /// The referendum on the proposal.
  case referendum(ReferendumID)
  /// The plant that came of it.
  case plant(PlantID)
}

/// What a member may change about itself.
public enum ProfileField: String, CaseIterable, Hashable, Sendable {
  /// The full name.
  case fullName
  /// The distribution company.
  case utility
  /// Something that a profile does not have.
  case unrecognized
}

/// A register that a referendum may set.
public enum RegisterField: String, CaseIterable, Hashable, Sendable {
  /// The quota, in watts.
  case quota
  /// The tokens, in thousandths.
  case tokens
  /// Something that is no register.
  case unrecognized
}

/// What a summary is about.
public enum SummarySubject: Hashable, Sendable {
  /// A member; needs the caller's signature and membership.
  case member(MemberAddress)
  /// A plant and its crowdfunding.
  case plant(PlantID)
  /// A referendum.
  case referendum(ReferendumID)
  /// The group as a whole.
  case group
}

/// How much a summary tells.
public enum SummaryOption: Hashable, Sendable {
  /// What matters most.
  case brief
  /// The same, and the bids.
  case detailed
  /// One field by name.
  case field(String)
}
