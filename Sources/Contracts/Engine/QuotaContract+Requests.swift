import Quantities

extension QuotaContract {
  /// Changes the caller's own profile, without a vote.
  mutating func changeProfile(
    _ caller: Int, _ address: MemberAddress, _ field: ProfileField, _ value: String,
    events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let member = state.memberIndices[address] else { throw .error(.counterpartyNotMember) }
    guard field != .unrecognized else { throw .error(.invalidChange) }
    guard member == caller else { throw .error(.notOwner) }
    guard !value.isEmpty else { throw .error(.invalidProfile) }
    if field == .fullName {
      state.members[caller].fullName = value
    } else if UtilityName(value) != state.members[caller].utility {
      guard state.members[caller].quota == .zero, !hasBoundBid(state.members[caller].sequence)
      else { throw .error(.quotaBound) }
      let old = state.members[caller].utility
      state.members[caller].utility = UtilityName(value)
      _ = state.areaIndex(of: UtilityName(value))
      state.forgetArea(old)
    }
    events.append(.change(.profile(address)))
    return .boolean(true)
  }

  /// Whether a member has a bid for a plant that is not built yet.
  private func hasBoundBid(_ sequence: Int64) -> Bool {
    state.plants.contains {
      ($0.status == .funding || $0.status == .building)
        && $0.crowdfunding.bid(of: sequence) > 0
    }
  }

  /// Opens the referendum on a member's register.
  mutating func askForRegister(
    _ address: MemberAddress, _ field: RegisterField, _ value: Int64,
    events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    let identity = try identity(of: address)
    guard field != .unrecognized, value >= 0 else { throw .error(.invalidChange) }
    return .referendum(openReferendum(.register(identity, field, value: value), events: &events))
  }

  /// Opens the referendum on a member's removal.
  mutating func askForRemoval(
    of address: MemberAddress, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    .referendum(openReferendum(.deleteMember(try identity(of: address)), events: &events))
  }

  /// Opens the referendum on the name of a plant's distribution company.
  mutating func askForUtility(
    _ id: PlantID, _ name: UtilityName, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownPlant) }
    guard !name.text.isEmpty, name != state.plants[index].utility else {
      throw .error(.invalidChange)
    }
    return .referendum(openReferendum(.utility(id, name), events: &events))
  }

  /// Opens the referendum on a plant's time to market.
  mutating func askForTimeToMarket(
    _ id: PlantID, _ seconds: Int64, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownPlant) }
    guard seconds >= state.rules.minimumTimeToMarket else { throw .error(.timeToMarketTooShort) }
    let status = state.plants[index].status
    guard status == .funding || status == .building else { throw .error(.invalidChange) }
    guard time <= state.plants[index].deadline else { throw .error(.deadlinePassed) }
    return .referendum(openReferendum(.timeToMarket(id, seconds: seconds), events: &events))
  }

  /// Opens the referendum on a plant's removal.
  mutating func askForRemoval(
    of id: PlantID, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard state.index(of: id) != nil else { throw .error(.unknownPlant) }
    return .referendum(openReferendum(.deletePlant(id), events: &events))
  }

  private func identity(of address: MemberAddress) throws(Refusal) -> MemberIdentity {
    guard let member = state.memberIndices[address] else { throw .error(.counterpartyNotMember) }
    return MemberIdentity(address: address, sequence: state.members[member].sequence)
  }
}
