import Quantities

extension QuotaContract {
  /// Moves quota from the caller to a member and tokens from the member to the caller.
  mutating func trade(
    from caller: Int, to address: MemberAddress, quota: Quota, tokens: Tokens,
    call: ContractCall, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let counterparty = state.memberIndices[address] else {
      throw .error(.counterpartyNotMember)
    }
    guard counterparty != caller else { throw .error(.selfTrade) }
    guard state.members[caller].utility == state.members[counterparty].utility else {
      throw .error(.utilityMismatch)
    }
    guard quota >= .zero, tokens >= .zero else { throw .error(.negativeAmount) }
    guard quota > .zero || tokens > .zero else { throw .error(.emptyTrade) }
    guard tokens == .zero || call.isSigned(by: address) else { throw .error(.missingConsent) }
    guard state.members[caller].quota >= quota else { throw .error(.insufficientQuota) }
    guard state.members[counterparty].tokens >= tokens else { throw .error(.insufficientTokens) }

    // The sums of all registers fit in 64 bits, so those of two members do.
    state.members[caller].quota -= quota
    state.members[caller].tokens += tokens
    state.members[counterparty].quota += quota
    state.members[counterparty].tokens -= tokens
    events.append(.transfer(from: call.caller, to: address, quota: quota, tokens: tokens))
    return .boolean(true)
  }
}
