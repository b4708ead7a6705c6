import Contracts
import Quantities
import RandomStreams

extension CommunityPlanner {
  /// Decides to leave or to move, which happens when the notice is over.
  mutating func considerDeparture(
    _ member: Int, _ moment: Moment, _ intentions: inout [Intention]
  ) {
    if states[member].departure != nil {
      // What came to nothing is forgotten after half a year.
      guard Double(moment.time) - Double(states[member].departureTime) > 180 * 86_400 else {
        return
      }
      states[member].departure = nil
      states[member].hasAskedToLeave = false
    }
    var draws = streams[member].departure.draws(at: moment.ordinal)
    let leaves = draws.bernoulli(probability: probabilities[member].leaving)
    let moves = draws.bernoulli(probability: probabilities[member].moving)
    guard leaves || moves else { return }
    let notice = whole(participants[member].policies.departure.notice)
    let time = sum(moment.time(draws.uniform()), notice)
    states[member].departure = leaves ? .leaving : .moving
    states[member].departureTime = time
    intentions.append(Intention(time: time, member: member, act: leaves ? .leave : .move))
  }

  /// Stays when the own removal was refused.
  mutating func stay(ifDenied id: ReferendumID, _ contract: borrowing QuotaContract) {
    guard let place = place(of: id, contract),
      case .deleteMember(let identity) = contract.state.referendums[place].subject,
      let member = indices[identity.address]
    else { return }
    states[member].departure = nil
    states[member].hasAskedToLeave = false
  }

  /// Gives away what was not sold and asks for the own removal.
  mutating func leave(
    _ intention: Intention, _ contract: borrowing QuotaContract, _ situation: CommunitySituation,
    _ calls: inout [ContractCall]
  ) {
    guard let member = contractMember(intention.member, contract),
      contract.state.members.count > 1, !states[intention.member].hasAskedToLeave
    else { return }
    withdrawBids(of: member, intention, contract, &calls)
    giveQuota(of: member, intention, contract, situation, &calls)
    askToLeave(member, intention, &calls)
  }

  /// Moves to the area of another utility, or asks for the own removal when quota or bids bind the
  /// member to this one.
  mutating func move(
    _ intention: Intention, _ contract: borrowing QuotaContract, _ situation: CommunitySituation,
    _ calls: inout [ContractCall]
  ) {
    guard let member = contractMember(intention.member, contract),
      !states[intention.member].hasAskedToLeave
    else { return }
    let choices = participants[intention.member].policies.departure.utilities.filter {
      $0 != member.utility
    }
    guard !choices.isEmpty else {
      states[intention.member].departure = nil
      return
    }
    let isBound = withdrawBids(of: member, intention, contract, &calls)
    let isFree = giveQuota(of: member, intention, contract, situation, &calls)
    guard isFree, !isBound else {
      if contract.state.members.count > 1 { askToLeave(member, intention, &calls) }
      return
    }
    var draws = streams[intention.member].departure.draws(
      at: UInt64(bitPattern: ~states[intention.member].departureTime))
    let choice = Int(draws.uniformInteger(below: UInt64(choices.count)))
    calls.append(
      call(
        .changeProfile(member.address, .utility, value: choices[choice].text), for: intention))
    states[intention.member].departure = nil
  }

  private mutating func askToLeave(
    _ member: ContractMember, _ intention: Intention, _ calls: inout [ContractCall]
  ) {
    states[intention.member].hasAskedToLeave = true
    calls.append(call(.deleteMember(member.address), for: intention))
  }

  /// Withdraws the bids that can be.
  ///
  /// - Returns: Whether a bid stands that can no longer be withdrawn.
  @discardableResult
  private func withdrawBids(
    of member: ContractMember, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ calls: inout [ContractCall]
  ) -> Bool {
    var isBound = false
    for plant in activePlants {
      guard contract.state.plants[plant].crowdfunding.bid(of: member.sequence) > 0 else {
        continue
      }
      switch contract.state.plants[plant].status {
      case .funding where intention.time <= contract.state.plants[plant].crowdfunding.end:
        let id = contract.state.plants[plant].id
        calls.append(call(.changeBid(id, amount: 0), for: intention))
      case .funding, .building: isBound = true
      case .operating, .failed, .deleted: break
      }
    }
    return isBound
  }

  /// Gives all quota to the member of the area that lacks most.
  ///
  /// - Returns: Whether no quota is left.
  @discardableResult
  private mutating func giveQuota(
    of member: ContractMember, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation, _ calls: inout [ContractCall]
  ) -> Bool {
    guard member.quota > .zero else { return true }
    guard participants[intention.member].policies.departure.givesQuota else { return false }
    var neediest: (index: Int, lack: Double)?
    for index in 0..<contract.state.members.count {
      guard contract.state.members[index].utility == member.utility,
        contract.state.members[index].sequence != member.sequence,
        let other = place(
          sequence: contract.state.members[index].sequence, contract.state.members[index].address),
        states[other].departure == nil
      else { continue }
      let credits =
        Double(contract.state.members[index].quota.watts) / 1000 * situation.plantYield
      let lack =
        participants[other].policies.funding.coverage * consumption(of: other, in: situation)
        - credits
      if lack > neediest?.lack ?? -.infinity { neediest = (index, lack) }
    }
    guard let neediest else { return false }
    let heir = contract.state.members[neediest.index].address
    calls.append(call(.trade(to: heir, quota: member.quota, tokens: .zero), for: intention))
    return true
  }
}
