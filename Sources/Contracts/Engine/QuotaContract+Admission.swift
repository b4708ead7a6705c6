extension QuotaContract {
  /// Makes the first caller ever a member; for everybody else, opens a referendum.
  mutating func admit(
    _ call: ContractCall, fullName: String, utility: UtilityName, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard call.isSigned(by: call.caller) else { throw .error(.noWitness) }
    guard state.memberIndices[call.caller] == nil else { throw .error(.alreadyMember) }
    guard !fullName.isEmpty, !utility.text.isEmpty else { throw .error(.invalidProfile) }
    guard state.isFounded else {
      state.isFounded = true
      state.enrol(call.caller, fullName: fullName, utility: utility)
      events.append(.membership(call.caller, .admitted))
      return .boolean(true)
    }
    guard state.pendingAdmissions[call.caller] == nil else { throw .error(.admissionPending) }
    let id = openReferendum(
      .admission(call.caller, fullName: fullName, utility: utility), events: &events)
    state.pendingAdmissions[call.caller] = id
    events.append(.membership(call.caller, .requested))
    return .referendum(id)
  }

  /// Enrols an applicant who was approved.
  mutating func resolveAdmission(
    _ id: ReferendumID, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    let index = try closedReferendum(id)
    guard
      case .admission(let applicant, let fullName, let utility) = state.referendums[index].subject
    else { throw .error(.wrongKind) }
    guard !state.referendums[index].hasResult else { throw .noop(.alreadyResolved) }
    let isApproved = resolve(index)
    state.pendingAdmissions[applicant] = nil
    if isApproved {
      state.enrol(applicant, fullName: fullName, utility: utility)
      state.referendums[index].isExecuted = true
    }
    events.append(.membership(applicant, isApproved ? .admitted : .refused))
    return .boolean(isApproved)
  }
}
