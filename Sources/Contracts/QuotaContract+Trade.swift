import Quantities

extension QuotaContract {
  /// Moves quota from the caller to a member and tokens from the member to the caller.
  mutating func trade(
    from caller: Int, to address: MemberAddress, quota: Quota, tokens: Tokens,
    witnesses: Set<MemberAddress>, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let counterparty = state.memberIndices[address] else {
      throw .error(.counterpartyNotMember)
    }
    guard counterparty != caller else { throw .error(.selfTrade) }
    let (giver, payer) = (state.members[caller], state.members[counterparty])
    guard giver.utility == payer.utility else { throw .error(.utilityMismatch) }
    guard quota >= .zero, tokens >= .zero else { throw .error(.negativeAmount) }
    guard quota > .zero || tokens > .zero else { throw .error(.emptyTrade) }
    guard tokens == .zero || witnesses.contains(address) else { throw .error(.missingConsent) }
    guard giver.quota >= quota else { throw .error(.insufficientQuota) }
    guard payer.tokens >= tokens else { throw .error(.insufficientTokens) }

    // The sums of all registers fit in 64 bits, so those of two members do.
    state.members[caller].quota = giver.quota - quota
    state.members[caller].tokens = giver.tokens + tokens
    state.members[counterparty].quota = payer.quota + quota
    state.members[counterparty].tokens = payer.tokens - tokens
    events.append(.transfer(from: giver.address, to: address, quota: quota, tokens: tokens))
    return .boolean(true)
  }
}
