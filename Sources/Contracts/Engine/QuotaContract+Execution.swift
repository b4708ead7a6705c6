extension QuotaContract {
  /// Checks what all operations have in common, then carries out the one that is asked for.
  ///
  /// Each operation checks everything before it changes anything.
  mutating func execute(
    _ call: ContractCall, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    switch call.operation {
    case .admission(let fullName, let utility):
      return try admit(call, fullName: fullName, utility: utility, events: &events)
    case .summary(let subject, let option):
      return try summarize(call, subject, option)
    default: break
    }
    guard let caller = state.memberIndices[call.caller] else { throw .error(.notMember) }
    if case .unrecognized = call.operation { throw .error(.unknownOperation) }
    guard call.isSigned(by: call.caller) else { throw .error(.noWitness) }
    switch call.operation {
    case .admission, .summary, .unrecognized: throw .error(.unknownOperation)
    case .admissionResult(let id): return try resolveAdmission(id, events: &events)
    case .vote(let id, let answer): return try vote(caller, id, answer, events: &events)
    case .changeResult(let id): return try resolveChange(id, events: &events)
    case .powerUp(let proposal): return try propose(proposal, events: &events)
    case .powerUpResult(.referendum(let id)): return try resolvePlant(id, events: &events)
    case .powerUpResult(.plant(let id)): return try advancePlant(id, events: &events)
    case .bid(let id, let amount): return try bid(caller, id, amount, events: &events)
    case .changeBid(let id, let amount): return try changeBid(caller, id, amount, events: &events)
    case .changeProfile(let address, let field, let value):
      return try changeProfile(caller, address, field, value, events: &events)
    case .changeRegister(let address, let field, let value):
      return try askForRegister(address, field, value, events: &events)
    case .deleteMember(let address): return try askForRemoval(of: address, events: &events)
    case .changeUtility(let id, let name): return try askForUtility(id, name, events: &events)
    case .changeTimeToMarket(let id, let seconds):
      return try askForTimeToMarket(id, seconds, events: &events)
    case .deletePlant(let id): return try askForRemoval(of: id, events: &events)
    case .trade(let to, let quota, let tokens):
      return try trade(
        from: caller, to: to, quota: quota, tokens: tokens, call: call, events: &events)
    case .listMembers: return .list(state.members.map { .member($0.address) })
    case .listPlants:
      return .list(state.plants.filter { $0.status != .deleted }.map { .plant($0.id) })
    }
  }
}
