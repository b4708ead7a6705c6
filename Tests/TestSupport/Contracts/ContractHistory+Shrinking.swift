import Contracts
import Quantities

extension ContractHistory {
  /// The shortest and simplest history found that breaks the same rule.
  ///
  /// Whole runs of calls are taken out first, then single calls; then callers, times, amounts, signatures
  /// and the start are made simpler, as long as the same rule is broken.
  public func shrunk<Check: ContractCheck>(breaking check: Check.Type) -> ContractHistory {
    guard let violation = try? firstViolation(of: check) else { return self }
    var shrinker = Shrinker<Check>(history: self, rule: String(violation.rule))
    shrinker.history.steps.removeSubrange((violation.step + 1)...)
    repeat {
      shrinker.isShorter = false
      shrinker.removeRuns()
      shrinker.removeWithDependents()
      shrinker.mergeBids()
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

  /// Takes out calls together with those that make no sense without them.
  mutating func removeWithDependents() {
    for index in history.steps.indices.reversed() where index < history.steps.count {
      let step = history.steps[index]
      attempt { history in
        history.steps.remove(at: index)
        history.steps.removeAll { $0.call.operation.names(step.opened) }
        if case .admission = step.call.operation {
          history.steps.removeAll { $0.call.caller == step.call.caller }
        }
      }
    }
    for index in history.founders.indices.reversed() {
      let address = history.founders[index].address
      attempt { history in
        history.founders.remove(at: index)
        history.steps.removeAll { $0.call.caller == address }
      }
    }
  }

  /// Makes one bid of two.
  mutating func mergeBids() {
    for later in history.steps.indices.reversed() where later < history.steps.count {
      for earlier in history.steps.indices[..<later].reversed() {
        guard later < history.steps.count,
          let merged = history.steps[earlier].call.operation.merged(
            with: history.steps[later].call.operation)
        else { continue }
        attempt {
          $0.steps[earlier].call.operation = merged
          $0.steps.remove(at: later)
        }
      }
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
    let utilities = history.utilities
    for other in utilities.dropFirst() {
      if attempt({ $0.rename(other, to: utilities[0]) }) { return }
    }
    let callers = history.callers
    for (index, other) in callers.enumerated().reversed() {
      for earlier in callers[..<index] {
        if attempt({ $0.replaceCaller(other, by: earlier) }) { return }
      }
    }
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
    let (gap, overflows) = time.subtractingReportingOverflow(floor)
    guard !overflows else { return }
    let rules = history.rules
    let windows = [rules.referendumWindow, rules.crowdfundingWindow, rules.minimumTimeToMarket]
    for shorter in [0, 1] + windows.filter({ $0 < .max }).map({ $0 + 1 }) + [gap / 2]
    where shorter < gap {
      if attempt({ $0.moveEarlier(from: index, by: gap - shorter) }) { return }
    }
  }

  private mutating func simplifyCall(of index: Int) {
    let call = history.steps[index].call
    let first = history.founders.first?.address ?? history.steps[0].call.caller
    if call.caller != first { attempt { $0.steps[index].call.caller = first } }
    guard index < history.steps.count else { return }
    if !call.cosigners.isEmpty { attempt { $0.steps[index].call.cosigners = [] } }
    if !call.isSignedByCaller, index < history.steps.count {
      attempt { $0.steps[index].call.isSignedByCaller = true }
    }
    for operation in call.operation.simpler {
      if index < history.steps.count, attempt({ $0.steps[index].call.operation = operation }) {
        return
      }
    }
  }
}
