import Contracts
import Quantities

extension ContractHistoryGenerator {
  /// What somebody asks, before the time and the signatures.
  struct Planned {
    var caller: MemberAddress
    var operation: ContractOperation

    init(_ caller: MemberAddress, _ operation: ContractOperation) {
      self.caller = caller
      self.operation = operation
    }
  }

  /// A call that is likely to be accepted.
  mutating func plausibleCall(_ state: ContractState, time: Int64) -> Planned {
    guard !state.members.isEmpty else { return applicant() }
    let member = pick(state.members)
    switch random.next() % 100 {
    case ..<22: return dueResult(state, member, time: time) ?? ballot(state, member, time: time)
    case ..<52: return ballot(state, member, time: time)
    case ..<72: return money(state, member, time: time)
    case ..<80: return trade(state, member)
    case ..<86: return Planned(member.address, .powerUp(proposal(state, member)))
    case ..<92: return applicant()
    case ..<95: return Planned(member.address, profile(member))
    case ..<98: return request(state, member)
    default: return question(state, member)
    }
  }

  private mutating func applicant() -> Planned {
    let utility = chance(60) ? Self.utilities[0] : pick(Self.utilities)
    let address = chance(95) ? pick(Self.addresses) : pick(Self.outsiders)
    return Planned(address, .admission(fullName: chance(96) ? "Name" : "", utility: utility))
  }

  /// The result of something that is over and was not asked for.
  private mutating func dueResult(
    _ state: ContractState, _ member: ContractMember, time: Int64
  ) -> Planned? {
    var due = state.referendums.filter { !$0.hasResult && $0.end < time }
      .map { resultCall(of: $0) }
    for plant in state.plants where plant.status == .funding || plant.status == .building {
      let moment = plant.status == .funding ? plant.crowdfunding.end : plant.deadline
      if moment < time { due.append(.powerUpResult(.plant(plant.id))) }
    }
    return due.isEmpty ? nil : Planned(member.address, pick(due))
  }

  private func resultCall(of referendum: Referendum) -> ContractOperation {
    switch referendum.subject {
    case .admission: .admissionResult(referendum.id)
    case .newPlant: .powerUpResult(.referendum(referendum.id))
    default: .changeResult(referendum.id)
    }
  }

  private mutating func ballot(
    _ state: ContractState, _ member: ContractMember, time: Int64
  ) -> Planned {
    let open = state.referendums.filter { $0.isOpen(at: time) }
    guard !open.isEmpty else { return Planned(member.address, .powerUp(proposal(state, member))) }
    let referendum = pick(open)
    let voters = state.members.filter {
      referendum.hasElector($0) && referendum.answer(of: $0) == nil
    }
    let voter = voters.isEmpty || chance(4) ? member : pick(voters)
    // Removals are approved less often, so that something is left.
    let yes = if case .deleteMember = referendum.subject { 55 } else { 88 }
    return Planned(voter.address, .vote(referendum.id, answer: chance(yes)))
  }

  /// A bid or a change of one.
  private mutating func money(
    _ state: ContractState, _ member: ContractMember, time: Int64
  ) -> Planned {
    let open = state.plants.filter { $0.status == .funding && $0.crowdfunding.end >= time }
    guard !open.isEmpty else { return ballot(state, member, time: time) }
    let plant = pick(open)
    let neighbours = state.members.filter { $0.utility == plant.utility }
    let bidder = neighbours.isEmpty || chance(4) ? member : pick(neighbours)
    let floor = min(state.rules.minimumOffer, max(plant.remaining, 1))
    if chance(18), !plant.crowdfunding.bids.isEmpty {
      let bid = pick(plant.crowdfunding.bids)
      let room = plant.remaining + bid.amount
      let amounts = [
        0, floor, room, room / 2, bid.amount, floor - 1, room < .max ? room + 1 : room,
      ]
      return Planned(bid.address, .changeBid(plant.id, amount: pick(amounts)))
    }
    let limit = max(plant.remaining, floor)
    let amounts = [
      plant.remaining, plant.remaining / 2, floor, amount(in: floor...limit),
      chance(15) ? floor - 1 : floor,
      chance(15) && plant.remaining < .max ? plant.remaining + 1 : plant.remaining,
    ]
    return Planned(bidder.address, .bid(plant.id, amount: pick(amounts)))
  }

  private mutating func trade(_ state: ContractState, _ member: ContractMember) -> Planned {
    let neighbours = state.members.filter {
      $0.utility == member.utility && $0.sequence != member.sequence
    }
    let other = neighbours.isEmpty || chance(5) ? pick(state.members) : pick(neighbours)
    let quota = chance(30) ? member.quota.watts : amount(in: 0...member.quota.watts)
    let tokens = chance(30) ? other.tokens.milliSEB : amount(in: 0...other.tokens.milliSEB)
    let more: Int64 = chance(5) && quota < .max ? 1 : 0
    return Planned(
      member.address,
      .trade(
        to: other.address, quota: Quota(watts: quota + more),
        tokens: Tokens(milliSEB: chance(20) ? 0 : tokens)))
  }

  mutating func proposal(_ state: ContractState, _ member: ContractMember) -> PlantProposal {
    let rules = state.rules
    let limit = rules.maximumPlantCapacity.watts
    return PlantProposal(
      capacity: Quota(watts: chance(90) ? amount(in: 1...min(limit, 5000)) : pick([limit, 1])),
      cost: chance(90) ? amount(in: 1...2000) : pick([1, 100, .max]),
      utility: chance(85) ? member.utility : pick(Self.utilities),
      timeToMarket: chance(95)
        ? rules.minimumTimeToMarket + amount(in: 0...20) : pick([.max, rules.minimumTimeToMarket]))
  }

  private mutating func profile(_ member: ContractMember) -> ContractOperation {
    chance(50)
      ? .changeProfile(member.address, .fullName, value: chance(95) ? "New name" : "")
      : .changeProfile(member.address, .utility, value: pick(Self.utilities).text)
  }

  /// A change that needs a vote.
  private mutating func request(_ state: ContractState, _ member: ContractMember) -> Planned {
    let target = pick(state.members)
    let plants = state.plants.filter { $0.status != .deleted }
    guard !plants.isEmpty, chance(60) else {
      guard chance(60) else { return Planned(member.address, .deleteMember(target.address)) }
      let isQuota = chance(50)
      let value = isQuota ? target.quota.watts : target.tokens.milliSEB
      return Planned(
        member.address,
        .changeRegister(
          target.address, isQuota ? .quota : .tokens,
          value: chance(80) ? amount(in: 0...value) : value < .max - 5 ? value + 5 : value))
    }
    let plant = pick(plants)
    switch random.next() % 4 {
    case 0: return Planned(member.address, .changeUtility(plant.id, pick(Self.utilities)))
    case 1: return Planned(member.address, .deletePlant(plant.id))
    default:
      let young = plants.filter { $0.status == .funding || $0.status == .building }
      let seconds = state.rules.minimumTimeToMarket + amount(in: 0...40)
      return Planned(
        member.address,
        .changeTimeToMarket((young.isEmpty ? plant : pick(young)).id, seconds: seconds))
    }
  }

  private mutating func question(_ state: ContractState, _ member: ContractMember) -> Planned {
    let subjects: [SummarySubject] = [
      .member(pick(state.members).address), .group, .plant(PlantID(amount(in: 1...5))),
      .referendum(ReferendumID(amount(in: 1...5))),
    ]
    let options: [SummaryOption] = [.brief, .detailed, .field("quota"), .field("status")]
    return Planned(
      member.address,
      pick([.listMembers, .listPlants, .summary(pick(subjects), pick(options))]))
  }
}
