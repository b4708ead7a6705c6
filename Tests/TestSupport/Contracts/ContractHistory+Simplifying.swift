public import Contracts
import Quantities

extension ContractHistory {
  /// Moves a call and all later ones to earlier times, as far as the range of 64 bits goes.
  mutating func moveEarlier(from index: Int, by seconds: Int64) {
    for later in steps.indices[index...] {
      let (time, overflows) = steps[later].call.time.subtractingReportingOverflow(seconds)
      if !overflows { steps[later].call.time = time }
    }
  }
}

extension ContractHistory {
  /// The distribution companies that are named, each once.
  var utilities: [UtilityName] {
    var list = founders.map(\.utility)
    for step in steps {
      switch step.call.operation {
      case .admission(_, let utility), .changeUtility(_, let utility): list.append(utility)
      case .powerUp(let proposal): list.append(proposal.utility)
      default: break
      }
    }
    return list.enumerated().filter { !list[..<$0].contains($1) }.map(\.element)
  }

  /// Names a distribution company by the name of another one.
  public mutating func rename(_ old: UtilityName, to new: UtilityName) {
    func renamed(_ utility: UtilityName) -> UtilityName { utility == old ? new : utility }
    for index in founders.indices { founders[index].utility = renamed(founders[index].utility) }
    for index in unallocated.indices {
      unallocated[index].utility = renamed(unallocated[index].utility)
    }
    for index in steps.indices {
      switch steps[index].call.operation {
      case .admission(let fullName, let utility):
        steps[index].call.operation = .admission(fullName: fullName, utility: renamed(utility))
      case .changeUtility(let id, let utility):
        steps[index].call.operation = .changeUtility(id, renamed(utility))
      case .changeProfile(let address, .utility, let value):
        let utility = renamed(UtilityName(value))
        steps[index].call.operation = .changeProfile(address, .utility, value: utility.text)
      case .powerUp(var proposal):
        proposal.utility = renamed(proposal.utility)
        steps[index].call.operation = .powerUp(proposal)
      default: break
      }
    }
  }
}

extension ContractHistory {
  /// Who calls, each once, in the order of the first call.
  var callers: [MemberAddress] {
    var list: [MemberAddress] = []
    for step in steps where !list.contains(step.call.caller) { list.append(step.call.caller) }
    return list
  }

  /// Lets a caller do all that another one did, and have it done to it.
  mutating func replaceCaller(_ old: MemberAddress, by new: MemberAddress) {
    func replaced(_ address: MemberAddress) -> MemberAddress { address == old ? new : address }
    founders.removeAll { $0.address == old }
    for index in steps.indices {
      steps[index].call.caller = replaced(steps[index].call.caller)
      steps[index].call.cosigners = steps[index].call.cosigners.map(replaced)
      switch steps[index].call.operation {
      case .changeProfile(let address, let field, let value):
        steps[index].call.operation = .changeProfile(replaced(address), field, value: value)
      case .changeRegister(let address, let field, let value):
        steps[index].call.operation = .changeRegister(replaced(address), field, value: value)
      case .deleteMember(let address):
        steps[index].call.operation = .deleteMember(replaced(address))
      case .trade(let to, let quota, let tokens):
        steps[index].call.operation = .trade(to: replaced(to), quota: quota, tokens: tokens)
      default: break
      }
    }
  }
}

extension ContractOperation {
  /// Whether the operation is about what another call opened.
  func names(_ opened: ContractValue?) -> Bool {
    switch (self, opened) {
    case (.admissionResult(let id), .referendum(let other)),
      (.vote(let id, _), .referendum(let other)),
      (.changeResult(let id), .referendum(let other)),
      (.powerUpResult(.referendum(let id)), .referendum(let other)):
      id == other
    case (.powerUpResult(.plant(let id)), .plant(let other)),
      (.bid(let id, _), .plant(let other)), (.changeBid(let id, _), .plant(let other)):
      id == other
    default: false
    }
  }

  /// The bid that stands for this one and a later one.
  func merged(with later: ContractOperation) -> ContractOperation? {
    switch (self, later) {
    case (.bid(let id, let first), .bid(let other, let second)) where id == other:
      let (sum, overflows) = first.addingReportingOverflow(second)
      return overflows ? nil : .bid(id, amount: sum)
    case (.bid(let id, _), .changeBid(let other, let amount)) where id == other:
      return .bid(id, amount: amount)
    default: return nil
    }
  }

  /// The same operation with simpler arguments, the simplest first.
  var simpler: [ContractOperation] {
    switch self {
    case .bid(let id, let amount): simplerAmounts(amount).map { .bid(id, amount: $0) }
    case .changeBid(let id, let amount): simplerAmounts(amount).map { .changeBid(id, amount: $0) }
    case .changeRegister(let address, let field, let value):
      simplerAmounts(value).map { .changeRegister(address, field, value: $0) }
    case .changeTimeToMarket(let id, let seconds):
      simplerAmounts(seconds).map { .changeTimeToMarket(id, seconds: $0) }
    case .trade(let to, let quota, let tokens):
      simplerAmounts(quota.watts).map { .trade(to: to, quota: Quota(watts: $0), tokens: tokens) }
        + simplerAmounts(tokens.milliSEB).map {
          .trade(to: to, quota: quota, tokens: Tokens(milliSEB: $0))
        }
    case .powerUp(let proposal): simplerProposals(proposal).map { .powerUp($0) }
    default: []
    }
  }

  private func simplerProposals(_ proposal: PlantProposal) -> [PlantProposal] {
    var proposals: [PlantProposal] = []
    func add(_ amount: Int64, _ change: (inout PlantProposal, Int64) -> Void) {
      for simpler in simplerAmounts(amount) {
        proposals.append(proposal)
        change(&proposals[proposals.count - 1], simpler)
      }
    }
    add(proposal.capacity.watts) { $0.capacity = Quota(watts: $1) }
    add(proposal.cost) { $0.cost = $1 }
    add(proposal.timeToMarket) { $0.timeToMarket = $1 }
    return proposals
  }

  private func simplerAmounts(_ amount: Int64) -> [Int64] {
    ([0, 1, 100, 2_592_000, amount / 2] as [Int64]).filter {
      $0.magnitude < amount.magnitude
    }
  }
}
