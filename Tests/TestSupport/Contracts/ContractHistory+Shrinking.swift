import Contracts
import Quantities

extension ContractHistory {
  /// The shortest and simplest history found that breaks the same rule.
  ///
  /// Whole runs of calls are taken out first, then single calls; then times, amounts, signatures
  /// and the start are made simpler, as long as the same rule is broken.
  public func shrunk<Check: ContractCheck>(breaking check: Check.Type) -> ContractHistory {
    guard let violation = try? firstViolation(of: check) else { return self }
    var shrinker = Shrinker<Check>(history: self, rule: String(violation.rule))
    shrinker.history.steps.removeSubrange((violation.step + 1)...)
    repeat {
      shrinker.isShorter = false
      shrinker.removeRuns()
      shrinker.simplifyStart()
      shrinker.simplifySteps()
    } while shrinker.isShorter
    return shrinker.history
  }
}

/// A history on its way to a shorter one.
private struct Shrinker<Check: ContractCheck> {
  var history: ContractHistory
  let rule: String
  var isShorter = false

  /// Takes a change over if the same rule is broken after it.
  @discardableResult
  private mutating func attempt(_ change: (inout ContractHistory) -> Void) -> Bool {
    var candidate = history
    change(&candidate)
    guard let violation = try? candidate.firstViolation(of: Check.self), violation.rule == rule
    else { return false }
    candidate.steps.removeSubrange((violation.step + 1)...)
    history = candidate
    isShorter = true
    return true
  }

  mutating func removeRuns() {
    var length = max(history.steps.count / 2, 1)
    while length >= 1 {
      var end = history.steps.count
      while end > 0 {
        let start = max(end - length, 0)
        attempt { $0.steps.removeSubrange(start..<end) }
        end = min(start, history.steps.count)
      }
      length /= 2
    }
  }

  mutating func simplifyStart() {
    for index in history.founders.indices.reversed() { attempt { $0.founders.remove(at: index) } }
    for index in history.unallocated.indices.reversed() {
      attempt { $0.unallocated.remove(at: index) }
    }
    for index in history.founders.indices {
      if history.founders[index].quota != .zero { attempt { $0.founders[index].quota = .zero } }
      if history.founders[index].tokens != .zero { attempt { $0.founders[index].tokens = .zero } }
    }
    if history.rules != .standard { attempt { $0.rules = .standard } }
    if history.startTime != 0 { attempt { $0.startTime = 0 } }
  }

  mutating func simplifySteps() {
    var index = 0
    while index < history.steps.count {
      simplifyTime(of: index)
      simplifyCall(of: index)
      index += 1
    }
  }

  private mutating func simplifyTime(of index: Int) {
    let time = history.steps[index].call.time
    let floor = index > 0 ? history.steps[index - 1].call.time : history.startTime
    for earlier in [floor, floor &+ 1] where earlier < time {
      if attempt({ $0.moveEarlier(from: index, by: time &- earlier) }) { return }
    }
  }

  private mutating func simplifyCall(of index: Int) {
    let call = history.steps[index].call
    if !call.cosigners.isEmpty { attempt { $0.steps[index].call.cosigners = [] } }
    if !call.isSignedByCaller { attempt { $0.steps[index].call.isSignedByCaller = true } }
    for operation in call.operation.simpler {
      if index < history.steps.count, attempt({ $0.steps[index].call.operation = operation }) {
        return
      }
    }
  }
}

extension ContractHistory {
  /// Moves a call and all later ones to earlier times, as far as the range of 64 bits goes.
  fileprivate mutating func moveEarlier(from index: Int, by seconds: Int64) {
    for later in steps.indices[index...] {
      let (time, overflows) = steps[later].call.time.subtractingReportingOverflow(seconds)
      if !overflows { steps[later].call.time = time }
    }
  }
}

extension ContractOperation {
  /// The same operation with simpler arguments, the simplest first.
  fileprivate var simpler: [ContractOperation] {
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
