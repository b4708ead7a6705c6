import Contracts
import Quantities
import RandomStreams

extension CommunityPlanner {
  /// Lets each member of a plant's area decide when to bid and whether to look again at the end.
  mutating func callToFund(
    _ id: PlantID, _ contract: borrowing QuotaContract, _ intentions: inout [Intention]
  ) {
    guard let plant = place(of: id, contract) else { return }
    if !activePlants.contains(plant) { activePlants.append(plant) }
    let end = contract.state.plants[plant].crowdfunding.end
    let start = min(contract.time, end)
    let utility = contract.state.plants[plant].utility
    for index in 0..<contract.state.members.count {
      let sequence = contract.state.members[index].sequence
      guard let member = place(sequence: sequence, contract.state.members[index].address),
        contract.state.members[index].utility == utility, states[member].departure == nil
      else { continue }
      let policy = participants[member].policies.funding
      var draws = fundingDraws(of: member, for: id)
      let time = policy.bidTime(draws.timing, from: start, through: end)
      intentions.append(Intention(time: time, member: member, act: .bid(id)))
      if draws.rest.bernoulli(probability: policy.topUpProbability) {
        let lastDays = max(start, sum(end, -whole(policy.topUpWindow)))
        let time = ActTiming.uniform.time(draws.rest.uniform(), from: lastDays, through: end)
        intentions.append(Intention(time: time, member: member, act: .topUp(id)))
      }
      considerSwitch(member, sequence, to: id, at: time, contract, &intentions)
    }
  }

  /// The draws of a member for a plant: when to bid, whether to wait for others, and more.
  private func fundingDraws(
    of member: Int, for id: PlantID
  ) -> (timing: Double, condition: Double, rest: RandomDraws) {
    var draws = streams[member].funding.draws(at: UInt64(bitPattern: id.number))
    let timing = draws.uniform()
    let condition = draws.uniform()
    return (timing, condition, draws)
  }

  /// Means to compare a plant that opens with those that the member has a bid for.
  private func considerSwitch(
    _ member: Int, _ sequence: Int64, to id: PlantID, at time: Int64,
    _ contract: borrowing QuotaContract, _ intentions: inout [Intention]
  ) {
    for plant in activePlants {
      guard contract.state.plants[plant].id != id,
        contract.state.plants[plant].status == .funding,
        contract.state.plants[plant].crowdfunding.bid(of: sequence) > 0
      else { continue }
      var draws = streams[member].bidChange.draws(at: UInt64(bitPattern: id.number))
      let probability = participants[member].policies.bidChange.switchProbability
      guard draws.bernoulli(probability: probability) else { return }
      let other = contract.state.plants[plant].id
      intentions.append(
        Intention(
          time: min(time, contract.state.plants[plant].crowdfunding.end), member: member,
          act: .changeBid(other)))
    }
  }

  /// Bids for a plant, unless the member waits for others.
  mutating func bid(
    for id: PlantID, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation, _ calls: inout [ContractCall]
  ) {
    guard let funder = funder(intention, id, contract, situation), funder.ownBid == 0 else {
      return
    }
    let policy = participants[intention.member].policies.funding
    if fundingDraws(of: intention.member, for: id).condition < policy.conditionalProbability,
      funder.fundedShare < policy.conditionalThreshold
    {
      return
    }
    guard funder.isWorthwhile(policy) else { return }
    let amount = policy.bid(
      want: funder.want, cost: funder.cost, budget: funder.budget, remaining: funder.remaining,
      minimumOffer: contract.state.rules.minimumOffer)
    if amount > 0 { calls.append(call(.bid(id, amount: amount), for: intention)) }
  }

  /// Adds to a bid when the plant is near its target, or bids after waiting for others.
  mutating func topUp(
    _ id: PlantID, _ intention: Intention, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation, _ calls: inout [ContractCall]
  ) {
    guard let funder = funder(intention, id, contract, situation) else { return }
    guard funder.ownBid > 0 else {
      return bid(for: id, intention, contract, situation, &calls)
    }
    let policy = participants[intention.member].policies.funding
    guard funder.fundedShare >= policy.topUpThreshold, funder.isWorthwhile(policy) else { return }
    let more = funder.want * policy.topUpStretch - Double(funder.ownBid) / funder.cost
    let amount = policy.bid(
      want: more, cost: funder.cost, budget: funder.budget, remaining: funder.remaining,
      minimumOffer: contract.state.rules.minimumOffer)
    if amount > 0 { calls.append(call(.bid(id, amount: amount), for: intention)) }
  }

  /// What a member knows of a plant whose crowdfunding is open in its area; `nil` when it can make
  /// no bid.
  func funder(
    _ intention: Intention, _ id: PlantID, _ contract: borrowing QuotaContract,
    _ situation: CommunitySituation
  ) -> PlantFunder? {
    let member = intention.member
    guard let plant = place(of: id, contract), states[member].departure == nil,
      let bidder = contractMember(member, contract),
      contract.state.plants[plant].status == .funding,
      intention.time <= contract.state.plants[plant].crowdfunding.end,
      contract.state.plants[plant].utility == bidder.utility
    else { return nil }
    var credits = Double(bidder.quota.watts) / 1000
    var budget = states[member].budget
    for other in activePlants {
      let amount = contract.state.plants[other].crowdfunding.bid(of: bidder.sequence)
      guard amount > 0 else { continue }
      switch contract.state.plants[other].status {
      case .funding: budget -= Double(amount)
      case .building: break
      case .operating, .failed, .deleted: continue
      }
      guard other != plant else { continue }
      credits +=
        Double(amount)
        / Self.costPerKilowatt(
          contract.state.plants[other].cost, contract.state.plants[other].capacity.watts)
    }
    let total = contract.state.plants[plant].crowdfunding.total
    let target = contract.state.plants[plant].cost
    let cost = Self.costPerKilowatt(target, contract.state.plants[plant].capacity.watts)
    return PlantFunder(
      ownBid: contract.state.plants[plant].crowdfunding.bid(of: bidder.sequence),
      remaining: target - total,
      fundedShare: Double(total) / Double(target),
      budget: budget,
      want: participants[member].policies.funding.want(
        consumption: consumption(of: member, in: situation),
        credits: credits * situation.plantYield, yield: situation.plantYield),
      cost: cost,
      value: perceivedValue(
        to: member, of: contract.state.plants[plant].referendum, in: situation),
      tokenValue: FundingPolicy.tokenValue(cost: cost, quotaPrice: situation.quotaPrice))
  }

  /// Takes what the funders of a plant bid out of their budgets.
  mutating func pay(for id: PlantID, _ contract: borrowing QuotaContract) {
    guard let plant = place(of: id, contract) else { return }
    while paidPlants.count <= plant { paidPlants.append(false) }
    guard !paidPlants[plant] else { return }
    paidPlants[plant] = true
    for index in 0..<contract.state.plants[plant].crowdfunding.bids.count {
      let bid = contract.state.plants[plant].crowdfunding.bids[index]
      guard let member = place(sequence: bid.sequence, bid.address) else { continue }
      states[member].budget -= Double(bid.amount)
    }
  }

  /// Gives a member back what it paid for a plant that is not built.
  ///
  /// A bid that is returned before the plant was built was never taken out of the budget.
  mutating func refund(_ amount: Int64, of id: PlantID, to address: MemberAddress) {
    guard id.number > 0, id.number <= paidPlants.count, paidPlants[Int(id.number) - 1],
      let member = indices[address]
    else { return }
    states[member].budget += -Double(amount)
  }
}

/// What a member knows when it thinks about money for a plant.
struct PlantFunder {
  /// The bid of the member that stands, in whole units of the currency.
  var ownBid: Int64
  /// What is left to fund.
  var remaining: Int64
  /// The share of the cost that is there.
  var fundedShare: Double
  /// The money that no bid binds.
  var budget: Double
  /// The kilowatts wanted, without those of the bid that stands.
  var want: Double
  /// The cost of a kilowatt.
  var cost: Double
  /// The value of a kilowatt to the member.
  var value: Double
  /// The value of a token.
  var tokenValue: Double

  /// What a unit of money brings.
  var gain: Double { (value + tokenValue) / cost }

  func isWorthwhile(_ policy: FundingPolicy) -> Bool {
    policy.isWorthwhile(value: value, tokenValue: tokenValue, cost: cost)
  }
}
