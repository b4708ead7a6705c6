public import Contracts
import Quantities

/// The invariants of the contract that can be told from one call: conservation of quota and tokens,
/// bids, ballots, refusals without effect, results that do not depend on their delay.
///
/// Ballots, electors and the capacity of areas are counted a second time, from the events alone.
public struct ContractInvariants: ContractCheck {
  private var capacity: CapacityBook
  private var ballots = BallotBook()

  public init(start: QuotaContract) { capacity = CapacityBook(start: start.state) }

  public mutating func violation(at moment: ContractMoment) -> String? {
    if let message = refusalViolation(at: moment) { return "I6: \(message)" }
    guard case .value = moment.result else { return nil }
    if let message = capacity.violation(at: moment) { return message }
    if let message = ballots.violation(at: moment) { return "I5: \(message)" }
    if let message = registerViolation(in: moment.after) { return "I3: \(message)" }
    if let message = plantViolation(at: moment) { return message }
    if let message = listViolation(in: moment.after) { return "I9: \(message)" }
    return transferViolation(at: moment).map { "events: \($0)" }
  }

  private func refusalViolation(at moment: ContractMoment) -> String? {
    switch moment.result {
    case .value:
      let isAnswer =
        switch moment.call.operation {
        case .summary, .listMembers, .listPlants: true
        default: false
        }
      if isAnswer {
        return moment.after == moment.before && moment.events.isEmpty
          ? nil : "an answer has an effect"
      }
      guard !moment.events.isEmpty else { return "an effect leaves no trace" }
      return moment.events.contains { $0.name == "invalid" } ? "an effect is called invalid" : nil
    case .error(let code):
      guard moment.after == moment.before else { return "a refused call has an effect" }
      let trace = ContractEvent.invalid(operation: moment.call.operation.name, error: code)
      return moment.events == [trace] ? nil : "a refused call leaves another trace"
    case .noop:
      guard moment.after == moment.before else { return "a call without effect has one" }
      return moment.events.isEmpty ? nil : "a call without effect leaves a trace"
    }
  }

  private func registerViolation(in state: ContractState) -> String? {
    for member in state.members {
      guard member.quota >= .zero, member.tokens >= .zero else {
        return "a register of \(member.address) is negative"
      }
      guard !member.fullName.isEmpty, !member.utility.text.isEmpty else {
        return "a name of \(member.address) is empty"
      }
    }
    guard state.areas.allSatisfy({ $0.unallocatedQuota >= .zero }) else {
      return "unallocated quota is negative"
    }
    return state.reserveTokens >= .zero ? nil : "the reserve is negative"
  }

  private func plantViolation(at moment: ContractMoment) -> String? {
    for (index, plant) in moment.after.plants.enumerated() {
      if let message = bidViolation(of: plant) { return "I4: \(plant.id) \(message)" }
      let isBound = plant.status == .funding || plant.status == .building
      for bid in plant.crowdfunding.bids where isBound {
        let bidder = moment.after.member(sequence: bid.sequence)
        guard bidder == nil || bidder?.utility == plant.utility else {
          return "I8: \(bid.address) funds \(plant.id) in another area"
        }
      }
      guard index < moment.before.plants.count else { continue }
      let former = moment.before.plants[index]
      if former.crowdfunding.end < moment.call.time, former.status == plant.status,
        former.crowdfunding.bids != plant.crowdfunding.bids
      {
        return "I7: bids for \(plant.id) change after their window"
      }
    }
    return nil
  }

  private func bidViolation(of plant: PowerPlant) -> String? {
    let crowdfunding = plant.crowdfunding
    var sum: Int64 = 0
    var lastSequence: Int64 = -1
    for bid in crowdfunding.bids {
      guard bid.amount > 0 else { return "has a bid that is not positive" }
      guard bid.sequence > lastSequence else { return "has bids out of order" }
      lastSequence = bid.sequence
      sum += bid.amount
    }
    guard sum == crowdfunding.total, sum <= plant.cost else { return "has a wrong total" }
    let isFunded = plant.status == .building || plant.status == .operating
    if isFunded, sum != plant.cost || !crowdfunding.isSuccess { return "is built without money" }
    if isFunded, plant.funderCount != Int64(crowdfunding.bids.count) {
      return "counts its funders wrongly"
    }
    if plant.hasStarted, !crowdfunding.isSuccess { return "started without success" }
    if crowdfunding.isSuccess, !crowdfunding.hasResult { return "has success without a result" }
    if plant.status == .failed, sum != 0 || crowdfunding.isSuccess { return "failed with money" }
    if plant.status == .funding, crowdfunding.hasResult { return "is funded after its result" }
    return nil
  }

  private func listViolation(in state: ContractState) -> String? {
    var lastSequence: Int64 = -1
    for member in state.members {
      guard member.sequence > lastSequence else { return "members are out of order" }
      lastSequence = member.sequence
      guard state.member(member.address)?.sequence == member.sequence else {
        return "\(member.address) is found as somebody else"
      }
    }
    for (index, plant) in state.plants.enumerated() where plant.id.number != Int64(index) + 1 {
      return "plants are out of order"
    }
    for (index, referendum) in state.referendums.enumerated()
    where referendum.id.number != Int64(index) + 1 {
      return "referendums are out of order"
    }
    let count = state.plants.count { $0.status != .deleted }
    return state.plantCount == Int64(count) ? nil : "plants are counted wrongly"
  }

  /// Whether the transfers tell all that happened to the registers, where nothing else does.
  private func transferViolation(at moment: ContractMoment) -> String? {
    var deltas: [MemberAddress: (quota: Int64, tokens: Int64)] = [:]
    for event in moment.events {
      switch event {
      case .transfer(let from, let to, let quota, let tokens):
        deltas[to, default: (0, 0)].quota += quota.watts
        if let from {
          deltas[from, default: (0, 0)].quota -= quota.watts
          deltas[from, default: (0, 0)].tokens += tokens.milliSEB
          deltas[to, default: (0, 0)].tokens -= tokens.milliSEB
        } else {
          deltas[to, default: (0, 0)].tokens += tokens.milliSEB
        }
      case .change(.register), .change(.plant): return nil
      default: break
      }
    }
    for member in moment.after.members {
      let former = moment.before.member(sequence: member.sequence)
      let delta = deltas[member.address] ?? (0, 0)
      guard (former?.quota.watts ?? 0) + delta.quota == member.quota.watts,
        (former?.tokens.milliSEB ?? 0) + delta.tokens == member.tokens.milliSEB
      else { return "transfers do not explain the registers of \(member.address)" }
    }
    return nil
  }
}
