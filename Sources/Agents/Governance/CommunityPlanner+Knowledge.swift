import Contracts
import Quantities
import RandomStreams

extension CommunityPlanner {
  /// What a member knows of its energy; nothing where the situation does not tell.
  func situation(of member: Int, in situation: CommunitySituation) -> MemberSituation {
    situation.members.indices.contains(member)
      ? situation.members[member]
      : MemberSituation(yearlyConsumption: 0, creditValue: 0, bankedCredits: 0)
  }

  /// The yearly consumption of a member, in kWh, assumed where it is not known.
  func consumption(of member: Int, in situation: CommunitySituation) -> Double {
    let known = self.situation(of: member, in: situation).yearlyConsumption
    return known > 0 ? known : participants[member].policies.funding.assumedConsumption
  }

  /// The place of a member of the contract among the members of the scenario; `nil` for others.
  ///
  /// - Complexity: O(1); the address is hashed only the first time.
  mutating func place(sequence: Int64, _ address: @autoclosure () -> MemberAddress) -> Int? {
    guard sequence < 1 << 22 else { return indices[address()] }
    let number = Int(sequence)
    if number < placesBySequence.count, placesBySequence[number] >= -1 {
      let place = placesBySequence[number]
      return place < 0 ? nil : Int(place)
    }
    while placesBySequence.count <= number { placesBySequence.append(-2) }
    let place = indices[address()]
    placesBySequence[number] = Int32(place ?? -1)
    if let place { sequences[place] = sequence }
    return place
  }

  /// The place of a member that was admitted with a number, as far as it is known.
  func knownPlace(_ identity: MemberIdentity) -> Int? {
    guard let number = Int(exactly: identity.sequence),
      placesBySequence.indices.contains(number), placesBySequence[number] >= -1
    else { return indices[identity.address] }
    let place = placesBySequence[number]
    return place < 0 ? nil : Int(place)
  }

  /// A member of the scenario as the contract knows it; `nil` when it is not in the contract.
  ///
  /// - Complexity: O(log *n*) for *n* members; the address is hashed only for one whose admission is
  ///   not known.
  func contractMember(_ member: Int, _ contract: borrowing QuotaContract) -> ContractMember? {
    if sequences[member] >= 0,
      let found = contract.state.member(sequence: sequences[member])
    {
      return found
    }
    return contract.state.member(participants[member].address)
  }

  /// Notes that a member did something.
  mutating func note(actOf address: MemberAddress, at time: Int64) {
    if let member = indices[address] { states[member].lastAct = time }
  }

  /// The place in the contract of a plant that was not deleted.
  func place(of id: PlantID, _ contract: borrowing QuotaContract) -> Int? {
    guard id.number > 0, id.number <= contract.state.plants.count else { return nil }
    let place = Int(id.number) - 1
    return contract.state.plants[place].status == .deleted ? nil : place
  }

  /// The place in the contract of a referendum.
  func place(of id: ReferendumID, _ contract: borrowing QuotaContract) -> Int? {
    guard id.number > 0, id.number <= contract.state.referendums.count else { return nil }
    return Int(id.number) - 1
  }

  /// The cost of a kilowatt of the newest plant of an area.
  func newestCost(in utility: UtilityName, _ contract: borrowing QuotaContract) -> Double? {
    for place in contract.state.plants.indices.reversed()
    where contract.state.plants[place].utility == utility {
      return Self.costPerKilowatt(
        contract.state.plants[place].cost, contract.state.plants[place].capacity.watts)
    }
    return nil
  }

  /// The cost of a kilowatt.
  static func costPerKilowatt(_ cost: Int64, _ watts: Int64) -> Double {
    Double(cost) / max(Double(watts), 1) * 1000
  }

  /// The value of a kilowatt of a proposed plant as a member perceives it.
  func perceivedValue(
    to member: Int, of referendum: ReferendumID, in situation: CommunitySituation
  ) -> Double {
    let policy = participants[member].policies.funding
    let value = policy.value(
      yield: situation.plantYield,
      creditValue: self.situation(of: member, in: situation).creditValue)
    guard policy.valuationSpread > 0 else { return value }
    var draws = streams[member].valuation.draws(at: UInt64(bitPattern: referendum.number))
    return value * (1 + draws.normal(standardDeviation: policy.valuationSpread))
  }
}
