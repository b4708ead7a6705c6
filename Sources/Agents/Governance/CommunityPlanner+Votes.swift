import Contracts
import Quantities
import RandomStreams

extension CommunityPlanner {
  /// Lets each elector of a referendum decide whether and when to vote.
  mutating func callToVote(
    on id: ReferendumID, _ contract: borrowing QuotaContract, _ intentions: inout [Intention]
  ) {
    guard let referendum = place(of: id, contract) else { return }
    let end = contract.state.referendums[referendum].end
    let start = min(contract.time, end)
    let ordinal = UInt64(bitPattern: id.number)
    let count = contract.state.members.count
    intentions.reserveCapacity(intentions.count + count)
    for index in 0..<count {
      let sequence = contract.state.members[index].sequence
      guard let member = place(sequence: sequence, contract.state.members[index].address) else {
        continue
      }
      var draws = streams[member].turnout.draws(at: ordinal)
      guard draws.uniform() < participants[member].policies.voting.turnout else { continue }
      let timing = participants[member].policies.voting.timing
      intentions.append(
        Intention(
          time: timing.time(draws.uniform(), from: start, through: end), member: member,
          act: .vote(id)))
    }
  }

  /// Casts a ballot, if the member still may.
  mutating func vote(
    on id: ReferendumID, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation, _ calls: inout [ContractCall]
  ) {
    guard let index = place(of: id, contract),
      let voter = contractMember(intention.member, contract),
      contract.state.referendums[index].isOpen(at: intention.time),
      contract.state.referendums[index].hasElector(voter),
      contract.state.referendums[index].answer(of: voter) == nil
    else { return }
    let answer = answer(
      of: voter, intention, to: id, contract.state.referendums[index].subject, contract, situation)
    calls.append(call(.vote(id, answer: answer), for: intention))
  }

  private func answer(
    of voter: ContractMember, _ intention: Intention, to id: ReferendumID,
    _ subject: ReferendumSubject, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation
  ) -> Bool {
    let policy = participants[intention.member].policies.voting
    var draws = streams[intention.member].ballot.draws(at: UInt64(bitPattern: id.number))
    let draw = draws.uniform()
    switch subject {
    case .admission:
      return draw < policy.admissionApproval
    case .newPlant(let proposal):
      if situation.unhostableProposals.contains(id), draws.uniform() < policy.hostingHeed {
        return false
      }
      return approves(proposal, id, voter, intention.member, situation) || draw < policy.solidarity
    case .register(let identity, let field, let value):
      return identity.sequence == voter.sequence
        || hasReason(toSet: field, of: identity, to: value, intention, contract, situation)
        || draw < policy.registerApproval
    case .deleteMember(let identity):
      if identity.sequence == voter.sequence || isInactive(identity, intention) { return true }
      let hasAsked = knownPlace(identity).map { states[$0].hasAskedToLeave } ?? false
      return draw < (hasAsked ? policy.ownRemovalApproval : policy.removalApproval)
    case .timeToMarket(let plant, let seconds):
      guard let place = place(of: plant, contract),
        contract.state.plants[place].crowdfunding.bid(of: voter.sequence) > 0
      else { return true }
      let delay = sum(seconds, -contract.state.plants[place].timeToMarket)
      return Double(delay) <= policy.delayTolerance
    case .deletePlant:
      return draw < policy.plantRemovalApproval
    case .utility:
      return draw < policy.utilityApproval
    }
  }

  /// Whether a plant promises a voter of its area enough.
  private func approves(
    _ proposal: PlantProposal, _ id: ReferendumID, _ voter: ContractMember, _ member: Int,
    _ situation: CommunitySituation
  ) -> Bool {
    guard proposal.utility == voter.utility else { return false }
    let cost = Self.costPerKilowatt(proposal.cost, proposal.capacity.watts)
    return participants[member].policies.voting.isWorthwhile(
      value: perceivedValue(to: member, of: id, in: situation),
      tokenValue: FundingPolicy.tokenValue(cost: cost, quotaPrice: situation.quotaPrice),
      cost: cost)
  }

  /// Whether a register is that of an inactive member and falls, or unallocated quota goes to a
  /// member that needs it.
  private func hasReason(
    toSet field: RegisterField, of identity: MemberIdentity, to value: Int64,
    _ intention: Intention, _ contract: borrowing QuotaContract, _ situation: CommunitySituation
  ) -> Bool {
    guard let subject = contract.state.member(sequence: identity.sequence) else { return false }
    let present = field == .quota ? subject.quota.watts : subject.tokens.milliSEB
    if value < present { return isInactive(identity, intention) }
    guard field == .quota, value > present, let member = knownPlace(identity),
      let area = contract.state.area(of: subject.utility),
      value - present <= area.unallocatedQuota.watts
    else { return false }
    let wanted =
      participants[member].policies.funding.coverage * consumption(of: member, in: situation)
    let credits = Double(present) / 1000 * situation.plantYield
    return credits < participants[intention.member].policies.voting.underSupply * wanted
  }

  /// Whether a member has done nothing for long.
  private func isInactive(_ identity: MemberIdentity, _ intention: Intention) -> Bool {
    guard let subject = knownPlace(identity), states[subject].lastAct > .min else {
      return false
    }
    let policy = participants[intention.member].policies.voting
    let idle = Double(intention.time) - Double(states[subject].lastAct)
    return idle >= policy.inactivity * secondsPerYear
  }
}
