import Quantities

extension QuotaContract {
  /// Opens the referendum on a plant.
  mutating func propose(
    _ proposal: PlantProposal, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard proposal.timeToMarket >= state.rules.minimumTimeToMarket else {
      throw .error(.timeToMarketTooShort)
    }
    let (capacity, overflows) = state.proposedCapacity.addingReportingOverflow(
      proposal.capacity.watts)
    guard proposal.capacity > .zero, proposal.capacity <= state.rules.maximumPlantCapacity,
      !overflows
    else { throw .error(.capacityOutOfRange) }
    guard proposal.cost > 0 else { throw .error(.invalidCost) }
    guard !proposal.utility.text.isEmpty else { throw .error(.invalidProfile) }
    state.proposedCapacity = capacity
    return .referendum(openReferendum(.newPlant(proposal), events: &events))
  }

  /// The first step: registers a plant that was approved and opens its crowdfunding.
  mutating func resolvePlant(
    _ id: ReferendumID, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    let index = try closedReferendum(id)
    guard case .newPlant(let proposal) = state.referendums[index].subject else {
      throw .error(.wrongKind)
    }
    guard !state.referendums[index].hasResult else { throw .noop(.stepCompleted) }
    guard resolve(index) else {
      events.append(.process(.referendum(id), .denied))
      return .boolean(false)
    }
    state.referendums[index].isExecuted = true
    let plant = PowerPlant(
      id: PlantID(Int64(state.plants.count) + 1), referendum: id, proposal, start: time,
      end: saturatingSum(time, state.rules.crowdfundingWindow))
    state.plants.append(plant)
    _ = state.areaIndex(of: proposal.utility)
    events.append(.process(.plant(plant.id), .registered))
    events.append(.process(.plant(plant.id), .crowdfunding))
    return .plant(plant.id)
  }

  /// The second and third step, whichever is due: the end of the crowdfunding, then operation.
  mutating func advancePlant(
    _ id: PlantID, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownPlant) }
    guard state.plants[index].crowdfunding.hasResult else {
      return try endCrowdfunding(index, events: &events)
    }
    guard state.plants[index].crowdfunding.isSuccess else { throw .error(.fundingFailed) }
    guard time > state.plants[index].deadline else { throw .error(.notReady) }
    guard !state.plants[index].hasStarted else { throw .noop(.nothingToDo) }
    start(index, events: &events)
    return .boolean(true)
  }

  private mutating func endCrowdfunding(
    _ index: Int, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard time > state.plants[index].crowdfunding.end else { throw .error(.crowdfundingOpen) }
    let id = state.plants[index].id
    state.plants[index].crowdfunding.hasResult = true
    guard state.plants[index].remaining == 0 else {
      returnBids(ofPlant: index, events: &events)
      state.plants[index].status = .failed
      events.append(.process(.plant(id), .fundingFailed))
      return .boolean(false)
    }
    state.plants[index].crowdfunding.isSuccess = true
    state.plants[index].status = .building
    state.plants[index].funderCount = Int64(state.plants[index].crowdfunding.bids.count)
    events.append(.process(.plant(id), .building))
    return .boolean(true)
  }

  /// Gives all bids for a plant back.
  mutating func returnBids(ofPlant index: Int, events: inout [ContractEvent]) {
    let id = state.plants[index].id
    for bid in state.plants[index].crowdfunding.returnBids() {
      events.append(.retract(id, bid.address, amount: -bid.amount))
    }
  }

  /// Puts a plant into operation: its capacity becomes quota and tokens of its funders, in
  /// proportion to their bids; those of a funder who left go to the area and to the reserve.
  private mutating func start(_ index: Int, events: inout [ContractEvent]) {
    let plant = state.plants[index]
    let area = state.areaIndex(of: plant.utility)
    state.areas[area].operatingCapacity += plant.capacity
    state.issuedTokens += Tokens(milliSEB: plant.capacity.watts)
    let bids = plant.crowdfunding.bids
    let shares = apportion(plant.capacity.watts, by: bids.map(\.amount))
    for (bid, share) in zip(bids, shares) {
      let (quota, tokens) = (Quota(watts: share), Tokens(milliSEB: share))
      guard let member = state.index(ofSequence: bid.sequence) else {
        inherit(quota, in: area, events: &events)
        state.reserveTokens += tokens
        continue
      }
      state.members[member].quota += quota
      state.members[member].tokens += tokens
      events.append(.transfer(from: nil, to: bid.address, quota: quota, tokens: tokens))
    }
    state.plants[index].hasStarted = true
    state.plants[index].status = .operating
    events.append(.process(.plant(plant.id), .operating))
  }

  /// Divides quota that nobody owns any more equally among the members of an area, the remainder
  /// one watt each in the order of admission; without members it is unallocated.
  mutating func inherit(_ quota: Quota, in area: Int, events: inout [ContractEvent]) {
    guard quota > .zero else { return }
    let utility = state.areas[area].utility
    let heirs = state.members.indices.filter { state.members[$0].utility == utility }
    guard !heirs.isEmpty else {
      state.areas[area].unallocatedQuota += quota
      return
    }
    let (each, remainder) = quota.watts.quotientAndRemainder(dividingBy: Int64(heirs.count))
    for (rank, heir) in heirs.enumerated() {
      let share = Quota(watts: each + (rank < remainder ? 1 : 0))
      guard share > .zero else { break }
      state.members[heir].quota += share
      events.append(
        .transfer(from: nil, to: state.members[heir].address, quota: share, tokens: .zero))
    }
  }
}
