import Contracts

/// Carries out the steps of one vector.
struct ReplayRunner {
  /// Something that was not as expected, with its place in the text of the file.
  struct Finding {
    let step: Int
    let offset: Int
    let operation: String
    let subject: String
    let expected: String
    let found: String
  }

  private var contract: QuotaContract
  /// The state before the first step.
  private let genesis: ContractState
  private var names = BoundNames()
  private var findings: [Finding] = []
  /// What was wrong after the step before, which is not told again.
  private var lastViolations: Set<ContractInvariants.Violation> = []
  /// The step at hand, counted from 1.
  private var number = 0

  /// Carries out a vector.
  ///
  /// - Returns: What was not as expected, and the state at the end.
  static func run(_ vector: ReplayVector) -> (findings: [Finding], state: ContractState) {
    var runner = ReplayRunner(contract: vector.contract)
    for step in vector.steps {
      runner.number += 1
      runner.run(step)
    }
    return (runner.findings, runner.contract.state)
  }

  private init(contract: QuotaContract) {
    self.contract = contract
    genesis = contract.state
  }

  private mutating func run(_ step: ReplayStep) {
    switch step.action {
    case .call(let caller, let witnesses, let template):
      call(step, caller, witnesses, template)
    case .misshapenCall:
      compareEvents([.invalid(operation: step.operation, error: .badArity)], step)
    case .credit(let utility, let energy):
      credit(step, utility, energy)
      compareEvents([], step)
    case .check: compareEvents([], step)
    }
    for fact in step.facts { compare(fact, step) }
    let violations = ContractInvariants.violations(in: contract.state, startedFrom: genesis)
    for violation in violations where !lastViolations.contains(violation) {
      note(
        step, step.offset, "invariant \(violation.name)", violation.expected, violation.found)
    }
    lastViolations = Set(violations)
  }

  private mutating func call(
    _ step: ReplayStep, _ caller: MemberAddress, _ witnesses: [MemberAddress],
    _ template: CallTemplate
  ) {
    let former = contract.state
    var events: [ContractEvent] = []
    let result: ContractResult
    do {
      let call = ContractCall(
        time: step.time, caller: caller, witnesses: witnesses,
        operation: try template.operation(names, contract.state))
      result = try contract.apply(call, events: &events)
    } catch {
      if case .binding(let name) = step.expectation { names.unbind(name, step: number) }
      let expected = step.expectation.map(\.description) ?? "a call"
      return note(step, step.expectationOffset, ReplayFailure.result, expected, "\(error)")
    }
    compare(result, step)
    compareEvents(events, step)
    switch result {
    case .value: break
    case .error, .noop:
      if contract.state != former {
        note(
          step, step.expectationOffset, "invariant I6", "the state of before",
          "a state that the call changed")
      }
    }
  }

  private mutating func compare(_ result: ContractResult, _ step: ReplayStep) {
    let isExpected: Bool
    switch (step.expectation, result) {
    case (nil, _): return
    case (.value(let expected), .value(let found)):
      do {
        isExpected = try names.resolve(expected).matches(ReplayValue(found))
      } catch {
        return note(
          step, step.expectationOffset, ReplayFailure.result, "value \(expected)",
          "\(error); the answer is \(result.shown)")
      }
    case (.error(let expected), .error(let found)): isExpected = expected == found
    case (.noop(let expected), .noop(let found)): isExpected = expected == found
    case (.binding(let name), .value(.referendum(let id))):
      names.bind(name, to: id.description)
      isExpected = true
    case (.binding(let name), .value(.plant(let id))):
      names.bind(name, to: id.description)
      isExpected = true
    case (.binding(let name), _):
      names.unbind(name, step: number)
      isExpected = false
    default: isExpected = false
    }
    guard !isExpected, let expectation = step.expectation else { return }
    note(
      step, step.expectationOffset, ReplayFailure.result, expectation.description, result.shown)
  }

  private mutating func compareEvents(_ events: [ContractEvent], _ step: ReplayStep) {
    guard let expected = step.events, expected.names != events.map(\.name) else { return }
    note(
      step, expected.offset, "events", "[\(expected.names.joined(separator: ", "))]",
      "[\(events.map(\.name).joined(separator: ", "))]")
  }

  private mutating func compare(_ fact: ExpectedFact, _ step: ReplayStep) {
    do {
      let found = try fact.path.value(in: contract.state, names)
      guard try !names.resolve(fact.value).matches(found) else { return }
      note(
        step, fact.offset, fact.path.text, fact.value.description,
        found == .null ? "nothing" : found.description)
    } catch {
      note(step, fact.offset, fact.path.text, fact.value.description, "\(error)")
    }
  }

  private mutating func credit(_ step: ReplayStep, _ utility: String, _ energy: Double) {
    guard case .value(let expected) = step.expectation else { return }
    let credits = EnergyCredits(of: energy, in: UtilityName(utility), contract.state)
    guard !credits.matches(expected) else { return }
    note(
      step, step.expectationOffset, ReplayFailure.result, "value \(expected)",
      "value \(credits.value)")
  }

  private mutating func note(
    _ step: ReplayStep, _ offset: Int, _ subject: String, _ expected: String, _ found: String
  ) {
    findings.append(
      Finding(
        step: number, offset: offset, operation: step.operation, subject: subject,
        expected: expected, found: found))
  }
}
