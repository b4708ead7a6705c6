import Quantities

extension QuotaContract {
  /// Removes a member: its ballots and bids in open windows go, its quota is divided among the
  /// others of the area, its tokens go to the reserve.
  mutating func remove(
    _ identity: MemberIdentity, events: inout [ContractEvent]
  ) throws(NotExecutable) {
    guard let index = state.index(of: identity) else { throw NotExecutable(.gone) }
    guard state.members.count > 1 else { throw NotExecutable(.lastMember) }
    dropElector(identity.sequence)
    withdrawOpenBids(identity, events: &events)
    let leaver = state.members.remove(at: index)
    state.memberIndices[leaver.address] = nil
    for later in index..<state.members.count {
      state.memberIndices[state.members[later].address] = later
    }
    inherit(leaver.quota, in: state.areaIndex(of: leaver.utility), events: &events)
    state.reserveTokens += leaver.tokens
    events.append(.membership(leaver.address, .left))
  }

  /// Drops an elector from the referendums that are still open, which are the last ones.
  private mutating func dropElector(_ sequence: Int64) {
    for index in state.referendums.indices.reversed() {
      guard state.referendums[index].isOpen(at: time) else { break }
      state.referendums[index].drop(elector: sequence)
    }
  }

  /// Withdraws a member's bids from the crowdfundings that are still open, which are the last ones.
  private mutating func withdrawOpenBids(
    _ identity: MemberIdentity, events: inout [ContractEvent]
  ) {
    let firstOpen =
      state.plants.lastIndex { $0.crowdfunding.end < time }.map { $0 + 1 }
      ?? state.plants.startIndex
    for index in firstOpen..<state.plants.endIndex where state.plants[index].status == .funding {
      let amount = state.plants[index].crowdfunding.bid(of: identity.sequence)
      guard amount > 0 else { continue }
      state.plants[index].crowdfunding.setBid(0, of: identity.sequence, identity.address)
      events.append(.retract(state.plants[index].id, identity.address, amount: -amount))
    }
  }

  /// Removes a plant: its bids are returned, or, when it operates, all quotas of the area shrink
  /// in proportion. Tokens stay.
  mutating func remove(_ id: PlantID, events: inout [ContractEvent]) throws(NotExecutable) {
    guard let index = state.index(of: id) else { throw NotExecutable(.gone) }
    switch state.plants[index].status {
    case .funding, .building: returnBids(ofPlant: index, events: &events)
    case .operating: shrink(by: state.plants[index].capacity, in: state.plants[index].utility)
    case .failed, .deleted: break
    }
    state.plants[index].status = .deleted
    state.deletedPlantCount += 1
    events.append(.change(.plant(id)))
  }

  /// Apportions what remains of an area's capacity by the quotas as they were, the unallocated part
  /// being the last of them.
  private mutating func shrink(by capacity: Quota, in utility: UtilityName) {
    let area = state.areaIndex(of: utility)
    let owners = state.members.indices.filter { state.members[$0].utility == utility }
    let remaining = state.areas[area].operatingCapacity - capacity
    let quotas = apportion(
      remaining.watts,
      by: owners.map { state.members[$0].quota.watts } + [state.areas[area].unallocatedQuota.watts])
    for (owner, quota) in zip(owners, quotas) { state.members[owner].quota = Quota(watts: quota) }
    state.areas[area].unallocatedQuota = Quota(watts: quotas[owners.count])
    state.areas[area].operatingCapacity = remaining
  }
}
