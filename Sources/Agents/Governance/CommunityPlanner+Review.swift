public import Contracts
import RandomStreams

extension CommunityPlanner {
  /// What members mean to do when they think about it, which is once in a calendar month.
  ///
  /// - Parameters:
  ///   - month: The number of the month from the start of the run.
  ///   - time: The present, in seconds.
  ///   - nextTime: The time of the next review.
  ///   - contract: The contract as it is.
  ///   - situation: What members know.
  ///   - intentions: Receives the intentions.
  /// - Complexity: O(*n* + *p*) for *n* members and *p* plants.
  public mutating func review(
    month: Int, at time: Int64, until nextTime: Int64, contract: borrowing QuotaContract,
    situation: CommunitySituation, intentions: inout [Intention]
  ) {
    findMembers(contract, situation)
    findActivePlants(contract)
    if contract.state.members.isEmpty { found(at: time, &intentions) }
    let insideCount = isInside.count { $0 }
    let memberShare = Double(insideCount) / Double(max(possibleMemberCount, insideCount, 1))
    let moment = Moment(
      ordinal: UInt64(bitPattern: Int64(month)), time: time, end: max(time, nextTime))
    for member in participants.indices {
      saveMoney(member)
      if states[member].lastAct == .min { states[member].lastAct = time }
      if isInside[member] {
        considerShock(member, moment, contract, &intentions)
        considerProposal(member, moment, &intentions)
        considerDeparture(member, moment, &intentions)
      } else {
        considerApplication(member, memberShare, moment, &intentions)
      }
    }
  }

  /// A month: its number for the draws, and its first and last second.
  struct Moment {
    let ordinal: UInt64
    let time: Int64
    let end: Int64

    /// A second in it.
    func time(_ draw: Double) -> Int64 { ActTiming.uniform.time(draw, from: time, through: end) }
  }

  /// Finds out who is in the contract and what the members of each area need.
  private mutating func findMembers(
    _ contract: borrowing QuotaContract, _ situation: CommunitySituation
  ) {
    for member in isInside.indices { isInside[member] = false }
    needs.removeAll(keepingCapacity: true)
    for index in 0..<contract.state.members.count {
      let sequence = contract.state.members[index].sequence
      guard let member = place(sequence: sequence, contract.state.members[index].address) else {
        continue
      }
      isInside[member] = true
      let load = consumption(of: member, in: situation)
      needs[contract.state.members[index].utility, default: AreaNeed(load: 0, memberCount: 0)]
        .add(load)
    }
  }

  private mutating func findActivePlants(_ contract: borrowing QuotaContract) {
    activePlants.removeAll(keepingCapacity: true)
    for place in contract.state.plants.indices {
      switch contract.state.plants[place].status {
      case .funding, .building: activePlants.append(place)
      case .operating, .failed, .deleted: break
      }
    }
  }

  /// The founder of an empty contract is who is said to be, otherwise the first member.
  private func found(at time: Int64, _ intentions: inout [Intention]) {
    var founders = participants.indices.filter { participants[$0].policies.admission.isFounder }
    if founders.isEmpty { founders = Array(participants.indices.prefix(1)) }
    for founder in founders {
      intentions.append(Intention(time: time, member: founder, act: .apply))
    }
  }

  private mutating func saveMoney(_ member: Int) {
    let policy = participants[member].policies.funding
    guard states[member].budget < policy.budgetCap else { return }
    states[member].budget = min(
      policy.budgetCap, states[member].budget + policy.yearlyBudget / 12)
  }

  private func considerApplication(
    _ member: Int, _ memberShare: Double, _ moment: Moment, _ intentions: inout [Intention]
  ) {
    let policy = participants[member].policies.admission
    guard policy.rate > 0, !states[member].hasApplied, !states[member].waits else { return }
    var draws = streams[member].admission.draws(at: moment.ordinal)
    let probability = monthlyProbability(ofYearlyRate: policy.rate(memberShare: memberShare))
    guard draws.bernoulli(probability: probability) else { return }
    intentions.append(
      Intention(time: moment.time(draws.uniform()), member: member, act: .apply))
  }

  private func considerProposal(
    _ member: Int, _ moment: Moment, _ intentions: inout [Intention]
  ) {
    guard states[member].departure == nil else { return }
    var draws = streams[member].proposal.draws(at: moment.ordinal)
    guard draws.bernoulli(probability: probabilities[member].proposal) else { return }
    intentions.append(
      Intention(time: moment.time(draws.uniform()), member: member, act: .propose))
  }

  /// A shock takes a part of the budget, and of the live bids at some time in the month.
  private mutating func considerShock(
    _ member: Int, _ moment: Moment, _ contract: borrowing QuotaContract,
    _ intentions: inout [Intention]
  ) {
    var draws = streams[member].shock.draws(at: moment.ordinal)
    guard draws.bernoulli(probability: probabilities[member].shock) else { return }
    states[member].budget *= 1 - participants[member].policies.bidChange.shockShare
    states[member].shockedBids = 0
    let time = moment.time(draws.uniform())
    guard let sequence = contractMember(member, contract)?.sequence else {
      return
    }
    for plant in activePlants where contract.state.plants[plant].status == .funding {
      guard contract.state.plants[plant].crowdfunding.bid(of: sequence) > 0 else { continue }
      states[member].shockedBids += 1
      let id = contract.state.plants[plant].id
      intentions.append(Intention(time: time, member: member, act: .changeBid(id)))
    }
  }
}

extension AreaNeed {
  /// Counts a member in.
  mutating func add(_ consumption: Double) {
    load += consumption
    memberCount += 1
  }
}
