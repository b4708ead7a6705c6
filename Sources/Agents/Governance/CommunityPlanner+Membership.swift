import Contracts
import RandomStreams

extension CommunityPlanner {
  /// Remembers a step of somebody's membership; who was refused or has left may apply again.
  mutating func note(
    _ step: MembershipStep, of address: MemberAddress, at time: Int64,
    _ intentions: inout [Intention]
  ) {
    guard let member = indices[address] else { return }
    switch step {
    case .requested: states[member].hasApplied = true
    case .admitted:
      states[member].hasApplied = false
      states[member].waits = false
      states[member].lastAct = time
    case .refused:
      states[member].hasApplied = false
      let probability = participants[member].policies.admission.reapplicationProbability
      reconsider(member, probability, at: time, &intentions)
    case .left:
      states[member].departure = nil
      states[member].hasAskedToLeave = false
      let probability = participants[member].policies.admission.returnProbability
      states[member].waits = !drawReadmission(of: member, probability)
    }
  }

  /// Decides whether to apply again, and means to when the delay is over.
  private mutating func reconsider(
    _ member: Int, _ probability: Double, at time: Int64, _ intentions: inout [Intention]
  ) {
    states[member].waits = true
    guard drawReadmission(of: member, probability) else { return }
    let delay = whole(participants[member].policies.admission.reapplicationDelay)
    intentions.append(Intention(time: sum(time, delay), member: member, act: .apply))
  }

  private mutating func drawReadmission(of member: Int, _ probability: Double) -> Bool {
    var draws = streams[member].readmission.draws(at: states[member].rejections)
    states[member].rejections += 1
    return draws.bernoulli(probability: probability)
  }

  /// Asks for admission when it is worth it; a founder always does.
  mutating func apply(
    _ intention: Intention, _ contract: borrowing QuotaContract, _ situation: CommunitySituation,
    _ calls: inout [ContractCall]
  ) {
    let member = intention.member
    let participant = participants[member]
    guard contractMember(member, contract) == nil, !states[member].hasApplied else {
      return
    }
    let admission = participant.policies.admission
    guard
      contract.state.members.isEmpty || admission.isFounder
        || admission.isWorthApplying(
          consumption: consumption(of: member, in: situation),
          creditValue: self.situation(of: member, in: situation).creditValue)
    else {
      // It goes on thinking about it month by month.
      states[member].waits = false
      return
    }
    calls.append(
      call(
        .admission(fullName: participant.fullName, utility: participant.utility), for: intention))
  }
}
