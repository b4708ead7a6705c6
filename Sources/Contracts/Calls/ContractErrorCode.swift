/// Why a call is refused.
///
/// The raw values are the names in journals and result files.
public enum ContractErrorCode: String, CaseIterable, Hashable, Sendable {
  // MARK: Every operation
  /// The caller is not a member.
  case notMember
  /// The contract has no such operation.
  case unknownOperation
  /// The caller did not sign.
  case noWitness
  /// The number of arguments is wrong, as a reader of untyped calls may find.
  case badArity

  // MARK: Membership and profiles
  /// The applicant is a member already.
  case alreadyMember
  /// The applicant has an application that is not resolved.
  case admissionPending
  /// A name is empty.
  case invalidProfile
  /// The profile belongs to another member.
  case notOwner
  /// The member cannot leave the area with quota or bids in it.
  case quotaBound

  // MARK: Referendums
  /// There is no such referendum.
  case unknownReferendum
  /// The referendum is of another kind.
  case wrongKind
  /// The ballot is over.
  case ballotClosed
  /// The ballot is not over yet.
  case ballotOpen
  /// The caller was no member when the ballot was opened.
  case notElector
  /// The caller has voted.
  case alreadyVoted
  /// The change cannot be asked for.
  case invalidChange

  // MARK: Plants and crowdfunding
  /// There is no such plant.
  case unknownPlant
  /// The other side is in the area of another utility.
  case utilityMismatch
  /// The time to market is shorter than the contract allows.
  case timeToMarketTooShort
  /// The capacity is not within the limits.
  case capacityOutOfRange
  /// The cost is not positive.
  case invalidCost
  /// The bid is below the least one.
  case bidTooSmall
  /// The bid is above what is left to fund.
  case bidExceedsRemaining
  /// The caller has no bid.
  case noBid
  /// The crowdfunding is over.
  case crowdfundingClosed
  /// The crowdfunding is not over yet.
  case crowdfundingOpen
  /// The crowdfunding failed.
  case fundingFailed
  /// The plant is not due yet.
  case notReady
  /// The date can no longer be moved.
  case deadlinePassed

  // MARK: Trade
  /// The other side is not a member.
  case counterpartyNotMember
  /// The other side is the caller.
  case selfTrade
  /// An amount is negative.
  case negativeAmount
  /// Neither quota nor tokens are given.
  case emptyTrade
  /// The other side would pay tokens but did not sign.
  case missingConsent
  /// The caller has less quota.
  case insufficientQuota
  /// The other side has fewer tokens.
  case insufficientTokens
}
