import Contracts
import Quantities
import RandomStreams

extension CommunityPlanner {
  /// Proposes a plant for the own area when the group needs one and none is on its way.
  mutating func propose(
    _ intention: Intention, _ contract: borrowing QuotaContract, _ situation: CommunitySituation,
    _ calls: inout [ContractCall]
  ) {
    let member = intention.member
    let policy = participants[member].policies.proposal
    let last = states[member].lastProposal
    guard last == .min || Double(intention.time) - Double(last) >= policy.coolDown,
      states[member].departure == nil,
      let proposer = contractMember(member, contract),
      let need = needs[proposer.utility]
    else { return }
    let underway = plantsUnderway(in: proposer.utility, at: intention.time, contract)
    guard underway.count < policy.concurrentPlants else { return }
    let failures = failures(in: proposer.utility, contract)
    guard
      failures.count == 0 || Double(intention.time) - Double(failures.lastEnd) >= policy.rest
    else { return }
    let area = contract.state.area(of: proposer.utility)
    let owned =
      Double(area?.operatingCapacity.watts ?? 0) - Double(area?.unallocatedQuota.watts ?? 0)
    let credits = (owned + underway.capacity) / 1000 * situation.plantYield
    guard
      let capacity = policy.capacity(
        load: need.load, deficit: need.load - credits, yield: situation.plantYield,
        memberCount: need.memberCount, failures: failures.count,
        limit: contract.state.rules.maximumPlantCapacity.watts)
    else { return }
    var draws = streams[member].construction.draws(at: states[member].proposals)
    let extra = draws.exponential(mean: policy.meanTimeToMarket - policy.minimumTimeToMarket)
    let timeToMarket = min(policy.minimumTimeToMarket + extra, 10 * policy.meanTimeToMarket)
    states[member].proposals += 1
    states[member].lastProposal = intention.time
    calls.append(
      call(
        .powerUp(
          PlantProposal(
            capacity: Quota(watts: capacity), cost: policy.cost(capacity: capacity),
            utility: proposer.utility,
            timeToMarket: max(whole(timeToMarket), contract.state.rules.minimumTimeToMarket))),
        for: intention))
  }

  /// The number of the last plants of an area in a row whose crowdfunding failed, and the end of the
  /// last one's.
  private func failures(
    in utility: UtilityName, _ contract: borrowing QuotaContract
  ) -> (count: Int, lastEnd: Int64) {
    var (count, lastEnd) = (0, Int64.min)
    for place in contract.state.plants.indices.reversed()
    where contract.state.plants[place].utility == utility {
      guard contract.state.plants[place].status == .failed else { break }
      count += 1
      lastEnd = max(lastEnd, contract.state.plants[place].crowdfunding.end)
    }
    return (count, lastEnd)
  }

  /// The plants of an area in ballot or funding, and the capacity of those and of the ones being
  /// built, in watts.
  ///
  /// A ballot whose result nobody has asked for in 90 days no longer counts.
  private func plantsUnderway(
    in utility: UtilityName, at time: Int64, _ contract: borrowing QuotaContract
  ) -> (count: Int64, capacity: Double) {
    var (count, capacity) = (Int64(0), 0.0)
    for plant in activePlants where contract.state.plants[plant].utility == utility {
      switch contract.state.plants[plant].status {
      case .funding: count += 1
      case .building: break
      case .operating, .failed, .deleted: continue
      }
      capacity += Double(contract.state.plants[plant].capacity.watts)
    }
    let oldest = sum(time, -90 * 86_400)
    for index in contract.state.referendums.indices.reversed() {
      guard contract.state.referendums[index].end >= oldest else { break }
      guard !contract.state.referendums[index].hasResult,
        case .newPlant(let proposal) = contract.state.referendums[index].subject,
        proposal.utility == utility
      else { continue }
      count += 1
      capacity += Double(proposal.capacity.watts)
    }
    return (count, capacity)
  }
}
