import Contracts
import RandomStreams

extension CommunityPlanner {
  /// Moves a bid to a better plant, or lowers or withdraws it after a shock to the budget.
  mutating func changeBid(
    for id: PlantID, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation, _ calls: inout [ContractCall]
  ) {
    guard let funder = funder(intention, id, contract, situation), funder.ownBid > 0 else {
      return
    }
    let member = intention.member
    if let (better, amount) = betterPlant(than: id, funder, intention, contract, situation) {
      calls.append(call(.changeBid(id, amount: 0), for: intention))
      calls.append(call(.bid(better, amount: amount), for: intention))
      return
    }
    guard states[member].shockedBids > 0 else { return }
    states[member].shockedBids -= 1
    let policy = participants[member].policies.bidChange
    // The draw belongs to the plant; the ordinals of plants that open are used for moving.
    var draws = streams[member].bidChange.draws(at: UInt64(bitPattern: ~id.number))
    let withdraws = draws.bernoulli(probability: policy.withdrawalProbability)
    let minimumOffer = min(
      contract.state.rules.minimumOffer, sum(funder.remaining, funder.ownBid))
    let amount = withdraws ? 0 : policy.loweredBid(funder.ownBid, minimumOffer: minimumOffer)
    guard amount != funder.ownBid else { return }
    calls.append(call(.changeBid(id, amount: amount), for: intention))
  }

  /// The plant that promises most per unit of money, if it is enough better and worth a bid, with
  /// the bid.
  private func betterPlant(
    than id: PlantID, _ funder: PlantFunder, _ intention: Intention,
    _ contract: borrowing QuotaContract, _ situation: CommunitySituation
  ) -> (PlantID, Int64)? {
    let policies = participants[intention.member].policies
    var best: (id: PlantID, amount: Int64)?
    var bestGain = funder.gain * (1 + policies.bidChange.switchMargin)
    for plant in activePlants {
      let other = contract.state.plants[plant].id
      guard other != id, let choice = self.funder(intention, other, contract, situation),
        choice.ownBid == 0, choice.gain > bestGain, choice.isWorthwhile(policies.funding)
      else { continue }
      let amount = policies.funding.bid(
        want: choice.want + Double(funder.ownBid) / funder.cost, cost: choice.cost,
        budget: choice.budget + Double(funder.ownBid), remaining: choice.remaining,
        minimumOffer: contract.state.rules.minimumOffer)
      guard amount > 0 else { continue }
      best = (other, amount)
      bestGain = choice.gain
    }
    return best.map { ($0.id, $0.amount) }
  }
}
