import Quantities

extension QuotaContract {
  /// Resolves the referendum on a change and carries out what was approved.
  mutating func resolveChange(
    _ id: ReferendumID, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    let index = try closedReferendum(id)
    let subject = state.referendums[index].subject
    guard subject.isChange else { throw .error(.wrongKind) }
    guard !state.referendums[index].hasResult else { throw .noop(.alreadyResolved) }
    guard resolve(index) else {
      events.append(.process(.referendum(id), .denied))
      return .boolean(false)
    }
    events.append(.process(.referendum(id), .approved))
    do throws(NotExecutable) {
      try carryOut(subject, events: &events)
    } catch {
      events.append(.process(.referendum(id), .notExecutable(error.reason)))
      return .boolean(false)
    }
    state.referendums[index].isExecuted = true
    return .boolean(true)
  }

  struct NotExecutable: Error {
    let reason: NotExecutableReason

    init(_ reason: NotExecutableReason) { self.reason = reason }
  }

  private mutating func carryOut(
    _ subject: ReferendumSubject, events: inout [ContractEvent]
  ) throws(NotExecutable) {
    switch subject {
    case .admission, .newPlant: break
    case .register(let identity, let field, let value):
      try setRegister(identity, field, value, events: &events)
    case .deleteMember(let identity): try remove(identity, events: &events)
    case .utility(let id, let name): try rename(id, name, events: &events)
    case .deletePlant(let id): try remove(id, events: &events)
    case .timeToMarket(let id, let seconds): try move(id, seconds, events: &events)
    }
  }

  /// Sets a register against the unallocated quota of the area or the reserve of tokens.
  private mutating func setRegister(
    _ identity: MemberIdentity, _ field: RegisterField, _ value: Int64,
    events: inout [ContractEvent]
  ) throws(NotExecutable) {
    guard let member = state.index(of: identity) else { throw NotExecutable(.gone) }
    if field == .quota {
      let area = state.areaIndex(of: state.members[member].utility)
      let change = Quota(watts: value) - state.members[member].quota
      guard change <= state.areas[area].unallocatedQuota else {
        throw NotExecutable(.reserveInsufficient)
      }
      state.areas[area].unallocatedQuota -= change
      state.members[member].quota += change
    } else {
      let change = Tokens(milliSEB: value) - state.members[member].tokens
      guard change <= state.reserveTokens else { throw NotExecutable(.reserveInsufficient) }
      state.reserveTokens -= change
      state.members[member].tokens += change
    }
    events.append(.change(.register(identity.address)))
  }

  /// Sets a plant's time to market, unless its date is past.
  private mutating func move(
    _ id: PlantID, _ seconds: Int64, events: inout [ContractEvent]
  ) throws(NotExecutable) {
    guard let index = state.index(of: id), state.plants[index].status != .failed else {
      throw NotExecutable(.gone)
    }
    guard time <= state.plants[index].deadline else { throw NotExecutable(.deadlinePassed) }
    state.plants[index].timeToMarket = seconds
    events.append(.change(.timeToMarket(id)))
  }

  /// Renames the distribution company of a plant, with all that has the old name; two areas that
  /// come to have one name become one.
  private mutating func rename(
    _ id: PlantID, _ name: UtilityName, events: inout [ContractEvent]
  ) throws(NotExecutable) {
    guard let index = state.index(of: id) else { throw NotExecutable(.gone) }
    let old = state.plants[index].utility
    if old != name {
      for index in state.plants.indices where state.plants[index].utility == old {
        state.plants[index].utility = name
      }
      for index in state.members.indices where state.members[index].utility == old {
        state.members[index].utility = name
      }
      let area = state.areaIndex(of: old)
      if let other = state.areas.firstIndex(where: { $0.utility == name }) {
        state.areas[other].operatingCapacity += state.areas[area].operatingCapacity
        state.areas[other].unallocatedQuota += state.areas[area].unallocatedQuota
        state.areas.remove(at: area)
      } else {
        state.areas[area].utility = name
      }
    }
    events.append(.change(.utility(id)))
  }
}
