import Quantities

extension QuotaContract {
  /// Adds to a member's bid for a plant. No money moves: payment is not the contract's.
  mutating func bid(
    _ caller: Int, _ id: PlantID, _ amount: Int64, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownPlant) }
    guard state.plants[index].utility == state.members[caller].utility else {
      throw .error(.utilityMismatch)
    }
    let remaining = state.plants[index].remaining
    guard amount > 0, amount >= min(state.rules.minimumOffer, remaining) else {
      throw .error(.bidTooSmall)
    }
    try requireOpenCrowdfunding(index)
    guard amount <= remaining else { throw .error(.bidExceedsRemaining) }
    let (sequence, address) = (state.members[caller].sequence, state.members[caller].address)
    let former = state.plants[index].crowdfunding.bid(of: sequence)
    state.plants[index].crowdfunding.setBid(former + amount, of: sequence, address)
    events.append(.offer(id, address, amount: amount))
    return .boolean(true)
  }

  /// Replaces a member's bid for a plant; 0 withdraws it.
  mutating func changeBid(
    _ caller: Int, _ id: PlantID, _ amount: Int64, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownPlant) }
    try requireOpenCrowdfunding(index)
    let (sequence, address) = (state.members[caller].sequence, state.members[caller].address)
    let former = state.plants[index].crowdfunding.bid(of: sequence)
    guard former > 0 else { throw .error(.noBid) }
    let room = state.plants[index].remaining + former
    guard amount == 0 || amount >= min(state.rules.minimumOffer, room) else {
      throw .error(.bidTooSmall)
    }
    guard amount <= room else { throw .error(.bidExceedsRemaining) }
    state.plants[index].crowdfunding.setBid(amount, of: sequence, address)
    if amount == 0 { events.append(.retract(id, address, amount: -former)) }
    events.append(.change(.bid(id, address)))
    return .boolean(true)
  }

  private func requireOpenCrowdfunding(_ plant: Int) throws(Refusal) {
    guard time <= state.plants[plant].crowdfunding.end, !state.plants[plant].crowdfunding.hasResult
    else { throw .error(.crowdfundingClosed) }
  }
}
