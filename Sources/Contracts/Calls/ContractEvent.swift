public import Quantities

/// What a call changed, or that it was refused.
public enum ContractEvent: Hashable, Sendable {
  /// Quota went to a member, and tokens the other way; a distribution comes from nobody and brings
  /// both.
  case transfer(from: MemberAddress?, to: MemberAddress, quota: Quota, tokens: Tokens)
  /// A bid was returned, in whole units of the currency.
  case retract(PlantID, MemberAddress, amount: Int64)
  /// Someone's membership made a step.
  case membership(MemberAddress, MembershipStep)
  /// A referendum or a plant made a step.
  case process(ProcessSubject, ProcessStep)
  /// A member voted; votes are public.
  case ballot(ReferendumID, MemberAddress, answer: Bool)
  /// A member added money to its bid.
  case offer(PlantID, MemberAddress, amount: Int64)
  /// Something was changed.
  case change(ChangeSubject)
  /// A call was refused: the only trace that it leaves.
  case invalid(operation: String, error: ContractErrorCode)

  /// The name of the event in the journal.
  public var name: String {
    switch self {
    case .transfer: "transfer"
    case .retract: "retract"
    case .membership: "membership"
    case .process: "process"
    case .ballot: "ballot"
    case .offer: "offer"
    case .change: "change"
    case .invalid: "invalid"
    }
  }
}

/// A step of somebody's membership.
public enum MembershipStep: UInt8, CaseIterable, Hashable, Sendable {
  case requested, admitted, refused, left
}

/// What a process is about.
public enum ProcessSubject: Hashable, Sendable {
  case referendum(ReferendumID)
  case plant(PlantID)
}

/// A step of a referendum or of a plant's life.
public enum ProcessStep: Hashable, Sendable {
  /// The referendum was opened.
  case started
  /// The plant was registered.
  case registered
  /// The plant's crowdfunding was opened.
  case crowdfunding
  /// The plant is funded and being built.
  case building
  /// The plant operates.
  case operating
  /// The crowdfunding missed its target.
  case fundingFailed
  /// The change was approved.
  case approved
  /// The proposal was refused.
  case denied
  /// The change was approved but can no longer be carried out.
  case notExecutable(NotExecutableReason)
}

/// Why an approved change can no longer be carried out.
public enum NotExecutableReason: UInt8, CaseIterable, Hashable, Sendable {
  /// What it is about has left, was deleted or failed.
  case gone
  /// The reserve does not hold the quota or the tokens.
  case reserveInsufficient
  /// The plant's date is past.
  case deadlinePassed
  /// The last member cannot be removed.
  case lastMember
}

/// What was changed.
public enum ChangeSubject: Hashable, Sendable {
  /// A member's profile.
  case profile(MemberAddress)
  /// A member's bid for a plant.
  case bid(PlantID, MemberAddress)
  /// A member's register.
  case register(MemberAddress)
  /// The distribution company of a plant and of everything else in its area.
  case utility(PlantID)
  /// The time to market of a plant.
  case timeToMarket(PlantID)
  /// A plant, which was removed.
  case plant(PlantID)
}
