import Quantities

extension ContractState {
  /// What makes this a state that no contract can be in; `nil` when there is nothing.
  ///
  /// The contract relies on what is checked here: that sums stay within 64 bits, that divided
  /// capacity is not negative, that places and numbers fit the lists.
  var contradiction: String? {
    memberContradiction ?? registerContradiction ?? referendumContradiction
      ?? plantContradiction ?? capacityContradiction
  }

  private var memberContradiction: String? {
    var last: Int64 = -1
    for member in members {
      guard member.sequence > last else { return "the members are not in order" }
      guard !member.fullName.isEmpty, !member.utility.text.isEmpty else {
        return "the profile of '\(member.address)' is empty"
      }
      guard member.quota >= .zero, member.tokens >= .zero else {
        return "a register of '\(member.address)' is negative"
      }
      last = member.sequence
    }
    guard last < nextSequence else { return "the next admission has a number that was used" }
    // Who has left did so by a referendum.
    guard nextSequence <= Int64(members.count + referendums.count) else {
      return "there were more admissions than members and referendums"
    }
    guard isFounded || nextSequence == 0 else { return "there are members of no group" }
    return nil
  }

  private var registerContradiction: String? {
    var quotas: [UtilityName: Int128] = [:]
    for member in members { quotas[member.utility, default: 0] += Int128(member.quota.watts) }
    var names: Set<UtilityName> = []
    for area in areas {
      guard names.insert(area.utility).inserted else {
        return "the area '\(area.utility)' is there twice"
      }
      guard area.operatingCapacity >= .zero, area.unallocatedQuota >= .zero else {
        return "the area '\(area.utility)' has a negative register"
      }
      let quota = quotas.removeValue(forKey: area.utility) ?? 0
      guard quota + Int128(area.unallocatedQuota.watts) == Int128(area.operatingCapacity.watts)
      else { return "the quotas of the area '\(area.utility)' are not its capacity" }
    }
    guard quotas.isEmpty else { return "a member is in no area" }
    let supply = areas.reduce(into: Int128(0)) { $0 += Int128($1.operatingCapacity.watts) }
    let owned = members.reduce(into: Int128(0)) { $0 += Int128($1.tokens.milliSEB) }
    guard reserveTokens >= .zero,
      owned + Int128(reserveTokens.milliSEB) == Int128(issuedTokens.milliSEB)
    else { return "the tokens are not those that were issued" }
    guard supply <= Int128(issuedTokens.milliSEB) else {
      return "fewer tokens were issued than plants operate"
    }
    return nil
  }

  private var referendumContradiction: String? {
    for referendum in referendums {
      guard referendum.firstSequenceWithoutVote >= 0,
        referendum.firstSequenceWithoutVote <= nextSequence,
        referendum.electorCount <= referendum.firstSequenceWithoutVote,
        referendum.voteCount <= referendum.electorCount,
        referendum.ballots.isWithin(referendum.firstSequenceWithoutVote)
      else { return "referendum \(referendum.id) has ballots of others than its electors" }
      guard !referendum.outcome || referendum.hasResult,
        !referendum.isExecuted || referendum.outcome
      else { return "referendum \(referendum.id) was carried out without a result" }
      guard isPossible(referendum.subject) else {
        return "referendum \(referendum.id) asks for what can't be asked for"
      }
    }
    return nil
  }

  private func isPossible(_ subject: ReferendumSubject) -> Bool {
    switch subject {
    case .admission(_, let fullName, let utility): !fullName.isEmpty && !utility.text.isEmpty
    case .newPlant(let proposal): isPossible(proposal)
    case .register(let identity, let field, let value):
      isPossible(identity) && field != .unrecognized && value >= 0
    case .deleteMember(let identity): isPossible(identity)
    case .utility(_, let name): !name.text.isEmpty
    case .deletePlant: true
    case .timeToMarket(_, let seconds): seconds > 0
    }
  }

  private func isPossible(_ identity: MemberIdentity) -> Bool {
    guard identity.sequence >= 0, identity.sequence < nextSequence else { return false }
    return index(of: identity).map { members[$0].address == identity.address } ?? true
  }

  private func isPossible(_ proposal: PlantProposal) -> Bool {
    proposal.capacity > .zero && proposal.cost > 0 && proposal.timeToMarket > 0
      && !proposal.utility.text.isEmpty
  }

  private var plantContradiction: String? {
    for plant in plants {
      guard plant.capacity > .zero, plant.cost > 0, plant.timeToMarket > 0, plant.funderCount >= 0,
        !plant.utility.text.isEmpty, index(of: plant.referendum) != nil
      else { return "plant \(plant.id) is no plant" }
      guard hasPossibleStatus(plant) else {
        return "plant \(plant.id) can't have the status '\(plant.status.rawValue)'"
      }
      for bid in plant.crowdfunding.bids {
        guard bid.sequence < nextSequence else { return "nobody made a bid for plant \(plant.id)" }
        guard plant.status == .funding || plant.status == .building,
          let member = index(ofSequence: bid.sequence)
        else { continue }
        guard members[member].utility == plant.utility else {
          return "a bid for plant \(plant.id) comes from another area"
        }
      }
    }
    return nil
  }

  private func hasPossibleStatus(_ plant: PowerPlant) -> Bool {
    let funding = plant.crowdfunding
    guard !funding.isSuccess || funding.hasResult, !plant.hasStarted || funding.isSuccess else {
      return false
    }
    return switch plant.status {
    case .funding: !funding.hasResult
    case .building: funding.isSuccess && !plant.hasStarted && plant.remaining == 0
    case .operating: plant.hasStarted && plant.remaining == 0
    case .failed: funding.hasResult && !funding.isSuccess && funding.total == 0
    case .deleted: plant.hasStarted || funding.total == 0
    }
  }

  /// What operates in an area is part of its capacity, and what may yet be built was counted when
  /// it was proposed, so that neither a removal nor a start leaves the range.
  private var capacityContradiction: String? {
    var operating: [UtilityName: Int128] = [:]
    var expected = Int128(issuedTokens.milliSEB)
    for plant in plants {
      switch plant.status {
      case .operating: operating[plant.utility, default: 0] += Int128(plant.capacity.watts)
      case .funding, .building: expected += Int128(plant.capacity.watts)
      case .failed, .deleted: break
      }
    }
    for referendum in referendums where !referendum.hasResult {
      if case .newPlant(let proposal) = referendum.subject {
        expected += Int128(proposal.capacity.watts)
      }
    }
    guard expected <= Int128(proposedCapacity) else { return "plants were never proposed" }
    for area in areas {
      let capacity = operating.removeValue(forKey: area.utility) ?? 0
      guard capacity <= Int128(area.operatingCapacity.watts) else {
        return "the plants of the area '\(area.utility)' exceed its capacity"
      }
    }
    return operating.isEmpty ? nil : "a plant operates in no area"
  }
}

extension BallotBox {
  /// Whether all ballots are of members admitted before a number.
  fileprivate func isWithin(_ limit: Int64) -> Bool {
    // A word for each 64 members, and no more.
    guard Int64(cast.count) <= limit / 64 + 1 else { return false }
    let words = Int(limit / 64)
    guard cast.count > words else { return true }
    return cast[words] >> UInt64(limit % 64) == 0
  }
}
